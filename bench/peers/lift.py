#!/usr/bin/env python3
"""A comparable service in Python: confluent-kafka in batches, numpy, ONNX Runtime, and the fastest JSON library that is installed.

lift.py --bootstrap B --input T --output T --model FILE [--group G] [--batch N] [--until-end]

Reads JSON frames in h36m17 with one or more people (see ../../docs/messages.md). Delivery is at least once: offsets are committed after a
flush. It does less than StreamLift: no dead letters, no other layouts, no Protobuf, and missing joints only by their score.
The model's features are `image`, version 1 (x and y of each joint) or 2 (also whether it was seen), of h36m17. SIGTERM ends the service.
Needs confluent-kafka and numpy (Debian: python3-confluent-kafka python3-numpy); orjson, else ujson, else json; onnxruntime, else
ORT_HOME: a folder with the header and libonnxruntime.so of the C library (bench/run finds those of the build).
"""
import argparse, ctypes, hashlib, json, os, signal, subprocess, sys, tempfile, time
import numpy as np
from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition

try:
    import orjson
    JSON, loads, dumps = "orjson", orjson.loads, lambda o: orjson.dumps(o, option=orjson.OPT_SERIALIZE_NUMPY)
except ImportError:
    try:
        import ujson
        JSON, loads, dumps = "ujson", ujson.loads, ujson.dumps
    except ImportError:
        JSON, loads, dumps = "json", json.loads, lambda o: json.dumps(o, separators=(",", ":"))


def session(model, threads):
    """A function from rows (n, width) to poses (n, 51)."""
    try:
        import onnxruntime as ort
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        s = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        name, poses = s.get_inputs()[0].name, [s.get_outputs()[0].name]
        return lambda rows: s.run(poses, {name: rows})[0]
    except ImportError:
        home = os.environ.get("ORT_HOME") or sys.exit("lift.py: neither onnxruntime for Python nor ORT_HOME")
        here = os.path.dirname(os.path.abspath(__file__))
        built = os.path.join(tempfile.gettempdir(), "streamlift-peer-%s.so" % hashlib.sha256((home + here).encode()).hexdigest()[:12])
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-I", home, os.path.join(here, "ort.c"), "-o", built], check=True)
        ctypes.CDLL(os.path.join(home, "libonnxruntime.so"), ctypes.RTLD_GLOBAL)
        lib = ctypes.CDLL(built)
        lib.session_open.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(lib.session_open(model.encode(), threads))

        def run(rows):
            poses = np.empty((len(rows), 51), np.float32)
            lib.session_run(handle, rows.ctypes.data_as(ctypes.c_void_p), ctypes.c_long(len(rows)), ctypes.c_long(rows.shape[1]), poses.ctypes.data_as(ctypes.c_void_p), ctypes.c_long(51))
            return poses
        return run


def card(model):
    """Finds the card in the ONNX file. It is JSON text; its end is found by counting braces."""
    data = open(model, "rb").read()
    start = data.find(b'{"format":')
    depth = end = 0
    for end in range(start, len(data)):
        depth += {123: 1, 125: -1}.get(data[end], 0)
        if depth == 0:
            break

    about = json.loads(data[start:end + 1])
    features, layout = about["features"], about["inputLayout"]
    if features["name"] != "image" or features["version"] not in (1, 2) or layout != "h36m17" or len(about["missingFill"]) != 17 * (1 + features["version"]):
        raise SystemExit("lift.py: %s has features %s version %s of %s, and this service knows image, version 1 and 2, of h36m17"
                         % (model, features["name"], features["version"], layout))
    return about, hashlib.sha256(data).hexdigest()[:12]


def rows_of(keypoints, half, fill):
    """Rows (n, width) of keypoints (n, 17, 3) in images of these half sizes (n, 2). fill (17, 2 or 3): the numbers of a joint that was not seen."""
    seen = (keypoints[:, :, 2] > 0) & np.isfinite(keypoints[:, :, :2]).all(axis=2)
    rows = np.ones((len(keypoints), *fill.shape), np.float32)
    rows[:, :, :2] = (keypoints[:, :, :2] - half[:, None, :]) / half[:, None, :1]
    return np.where(seen[:, :, None], rows, fill).reshape(len(keypoints), -1)


def main():
    p = argparse.ArgumentParser()
    for name in ("--bootstrap", "--input", "--output", "--model"):
        p.add_argument(name, required=True)
    p.add_argument("--group", default="python-peer")
    p.add_argument("--batch", type=int, default=512)
    p.add_argument("--linger", type=float, default=5)
    p.add_argument("--until-end", action="store_true")
    a = p.parse_args()

    about, digest = card(a.model)
    fill = np.array(about["missingFill"], np.float32).reshape(17, -1)
    model = "%s@%s" % (about["name"], digest)
    run = session(a.model, os.cpu_count())
    for n in (1, 64, a.batch):
        run(np.zeros((n, fill.size), np.float32))
    producer = Producer({"bootstrap.servers": a.bootstrap, "enable.idempotence": True, "linger.ms": a.linger, "partitioner": "murmur2_random"})
    consumer = Consumer({"bootstrap.servers": a.bootstrap, "group.id": a.group, "enable.auto.commit": False, "auto.offset.reset": "earliest",
                         "enable.partition.eof": a.until_end, "partition.assignment.strategy": "cooperative-sticky"})
    assigned, ended, lifted, said = set(), set(), 0, False
    failures = []

    def on_assign(c, parts):
        assigned.update(t.partition for t in parts)
        print("assigned", file=sys.stderr, flush=True)
    consumer.subscribe([a.input], on_assign=on_assign)

    def delivered(error, _):
        if error is not None:
            failures.append(error)
    headers = [("content-type", b"application/json")]  # which Producer.produce_batch can't send
    committed = time.monotonic()
    ending = []
    signal.signal(signal.SIGTERM, lambda *_: ending.append(True))
    while not (ending or a.until_end and assigned and ended >= assigned):
        messages = consumer.consume(a.batch, 0.1) if a.until_end else consumer.consume(a.batch, 0.001)
        frames = []
        for m in messages:
            if m.error():
                if m.error().code() == KafkaError._PARTITION_EOF:
                    ended.add(m.partition())
                    continue
                raise SystemExit(str(m.error()))
            frames.append((m, loads(m.value())))
        if not frames:
            producer.poll(0)
            continue
        people = [q["keypoints"] for _, f in frames for q in f["people"]]
        if people:
            half = np.array([f["image"] for _, f in frames for _ in f["people"]], np.float32) / 2
            k = np.array(people, np.float32).reshape(len(people), 17, 3)
            poses = np.round(run(rows_of(k, half, fill)), 2)
            if JSON != "orjson":  # which writes the rows of an array as they are
                poses = np.round(poses.astype(np.float64), 2).tolist()
        at = 0
        for m, f in frames:
            out = []
            for i, q in enumerate(f["people"]):
                person = {"id": q.get("id", i), "joints": poses[at]}
                if "score" in q:
                    person["score"] = q["score"]
                out.append(person)
                at += 1
            value = dumps({"stream": f["stream"], "frame": f["frame"], "timestampMs": f["timestampMs"], "layout": "h36m17", "unit": "mm",
                           "space": "camera", "model": model, "people": out})
            sent = m.headers()
            extra = [h for h in sent if h[0] != "content-type"] if sent else []
            while True:
                try:
                    producer.produce(a.output, value, m.key(), headers=headers + extra, on_delivery=delivered)
                    break
                except BufferError:
                    producer.poll(0.05)
        producer.poll(0)
        lifted += at
        if time.monotonic() - committed > 1:
            if producer.flush(30) or failures:
                raise SystemExit("not delivered: %s" % failures[:1])
            consumer.commit(asynchronous=True)
            committed = time.monotonic()
    if producer.flush(30) or failures:
        raise SystemExit("not delivered: %s" % failures[:1])
    consumer.commit(asynchronous=False)
    consumer.close()
    print("%d poses, %s" % (lifted, JSON), file=sys.stderr)


if __name__ == "__main__":
    main()
