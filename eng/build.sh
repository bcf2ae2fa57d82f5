# Sourced by ./streamlift when something has to be built, and by ./test: build_program ROOM STAMP, and compile_ahead.

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$root/eng/sdk.sh"

# Build nodes that stay must not hold the lock: 8>&- below.
lock_build() {
  { mkdir -p "$state" && [ -w "$state" ]; } 2>/dev/null || die "$root can't be written, and something has to be built: let whoever may write there build it, or clone to a place of your own"
  exec 8>"$state/build.lock"
  flock -n 8 || { say "waiting for another build"; flock 8; }
}

build_program() {
  local room=$1 stamp=$2
  lock_build
  ensure_sdk
  if [ -e "$stamp" ]; then say "building what changed"; else say "building (the first time: about a minute)"; fi
  local project
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done      # before the stamp: a new folder makes its parent newer
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"                                 # a file saved while the build runs is newer than this
  quietly "build-$room" dotnet build "$root/src/$room" -c Release -m -v minimal --nologo 8>&-
  mv "$stamp.new" "$stamp"
  exec 8>&-
  [ "$room" != Host ] || compile_ahead
}

# compile_ahead: the service's assemblies are replaced by images that are compiled ahead of time (ReadyToRun), so that it starts sooner and no compiler takes
# the cores from its first records. Where it can't be done, the service runs as it was built.
compile_ahead() {
  local mark=$root/src/Host/bin/Release/net10.0/streamlift.ahead unavailable
  lock_build
  ensure_sdk
  unavailable=$state/ahead-unavailable-$(dotnet --version)
  rm -f "$mark"
  if [ ! -e "$unavailable" ]; then
    if ! timeout 120 dotnet restore "$root/eng/ahead" -v minimal >"$state/ahead-restore.log" 2>&1 </dev/null 8>&-; then
      touch "$unavailable"                           # not asked for again with each build
      say "not compiled ahead of time, so the first pose comes some tenths of a second later: the compiler's packages can't be restored (log: $state/ahead-restore.log; to try again: rm '$unavailable')"
    elif dotnet build "$root/src/Host" -c Release -t:CompileAhead -p:PublishReadyToRun=true --no-restore -m -v minimal --nologo >"$state/ahead.log" 2>&1 </dev/null 8>&-; then
      touch "$mark"
    else
      say "not compiled ahead of time, so the first pose comes some tenths of a second later: the compiler fails (log: $state/ahead.log)"
    fi
  fi
  exec 8>&-
}
