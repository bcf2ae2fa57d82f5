# Sourced by ./test: a real Kafka for the tests that want one.

kafka_version=4.3.0 kafka=''
kafka_archive=kafka_2.13-$kafka_version
# the archive's checksum is kept here: one from the same site would prove nothing about the site
kafka_sha512=ee36cf508b519769e253acdfa13add23f405ab42b241ca641589843df6a5c7bc72289301eb410a645ce7cd1cd0fe20921143b9074dfbfe72605943140d4e8cb1

# bring_kafka: exports KAFKA_HOME, an installation: the one it names, the one beside the clone, else Apache's jars in artifacts/, copied out of a container
# engine's image or fetched. Where that can't be or nothing runs it, no_kafka says why.
bring_kafka() {
  local beside=${STREAMLIFT_SHARED:-$root/../shared}/kafka fetched=$artifacts/$kafka_archive why=''
  no_kafka=''
  [ -z "${KAFKA_HOME:-}" ] || is_kafka "$KAFKA_HOME" || die "KAFKA_HOME ($KAFKA_HOME) is no Kafka: it has no libs/kafka-clients-*.jar"
  if ! has_java && ! { can_apt && (need "Kafka runs on Java" openjdk-17-jre-headless); }; then
    no_kafka="no Java 17 or later: please install openjdk-17-jre-headless"
  elif [ -n "${KAFKA_HOME:-}" ]; then kafka=$KAFKA_HOME
  elif is_kafka "$beside"; then kafka=$beside
  elif is_kafka "$fetched" || { rm -rf "$fetched.new"; kafka_of_engine "$fetched" || kafka_of_apache "$fetched"; }; then kafka=$fetched
  else no_kafka="KAFKA_HOME names none, $beside is none, no container engine has one, and of $kafka_archive.tgz: $why"; fi
  [ -z "$kafka" ] || export KAFKA_HOME=$kafka
}

is_kafka() { compgen -G "$1/libs/kafka-clients-*.jar" >/dev/null; }

has_java() { [ "$(java --version 2>/dev/null | sed -nE '1s/^[a-z]+ ([0-9]+).*/\1/p')" -ge 17 ] 2>/dev/null; }

# kafka_of_engine FOLDER: the jars of Apache's own image, which engines check by its digest.
kafka_of_engine() {
  local container
  command -v docker >/dev/null && timeout 20 docker version >/dev/null 2>&1 || return 1
  say "taking Kafka out of the image apache/kafka:$kafka_version"
  container=$(timeout 600 docker create "apache/kafka:$kafka_version" 2>"$state/kafka.log") || return 1
  mkdir -p "$1.new"
  docker cp "$container:/opt/kafka/libs" "$1.new/" >>"$state/kafka.log" 2>&1 && mv "$1.new" "$1"
  docker rm "$container" >/dev/null 2>&1
  is_kafka "$1"
}

# kafka_of_apache FOLDER: the archive of the release, if its checksum is right. Otherwise sets why.
kafka_of_apache() {
  local file=$1.tgz url
  say "fetching Apache Kafka $kafka_version into artifacts/"
  # a release leaves the first for the second when another follows it
  for url in https://downloads.apache.org/kafka https://archive.apache.org/dist/kafka; do
    why="neither curl nor wget is there"
    if command -v curl >/dev/null; then why=$(curl -fsSL --proto =https --connect-timeout 15 --max-time 900 -o "$file" "$url/$kafka_version/$kafka_archive.tgz" 2>&1) && break
    elif command -v wget >/dev/null; then why=$(wget -nv --https-only -T 15 -O "$file" "$url/$kafka_version/$kafka_archive.tgz" 2>&1) && break; fi
  done
  if [ -n "$why" ]; then :
  elif [ "$({ sha512sum "$file" || shasum -a 512 "$file"; } 2>/dev/null | cut -d ' ' -f 1)" != "$kafka_sha512" ]; then why="what came is another file than that: its SHA-512 differs"
  else mkdir -p "$1.new" && tar -xzf "$file" -C "$1.new" --strip-components=1 "$kafka_archive/libs" && mv "$1.new" "$1"; fi
  rm -f "$file"
  is_kafka "$1"
}

# quick_brokers: Kafka's JVMs begin with their classes as another left them in memory, and compile them quickly rather than well: a test's broker lives
# for minutes, and took 8 s of a processor to start, of which 3 are left. Java passes over an archive that it can't use.
quick_brokers() {
  local archive options="-XX:TieredStopAtLevel=1 -Xlog:disable"
  archive=$state/kafka-$({ java -version 2>&1; ls -l "$kafka/libs"; } | cksum | cut -d ' ' -f 1).jsa
  [ -e "$archive" ] || make_archive "$archive"
  [ ! -e "$archive" ] || options+=" -XX:SharedArchiveFile=$archive"
  export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }$options"
}

# make_archive ARCHIVE: starts a broker, uses it and stops it; at its end the JVM stores the classes it has loaded.
make_archive() {
  local archive=$1 folder port=$((20000 + RANDOM % 10000)) broker; folder=$(mktemp -d)
  say "storing the classes that Kafka loads, so that brokers start faster (once)"
  rm -f "$state"/kafka-*.jsa
  printf '%s\n' process.roles=broker,controller node.id=1 "controller.quorum.voters=1@127.0.0.1:$((port + 1))" controller.listener.names=CONTROLLER "log.dirs=$folder/data" \
    "listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))" offsets.topic.replication.factor=1 >"$folder/properties"
  if java -cp "$kafka/libs/*" kafka.tools.StorageTool format -t "$(java -cp "$kafka/libs/*" kafka.tools.StorageTool random-uuid 2>/dev/null)" -c "$folder/properties" >"$folder/log" 2>&1; then
    java -XX:ArchiveClassesAtExit="$archive.new" -Xlog:disable -XX:+UseG1GC -Dlog4j2.disableJmx=true -cp "$kafka/libs/*" kafka.Kafka "$folder/properties" >>"$folder/log" 2>&1 & broker=$!
    # a client asks again until there is a broker, for a minute
    java -cp "$kafka/libs/*" org.apache.kafka.tools.TopicCommand --bootstrap-server "127.0.0.1:$port" --create --topic any --partitions 1 >>"$folder/log" 2>&1 || true
    kill "$broker" 2>/dev/null || true
    wait "$broker" 2>/dev/null || true
  fi
  # one that was killed while it wrote leaves half of it; without any, brokers start all the same
  if (cd "$folder" && exec java -Xshare:on -XX:SharedArchiveFile="$archive.new" -cp "$kafka/libs/*" -version) >/dev/null 2>&1; then
    mv "$archive.new" "$archive"
  fi
  rm -f "$archive.new"
  rm -rf "$folder"
}
