# Sourced by what starts brokers for tests: quick_brokers.

# quick_brokers: Kafka's JVMs begin with their classes as another left them in memory, and compile them quickly rather than well: a test's broker lives
# for minutes, and took 8 s of a processor to start, of which 3 are left. Java passes over an archive that it can't use.
quick_brokers() {
  local kafka=$root/../shared/kafka archive options="-XX:TieredStopAtLevel=1 -Xlog:disable"
  command -v java >/dev/null || return 0
  if [ -e "$kafka/kafka.sh" ]; then
    archive=$state/kafka-$({ java -version 2>&1; ls -l "$kafka/libs"; } | cksum | cut -d ' ' -f 1).jsa
    [ -e "$archive" ] || make_archive "$kafka/kafka.sh" "$archive"
    [ ! -e "$archive" ] || options+=" -XX:SharedArchiveFile=$archive"
  fi
  export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }$options"
}

# make_archive SCRIPT ARCHIVE: a broker that has worked a little writes down what it has loaded, at its end.
make_archive() {
  local script=$1 archive=$2 folder; folder=$(mktemp -d)
  say "writing down the classes that Kafka loads (once)"
  rm -f "$state"/kafka-*.jsa
  if JAVA_TOOL_OPTIONS="-XX:ArchiveClassesAtExit=$archive.new -Xlog:disable" "$script" start "$folder/kafka" --port $((20000 + RANDOM % 10000)) >"$folder/said" 2>"$folder/log"; then
    "$script" tool topics --bootstrap-server "$(tail -n 1 "$folder/said")" --create --topic any --partitions 1 >>"$folder/log" 2>&1 || true
  fi
  "$script" stop "$folder/kafka" >>"$folder/log" 2>&1 || true # it may be up though the start failed
  # one that was killed while it wrote leaves half of it; without any, brokers start all the same
  if (cd "$folder" && exec java -Xshare:on -XX:SharedArchiveFile="$archive.new" -cp "$(dirname "$script")/libs/*" -version) >/dev/null 2>&1; then
    mv "$archive.new" "$archive"
  fi
  rm -f "$archive.new"
  rm -rf "$folder"
}
