"""Draws keypoint frames and the poses made of them as one SVG: picture.py KEYPOINTS POSES OUT, two files of JSON records and the picture.

Left: the keypoints in the middle part of the camera's image. Right: the pose, from the camera's direction and turned, orthographic. A pose has no
floor: the picture puts its lower ankle on one. It moves where a viewer plays SVG animations; elsewhere it shows its first frame.
"""

import json
import math
import sys

BONES = {  # of h36m17, by side of the body
    "right": [(0, 1), (1, 2), (2, 3), (8, 14), (14, 15), (15, 16)],
    "left": [(0, 4), (4, 5), (5, 6), (8, 11), (11, 12), (12, 13)],
    "trunk": [(0, 7), (7, 8), (8, 9), (9, 10)],
}
ANKLES = (3, 6)
ACTIVITIES = ("Walking", "Waving", "Squatting")
FIRST, FRAMES, STEP, RATE = 30, 60, 4, 30
CROP = 0.6  # of the image's width and height
PANEL, TOP, GAP = 288, 34, 40
HEIGHT = 216
SCALE = 0.094  # px a millimetre
VIEWS = (("out: 3D pose, mm", 0.0), ("the same pose, turned by 60°", 60.0))
PITCH = math.radians(14)


def records(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("{"):
            record = json.loads(line)
            found[record["stream"], record["frame"]] = record
    return found


def in_image(record):
    width, height = record["image"]
    numbers = record["people"][0]["keypoints"]
    return [
        (PANEL / 2 + (numbers[i] / width - 0.5) * PANEL / CROP, HEIGHT / 2 + (numbers[i + 1] / height - 0.5) * HEIGHT / CROP)
        for i in range(0, len(numbers), 3)
    ]


def project(x, y, z, azimuth):
    turn = math.radians(azimuth)
    x, z = x * math.cos(turn) - z * math.sin(turn), x * math.sin(turn) + z * math.cos(turn)
    y = y * math.cos(PITCH) - z * math.sin(PITCH)
    return PANEL / 2 + SCALE * x, HEIGHT - 26 + SCALE * y


def in_space(record, azimuth):
    numbers = record["people"][0]["joints"]
    joints = [numbers[i : i + 3] for i in range(0, len(numbers), 3)]
    floor = max(joints[ankle][1] for ankle in ANKLES)
    return [project(x, y - floor, z, azimuth) for x, y, z in joints]


def bones(points, side):
    return "".join(f"M{points[a][0]:.1f} {points[a][1]:.1f}L{points[b][0]:.1f} {points[b][1]:.1f}" for a, b in BONES[side])


def dots(points):
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)


def moving(shapes, kind):
    seconds = len(shapes) * STEP / RATE
    return (
        f'<path class="{kind}" d="{shapes[0]}"><animate attributeName="d" dur="{seconds:g}s" repeatCount="indefinite" '
        f'values="{";".join(shapes)}"/></path>'
    )


def skeleton(frames):
    lines = [moving([bones(points, side) for points in frames], side) for side in ("left", "trunk", "right")]
    return "\n".join(lines + [moving([dots(points) for points in frames], "joint")])


def floor(azimuth):
    reach, cell = 1000, 250
    lines = []
    for at in range(-reach, reach + 1, cell):
        for ends in (((at, -reach), (at, reach)), ((-reach, at), (reach, at))):
            (x1, y1), (x2, y2) = (project(x, 0, z, azimuth + 20) for x, z in ends)
            lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    return f'<path class="floor" d="{"".join(lines)}"/>'


def panel(number, title, content):
    return (
        f'<g transform="translate({number * (PANEL + GAP) + 8},{TOP})">\n<text class="title" x="{PANEL / 2:g}" y="-12">{title}</text>\n{content}\n</g>'
    )


def main(keypoints, poses, out):
    keypoints, poses = records(keypoints), records(poses)
    keys = [(f"synthetic/{activity}/camera-1", frame) for activity in ACTIVITIES for frame in range(FIRST, FIRST + FRAMES, STEP)]
    frame = f'<rect class="image" width="{PANEL}" height="{HEIGHT}" rx="4"/>\n'
    panels = [panel(0, "in: 2D keypoints, px", frame + '<g class="small">' + skeleton([in_image(keypoints[key]) for key in keys]) + "</g>")]
    for number, (name, azimuth) in enumerate(VIEWS, 1):
        panels.append(panel(number, name, floor(azimuth) + "\n" + skeleton([in_space(poses[key], azimuth) for key in keys])))
    arrow = f'<path class="arrow" d="M{PANEL + 14} {TOP + HEIGHT / 2}h22m-8 -7l8 7l-8 7"/>'
    width, height = 3 * PANEL + 2 * GAP + 16, TOP + HEIGHT + 14
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>Keypoints of a synthetic performer in a camera's image, and the 3D poses that StreamLift made of them</title>
<style>
path {{ fill: none; stroke-linecap: round; stroke-linejoin: round; stroke-width: 4.5 }}
.right {{ stroke: #e5793a }} .left {{ stroke: #3b8fd9 }} .trunk {{ stroke: #8a94a0 }}
.joint {{ stroke: #5d6670; stroke-width: 6 }}
.small path {{ stroke-width: 3.5 }} .small .joint {{ stroke-width: 5 }}
.floor {{ stroke: #8a94a0; stroke-width: 0.7; opacity: 0.55 }}
.image {{ fill: #8a94a0; fill-opacity: 0.1; stroke: #8a94a0 }}
.arrow {{ stroke: #8a94a0; stroke-width: 2.5 }}
.title {{ font: 13px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #7d8590; text-anchor: middle }}
</style>
""")
        file.write("\n".join(panels + [arrow]) + "\n</svg>\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
