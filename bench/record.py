"""bench/record.py FORMAT FRAMES RATE PEOPLE FILE...: opens recorded files without StreamLift and prints two cells of a table: by what, and what was found.

SHORT names a file of SHORT_FRAMES frames for Blender, which takes minutes for a long one. NODE_PATH names a folder with hyparquet for Parquet.
Exit code 1 where a file has another number of frames, another rate, unit or other names than were recorded.
"""

import csv
import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile

FORMAT, FRAMES, RATE, PEOPLE, FILES = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), sys.argv[5:]
JOINTS = ["Hip", "RHip", "RKnee", "LKnee", "LShoulder", "RElbow", "Head"]
BONES = ["Hips", "Spine", "Head", "LeftArm", "LeftForeArm", "RightUpLeg", "RightLeg", "RightFoot"]
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: {found}, not {wanted}")


def names(found, wanted):
    missing = [name for name in wanted if name not in found]
    if missing:
        problems.append(f"without {', '.join(missing)}")


def trc(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    head = dict(zip(lines[1].split("\t"), (value.strip() for value in lines[2].split("\t"))))
    rows = [line.split("\t") for line in lines[5:] if line]
    expect("frames", (int(head["NumFrames"]), len(rows)), (FRAMES, FRAMES))
    expect("rate", float(head["DataRate"]), RATE)
    expect("unit", head["Units"], "m")
    expect("time of the last frame", round(float(rows[-1][1]), 3), round((FRAMES - 1) / RATE, 3))
    names([name for name in lines[3].split("\t")[2:] if name], JOINTS)
    return f"{head['NumMarkers']} markers, {head['Units']}"


def c3d(path):
    data = open(path, "rb").read()
    expect("first bytes", data[1], 0x50)
    at = 512 * (data[0] - 1) + 4
    groups, values = {}, {}
    while True:
        length, group = struct.unpack_from("bb", data, at)
        if length == 0:
            break
        name = data[at + 2 : at + 2 + abs(length)].decode().upper()
        start = at + 2 + abs(length)
        (offset,) = struct.unpack_from("<h", data, start)
        if group < 0:
            groups[-group] = name
        else:
            kind, count = struct.unpack_from("bB", data, start + 2)
            sizes = list(data[start + 4 : start + 4 + count])
            values[(group, name)] = (kind, sizes, start + 4 + count)
        if offset == 0:
            break
        at = start + offset

    def value(group, name):
        number = next(key for key, text in groups.items() if text == group)
        kind, sizes, where = values[(number, name)]
        if kind == -1:
            width = sizes[0]
            return [data[where + i * width : where + (i + 1) * width].decode().strip() for i in range(sizes[1] if len(sizes) > 1 else 1)]
        return struct.unpack_from({1: "b", 2: "<H", 4: "<f"}[kind], data, where)[0]

    used, rate = value("POINT", "USED"), value("POINT", "RATE")
    first_block = struct.unpack_from("<H", data, 16)[0]
    held = (len(data) - 512 * (first_block - 1)) // (16 * used)
    if value("POINT", "FRAMES") != min(FRAMES, 65535) or not FRAMES <= held < FRAMES + 512:
        problems.append(f"frames: {value('POINT', 'FRAMES')} and {held}, not {FRAMES}")
    expect("rate", rate, RATE)
    expect("unit", value("POINT", "UNITS")[0], "mm")
    names(value("POINT", "LABELS"), JOINTS)
    return f"{used} points, mm"


def bvh(path):
    lines = open(path, encoding="utf-8").read().splitlines()
    motion = lines.index("MOTION")
    expect("frames", (int(lines[motion + 1].split()[1]), len([line for line in lines[motion + 3 :] if line.strip()])), (FRAMES, FRAMES))
    expect("rate", round(1 / float(lines[motion + 2].split()[2]), 2), RATE)
    names([line.split()[1] for line in lines[:motion] if line.split()[0] in ("ROOT", "JOINT")], BONES)
    height = sum(float(line.split()[2]) for line in lines[:motion] if line.split()[0] == "OFFSET" and float(line.split()[2]) < 0)
    if not -400 < height < -50:  # two legs, cm
        problems.append(f"unit: the legs' offsets add up to {height}")
    return "cm"


def glb(path):
    data = open(path, "rb").read()
    expect("head", struct.unpack_from("<4sII", data), (b"glTF", 2, len(data)))
    (length,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + length])
    counts, ends = set(), set()
    for animation in document["animations"]:
        for sampler in animation["samplers"]:
            times = document["accessors"][sampler["input"]]
            counts.add(times["count"])
            ends.add(round(times["max"][0], 2))
    expect("frames", counts, {FRAMES})
    expect("seconds", ends, {round((FRAMES - 1) / RATE, 2)})
    expect("people", len(document.get("skins", [])), PEOPLE)
    names([node.get("name", "").split(":")[-1].split("_")[-1] for node in document["nodes"]], BONES)
    return f"{len(document['skins'])} skins, m"


def npz(path):
    import numpy

    with numpy.load(path) as table:
        expect("rows", table["positions"].shape, (FRAMES * PEOPLE, 17, 3))
        expect("times", len(numpy.unique(table["timestamp_ms"])), FRAMES)
        times = table["timestamp_ms"]
        expect("rate", round(float((FRAMES - 1) * 1000 / (times.max() - times.min())), 2), RATE)
        expect("unit", json.loads(bytes(table["meta"]))["unit"], "mm")
        names(list(table["joints"]), JOINTS)
        height = numpy.abs(table["positions"][:, 10, 2]).max()
        if not 1000 < height < 2500:
            problems.append(f"unit: heads are at {height}")
        return f"{len(table.files)} arrays, mm"


def rows(table, columns):
    times, people = set(), set()
    count = 0
    for row in table:
        times.add(float(row[0]))
        people.add(int(row[4]))
        count += 1
    expect("rows", (count, len(times), len(people)), (FRAMES * PEOPLE, FRAMES, PEOPLE))
    expect("rate", round((len(times) - 1) * 1000 / (max(times) - min(times)), 2), RATE)
    names(columns, [f"{joint}_{axis}" for joint in JOINTS for axis in "xyz"])
    return f"{len(columns)} columns, mm"


def table_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        columns = next(table)
        return rows(table, columns)


def parquet(path):
    modules = os.environ.get("NODE_PATH", "")
    script = """
        import(process.argv[1]).then(async ({ asyncBufferFromFile, parquetReadObjects, parquetMetadataAsync }) => {
            const file = await asyncBufferFromFile(process.argv[2]);
            const columns = (await parquetMetadataAsync(file)).schema.slice(1).map(column => column.name);
            const rows = await parquetReadObjects({ file, columns: ["timestamp_ms", "person"] });
            console.log(JSON.stringify({ columns, rows: rows.map(row => [Number(row.timestamp_ms), 0, 0, 0, Number(row.person)]) }));
        })"""
    found = json.loads(subprocess.run(["node", "-e", script, f"{modules}/hyparquet/src/node.js", path], check=True, capture_output=True).stdout)
    return rows(found["rows"], found["columns"])


def ndjson(path):
    times, people, unit = [], set(), set()
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        times.append(record["timestampMs"])
        unit.add(record["unit"])
        people.update(person["id"] for person in record["people"])
        expect("people", len(record["people"]), PEOPLE)
    expect("records", (len(times), len(people)), (FRAMES, PEOPLE))
    expect("rate", round((len(times) - 1) * 1000 / (times[-1] - times[0]), 2), RATE)
    expect("unit", unit, {"mm"})
    return "mm"


def blender(path, frames):
    """Frames, rate and bones as Blender imports them."""
    bvh_importer = "bpy.ops.import_anim.bvh(filepath=p, update_scene_fps=True, update_scene_duration=True)"
    importer = bvh_importer if FORMAT == "bvh" else "bpy.ops.import_scene.gltf(filepath=p)"
    script = f"""
import builtins, bpy, json
# Debian's Blender 3.4 is older than its Python and NumPy: its importers use a mode of open and a name that were removed
plain = builtins.open
builtins.open = lambda file, mode="r", *rest, **named: plain(file, mode.replace("U", ""), *rest, **named)
import numpy
numpy.bool = bool
p = {path!r}
bpy.context.scene.render.fps = {int(RATE)}
{importer}
figures = [one for one in bpy.data.objects if one.type == 'ARMATURE']
last = max(action.frame_range[1] - action.frame_range[0] for action in bpy.data.actions)
print('FOUND ' + json.dumps([len(figures), [bone.name for bone in figures[0].data.bones], round(last), bpy.context.scene.render.fps]))
"""
    done = subprocess.run(["blender", "-b", "--factory-startup", "--python-exit-code", "1", "--python-expr", script], capture_output=True, text=True)
    line = next((line for line in done.stdout.splitlines() if line.startswith("FOUND ")), None)
    if line is None:
        problems.append("Blender: " + (done.stderr or done.stdout)[-300:].replace("\n", " "))
        return
    figures, bones, last, rate = json.loads(line[6:])
    expect("figures in Blender", figures, 1 if FORMAT == "bvh" else PEOPLE)
    expect("last frame in Blender", last, frames - 1)
    expect("rate in Blender", rate, int(RATE))
    names([bone.split(":")[-1] for bone in bones], BONES)


def main():
    by = {"npz": "NumPy", "parquet": "hyparquet", "csv": "Python's csv", "ndjson": "Python's json"}.get(FORMAT, "the specification")
    if FORMAT == "parquet" and not os.path.exists(f"{os.environ.get('NODE_PATH', '')}/hyparquet"):
        print("nothing | not read: NODE_PATH names no folder with hyparquet")
        return
    read = {"trc": trc, "c3d": c3d, "bvh": bvh, "glb": glb, "npz": npz, "csv": table_csv, "parquet": parquet, "ndjson": ndjson}[FORMAT]
    expect("files", len(FILES), PEOPLE if FORMAT in ("trc", "c3d", "bvh") else 1)
    found = [read(path) for path in FILES]
    if os.environ.get("SHORT") and shutil.which("blender"):
        blender(os.environ["SHORT"], int(os.environ["SHORT_FRAMES"]))
        by += ", Blender"
    print(f"{by} | {'**' + '; '.join(dict.fromkeys(problems)) + '**' if problems else f'{FRAMES:,} frames, {RATE:g} Hz, {found[0]}'}")
    sys.exit(1 if problems else 0)


main()
