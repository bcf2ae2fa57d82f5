# Sourced by ./streamlift when something has to be built, and by ./test: between lock_build and unlock_build, build_program ROOM STAMP and compile_ahead STAMP.

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$root/eng/sdk.sh"

# Build nodes that stay must not hold the lock: 8>&- below.
lock_build() {
  { mkdir -p "$state" && [ -w "$state" ]; } 2>/dev/null || die "$root can't be written, and something has to be built: let whoever may write there build it, or clone to a place of your own"
  exec 8>"$state/build.lock"
  flock -n 8 || { say "waiting for another build"; flock 8; }
}

unlock_build() { exec 8>&-; }

build_program() {
  local room=$1 stamp=$2
  ensure_sdk
  if [ -e "$stamp" ]; then say "building what changed"; else say "building (the first time: about a minute)"; fi
  local project
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done      # before the stamp: a new folder makes its parent newer
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"                                 # a file saved while the build runs is newer than this
  quietly "build-$room" dotnet build "$root/src/$room" -c Release -m -v minimal --nologo 8>&-
  mv "$stamp.new" "$stamp"
  [ "$room" != Host ] || compile_ahead "$stamp"
}

# Not tried again with each build by the same SDK.
unavailable() {
  local mark; mark=$state/ahead-unavailable-$(dotnet --version)
  touch "$mark"
  say "not compiled ahead of time, so the first pose comes some tenths of a second later: $1 (log: $state/$2; to try again: rm '$mark')"
}

# compile_ahead: the service's assemblies are replaced by images that are compiled ahead of time (ReadyToRun), so that it starts sooner and no compiler takes
# the cores from its first records. Where it can't be done, the service runs as it was built. Meanwhile there is no stamp: after an interruption, which may have
# left half a file, it is built again.
compile_ahead() {
  local stamp=$1 mark=${1%.built}.ahead
  ensure_sdk
  trap 'exit 130' INT                                # dotnet ends with an exit code like that of a failure
  mv "$stamp" "$stamp.new"
  rm -f "$mark"
  if [ ! -e "$state/ahead-unavailable-$(dotnet --version)" ]; then
    # in the foreground, where Ctrl+C reaches it
    if ! timeout --foreground 120 dotnet restore "$root/eng/ahead" -v minimal >"$state/ahead-restore.log" 2>&1 </dev/null 8>&-; then
      unavailable "the compiler's packages can't be restored" ahead-restore.log
    elif dotnet build "$root/src/Host" -c Release -t:CompileAhead -p:PublishReadyToRun=true --no-restore -m -v minimal --nologo >"$state/ahead.log" 2>&1 </dev/null 8>&-; then
      rm -f "$state"/ahead-unavailable-*
      touch "$mark"
    else
      unavailable "the compiler fails" ahead.log
    fi
  fi
  mv "$stamp.new" "$stamp"
  trap - INT
}
