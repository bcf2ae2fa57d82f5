# Sourced by the scripts of this repository: where things are, how to say things, what may be installed.
# Everything a person reads goes to stderr, so that a program's own stdout stays clean.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=$root/artifacts
state=$artifacts/state

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

say() { printf 'streamlift: %s\n' "$*" >&2; }
die() { printf 'streamlift: %s\n' "$*" >&2; exit 2; }

# quietly NAME COMMAND...: runs it with its output in a log, which is shown only where it fails.
quietly() {
  local log=$state/$1.log; shift
  mkdir -p "$state"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    # a compiler says each error twice, amid much else
    grep -E '(: |^)error ' "$log" | sed 's/ \[[^]]*proj\]$//' | sort -u | head -n 40 >&2 || true
    grep -qE '(: |^)error ' "$log" || tail -n 40 "$log" >&2
    die "failed: $* (the whole output: $log)"
  fi
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  [ -n "${apt_updated:-}" ] || { quietly apt-update apt-get update; apt_updated=1; }
  quietly apt-install apt-get install -y --no-install-recommends "$@"
}

# need WHY PACKAGE...: the Debian packages, installed where that can be done, else one line that names them.
need() {
  local why=$1 package missing=(); shift
  for package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  can_apt || die "$why: please install ${missing[*]} (Debian and Ubuntu: sudo apt-get install ${missing[*]})"
  say "installing ${missing[*]} ($why)"
  apt_install "${missing[@]}"
}
