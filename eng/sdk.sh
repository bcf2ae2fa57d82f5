# Sourced after common.sh: ensure_sdk puts a .NET 10 SDK on PATH, installed where that can be done.

sdk_major=10

has_sdk() { command -v dotnet >/dev/null && [[ $'\n'$(dotnet --list-sdks 2>/dev/null) == *$'\n'"$sdk_major."* ]]; }

ensure_sdk() {
  [ ! -x "$artifacts/dotnet/dotnet" ] || export DOTNET_ROOT=$artifacts/dotnet PATH=$artifacts/dotnet:$PATH
  has_sdk && return
  if can_apt && { apt-cache show "dotnet-sdk-$sdk_major.0" >/dev/null 2>&1 || { quietly apt-update apt-get update && apt-cache show "dotnet-sdk-$sdk_major.0" >/dev/null 2>&1; }; }; then
    say "installing the .NET $sdk_major SDK"
    apt_install "dotnet-sdk-$sdk_major.0"
  else
    download_sdk || die ".NET $sdk_major's SDK is missing and could not be fetched; please install it: https://dotnet.microsoft.com/download/dotnet/$sdk_major.0"
  fi
  hash -r
  has_sdk || die "the .NET $sdk_major SDK was installed but is not found"
}

# Microsoft's own script, into artifacts/dotnet: nothing outside this repository changes.
download_sdk() {
  local script=$state/dotnet-install.sh url=https://dot.net/v1/dotnet-install.sh
  mkdir -p "$state"
  say "fetching the .NET $sdk_major SDK into artifacts/dotnet"
  if command -v curl >/dev/null; then curl -fsL --max-time 60 -o "$script" "$url" || return 1
  elif command -v wget >/dev/null; then wget -q -T 60 -O "$script" "$url" || return 1
  else return 1; fi
  bash "$script" --channel "$sdk_major.0" --install-dir "$artifacts/dotnet" --no-path >"$state/dotnet-install.log" 2>&1 || return 1
  export DOTNET_ROOT=$artifacts/dotnet PATH=$artifacts/dotnet:$PATH
}
