# Sourced by ./streamlift when something has to be built: build_program ROOM STAMP.

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$root/eng/sdk.sh"

build_program() {
  local room=$1 stamp=$2
  { mkdir -p "$state" && [ -w "$state" ]; } 2>/dev/null || die "$root can't be written, and something has to be built: let whoever may write there build it, or clone to a place of your own"
  exec 8>"$state/build.lock"
  flock -n 8 || { say "waiting for another build"; flock 8; }  # build nodes that stay must not hold it: 8>&- below
  ensure_sdk
  if [ -e "$stamp" ]; then say "building what changed"; else say "building (the first time: about a minute)"; fi
  local project
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done      # before the stamp: a new folder makes its parent newer
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"                                 # a file saved while the build runs is newer than this
  quietly "build-$room" dotnet build "$root/src/$room" -c Release -m -v minimal --nologo 8>&-
  mv "$stamp.new" "$stamp"
  exec 8>&-
}
