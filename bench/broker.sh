# Shared by the scripts in bench/: builds the programs and provides a broker. This is the broker of --bootstrap, else a new Kafka broker that
# $KAFKA_SCRIPT starts (default ../shared/kafka/kafka.sh) and that ends with the script. Progress messages go to stderr.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
load=("$root/bench/Load/bin/Release/net10.0/streamlift-load")
fp32=$root/models/streamlift-image.onnx
out=$root/artifacts/bench
script=bench/$(basename "$0")

usage() { awk 'NR > 1 && !/^#/ {exit} NR > 1 {sub(/^# ?/, ""); print}' "$0" >&2; exit 2; }
die() { echo "$script: $*" >&2; exit 2; }

# BENCH_BUILT=1: the build is up to date and is skipped
built() {
  mkdir -p "$out"
  [ -z "${BENCH_BUILT:-}" ] || return 0
  dotnet build "$root/bench/Load" -c Release -v q --nologo >&2
  "$root/streamlift" --version >/dev/null # last: it compiles ahead what the other build has replaced
}

# broker: sets bootstrap; for a broker that the script started also broker_process and broker_data
broker() {
  kafka=${KAFKA_SCRIPT:-$root/../shared/kafka/kafka.sh} work=$(mktemp -d) own='' broker_process='' broker_data=''
  trap ended EXIT
  [ -z "$bootstrap" ] || return 0
  [ -f "$kafka" ] || die "no broker: give --bootstrap HOST:PORT"
  own=1 # from here on it is to be stopped, whatever comes between
  bootstrap=$(bash "$kafka" start "$work/kafka" --port "${BENCH_PORT:-19192}" | tail -n 1)
  broker_process=$(cat "$work/kafka/broker-1/pid") broker_data=$work/kafka/broker-1/data
}

# new_broker: another one in the place of that which the script started
new_broker() {
  bash "$kafka" stop "$work/kafka" >&2
  rm -rf "$work/kafka"
  bootstrap=$(bash "$kafka" start "$work/kafka" --port "${BENCH_PORT:-19192}" | tail -n 1)
  broker_process=$(cat "$work/kafka/broker-1/pid")
}

ended() {
  local process
  for process in $(jobs -p); do kill -CONT "$process" 2>/dev/null || true; kill "$process" 2>/dev/null || true; done
  [ -z "${own:-}" ] || bash "$kafka" stop "$work/kafka" >&2 || true
  rm -rf "${work:-}"
}

field() { sed -nE "s/.*\"$2\":([0-9.]+).*/\1/p" <<<"$1"; }
machine() { echo "$(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), the broker on the same machine"; }

# topics INPUT OUTPUT: creates the missing topics, and OUTPUT's dead-letter topic
topics() {
  "$root/streamlift" run --bootstrap "$bootstrap" --input "$1" --output "$2" --dead-letters "$2.dead-letters" --group "$2-none" --http off --create-topics --until-end --model "$fp32" --precision fp32 2>/dev/null
}

# warm_up: a new broker compiles its code on the measured cores, which would slow down the first contender.
warm_up() {
  local in to relay
  in=bench-warm-$(date +%s) to=bench-warmed-$(date +%s)
  topics "$in" "$to"; topics "$in-live" "$to-live"
  "${load[@]}" fill --bootstrap "$bootstrap" --input "$in" --frames 200000 --people 1 --encoding json --frames-a-record 1 >&2
  "${load[@]}" relay --bootstrap "$bootstrap" --input "$in" --output "$to" --group "$to" --until-end >&2
  "${load[@]}" relay --bootstrap "$bootstrap" --input "$in-live" --output "$to-live" --group "$to-live" >&2 2>"$work/warm.log" & relay=$!
  until grep -q assigned "$work/warm.log"; do kill -0 $relay || { cat "$work/warm.log" >&2; exit 1; }; sleep 0.1; done
  "${load[@]}" latency --bootstrap "$bootstrap" --input "$in-live" --output "$to-live" --seconds 20 >&2
  kill -TERM $relay; wait $relay || true
}

# processor PID: the processor time of a process in seconds
processor() { awk -v hz="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz}' "/proc/$1/stat"; }

# serve LOG HTTP OPTIONS...: starts run in the background, waits until it has its partitions, and sets service to its process id
serve() {
  local log=$1 http=$2; shift 2
  "$root/streamlift" run --bootstrap "$bootstrap" --http "$http" "$@" 2>"$log" & service=$!
  until grep -q 'partitions assigned' "$log"; do kill -0 $service 2>/dev/null || { cat "$log" >&2; exit 1; }; sleep 0.1; done
}

# lifted PORT: the poses that the service on the port has lifted so far
lifted() { curl -sf "http://127.0.0.1:$1/metrics" | sed -nE 's/^streamlift_poses_total(\{[^}]*\})? ([0-9]+).*/\2/p'; }

# threads PID: the number, name and processor time (in ticks) of each of its threads
threads() { awk '{name = $0; sub(/^[0-9]+ \(/, "", name); sub(/\).*/, "", name); sub(/.*\) /, ""); print FILENAME "\t" name "\t" $12 + $13}' /proc/"$1"/task/*/stat 2>/dev/null; }
