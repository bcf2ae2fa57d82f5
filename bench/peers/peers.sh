# Shared by bench/run and bench/same-poses, after broker.sh: finds the services that StreamLift is measured beside. One that can't be had here is named
# on stderr, with the reason and what to do.

# python_peer: sets python to the interpreter for lift.py, or to none. Packages go into an environment of its own: nothing of the system's Python changes.
python_peer() {
  local header library packages=(confluent-kafka orjson numpy onnxruntime)
  if "$out/python/bin/python" -c 'import confluent_kafka, orjson, numpy, onnxruntime' 2>/dev/null || packages_of_pip; then
    python=$out/python/bin/python
  else
    rm -rf "$out/python"
    for python in python3 /usr/bin/python3 none; do "$python" -c 'import confluent_kafka, numpy' 2>/dev/null && break; done
    if [ "$python" = none ]; then
      echo "$script: no Python service: it needs confluent-kafka and numpy (Debian: python3-confluent-kafka python3-numpy)" >&2
    else
      echo "$script: pip could not install ${packages[*]}: the Python service runs with the packages that $python has, and may be slower" >&2
    fi
  fi
  # for a Python without onnxruntime
  export ORT_HOME=$out/ort; mkdir -p "$ORT_HOME"
  header=$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}" -path '*/microsoft.ml.onnxruntime*/include/onnxruntime_c_api.h' 2>/dev/null |
    sort | tail -n 1 || true)
  [ -n "$header" ] && ln -sf "$(dirname "$header")"/*.h "$ORT_HOME"
  library="linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')|net10.0/lib"
  ln -sf "$(find "$root/src/Host/bin/Release/net10.0" -name libonnxruntime.so | grep -m 1 -E "$library")" "$ORT_HOME/libonnxruntime.so"
}
packages_of_pip() {
  rm -rf "$out/python"
  python3 -m venv "$out/python" >/dev/null 2>&1 && "$out/python/bin/pip" install -q --retries 0 --timeout 10 "${packages[@]}" >/dev/null 2>&1
}

# jvm_peer DIR: sets jvm to the command of the service in Java, or to nothing, and then no_jvm to the reason. DIR: a folder with its jars; if empty,
# that of PEER_JARS; if that is empty too, those that Maven brings.
jvm_peer() {
  local jars=${1:-${PEER_JARS:-}} log=$out/jvm/build.log missing='' name
  local remedy="name a folder with the jars of kafka-clients, jackson-core, slf4j-api and onnxruntime of com.microsoft.onnxruntime (--jars DIR or PEER_JARS)"
  jvm=() no_jvm=''
  mkdir -p "$out/jvm"
  if ! command -v java >/dev/null || ! command -v javac >/dev/null; then
    no_jvm="java or javac is missing: install a JDK, 17 or later (Debian: default-jdk-headless)"
  elif [ -z "$jars" ]; then
    jars=$out/jvm/jars
    if compgen -G "$jars/onnxruntime-*.jar" >/dev/null; then :
    elif ! command -v mvn >/dev/null; then no_jvm="Maven is missing: install it, or $remedy"
    elif ! timeout 300 mvn -q -B -f "$root/bench/peers/jvm/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jars" >"$log" 2>&1; then
      rm -rf "$jars"
      no_jvm="Maven could not get its jars (see $log): $remedy"
    fi
  fi
  if [ -z "$no_jvm" ]; then
    for name in kafka-clients jackson-core slf4j-api onnxruntime; do compgen -G "$jars/$name-*.jar" >/dev/null || missing+=" $name"; done
    if [ -n "$missing" ]; then no_jvm="$jars has no jar of$missing: $remedy"; fi
  fi
  rm -rf "$out/jvm/classes"
  if [ -z "$no_jvm" ] && ! javac -d "$out/jvm/classes" -cp "$jars/*" "$root"/bench/peers/jvm/src/streamlift/peer/*.java >"$log" 2>&1; then
    no_jvm="javac does not compile it with the jars of $jars (see $log): it was written for JDK 17 and the versions in bench/peers/jvm/pom.xml"
  fi
  if [ -n "$no_jvm" ]; then echo "$script: no JVM service: $no_jvm" >&2
  else jvm=(java -XX:+UseParallelGC -Xms512m -Xmx512m -cp "$out/jvm/classes:$jars/*" streamlift.peer.Lift); fi
}
