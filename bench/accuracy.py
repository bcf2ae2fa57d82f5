"""Writes docs/accuracy.md from the JSON of `score`: accuracy.py FOLDER NAME=HASH,INT8HASH ... (bench/accuracy calls it)."""

import json
import sys

folder = sys.argv[1]
models = [argument.split("=") for argument in sys.argv[2:]]
hashes = {name: dict(zip(("fp32", "int8"), both.split(","))) for name, both in models}
names = list(hashes)
short = {name: "`" + name.removeprefix("streamlift-") + "`" for name in names}

CASES = {
    "left-gt": "people left out of training, exact 2D",
    "left-detector": "a simulated detector",
    "left-coco17": "exact, as `coco17`",
    "left-unseen": "exact, other cameras",
    "hdm05-gt": "HDM05, another studio, exact 2D",
    "hdm05-detector": "a simulated detector",
    "hdm05-coco17": "exact, as `coco17`",
    "hdm05-unseen": "exact, other cameras",
    "s11-gt": "S11 of CMU, Human3.6M's cameras, exact 2D",
    "s11-detector": "a simulated detector",
}
INT8 = ("left-gt", "left-detector", "left-coco17", "hdm05-gt", "hdm05-detector")
PEOPLE = {"left": "people left out", "hdm05": "HDM05", "s11": "S11"}


def read(name, case, precision="fp32"):
    with open(f"{folder}/{hashes[name][precision]}-{case}.json") as file:
        return json.load(file)


def title(case):
    people, kind = case.split("-")
    return f"{PEOPLE[people]}, {'exact 2D' if kind == 'gt' else 'a simulated detector'}"


def errors(score):
    return f"{score['protocol1']:.1f} / {score['protocol2']:.1f}"


def table(head, rows, right=True):
    print("| " + " | ".join(head) + " |")
    print("|---" + ("|---:" if right else "|---") * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


first = read(names[0], "left-gt")
print(
    """# How accurate the models are

`bench/accuracy` measures the models that come with StreamLift and writes this page. The numbers are those of `score --json`; `score --report FILE.md` prints
them for one model and any motion. [training.md](training.md#how-good-the-poses-are) says what they mean and how the models were made.

Errors are in mm: the mean distance of 17 joints, of which the hip is exactly 0, as in the paper, and the mean over actions. The first number is the error as
it is (protocol 1, MPJPE), the second after Procrustes alignment (protocol 2). All motion is on Human3.6M's skeleton (`--skeleton h36m`). *People left out* are
cmu-05, cmu-16, cmu-49, cmudaz-94 and cmudm-140: they were not trained on, and the recipe was chosen by them and by HDM05
(some motion of cmu-16 and cmu-49, on another body, [was trained on](training.md#how-good-the-poses-are)). A simulated detector is `--detector-noise`, other
cameras are `--views unseen`.
"""
)
counts = {people: f"{read(names[0], people + '-gt')['frames']:,}" for people in PEOPLE}
missing = sum(read(name, case, precision)["missing"] for name in names for case, precision in [(case, "fp32") for case in CASES] + [(case, "int8") for case in INT8])
files = "; ".join(f"{short[name]} {hashes[name]['fp32']}, int8 {hashes[name]['int8']}" for name in names)
print(f"Measured, by the first digits of each file's SHA-256: {files}.")
print(f"{counts['left']} frames of people left out, {counts['hdm05']} of HDM05, {counts['s11']} of S11, each view of a frame counted. Without a pose: {missing}.\n")

print("## All models\n")
table(
    ["people and 2D, fp32"] + [short[name] for name in names],
    [[what] + [errors(read(name, case)) for name in names] for case, what in CASES.items()],
    right=False,
)
print("On a CPU `run` serves the int8 models:\n")
table(
    ["people and 2D, int8"] + [short[name] for name in names],
    [[CASES[case]] + [errors(read(name, case, "int8")) for name in names] for case in INT8],
    right=False,
)

print("The same with other metrics, fp32: N-MPJPE (after the best single scale, mm), MPJVE (of steps from frame to frame, mm a frame), 3D PCK (share of the 16 joints")
print("within 150 mm, %) and AUC (its mean over 0, 5 … 150 mm, %):\n")
table(
    ["model", "people and 2D", "N-MPJPE", "MPJVE", "PCK", "AUC"],
    [
        [short[name], title(case)] + [f"{score[key]:.1f}" for key in ("nMpjpe", "mpjve", "pck150", "auc")]
        for name in names
        for case in ("left-gt", "left-detector", "hdm05-gt", "hdm05-detector")
        for score in [read(name, case)]
    ],
)

print("## By joint\n\nfp32, mm; `exact` and `detector` are people left out, `HDM05` is with exact 2D.\n")
columns = [(name, case, what) for name in names for case, what in (("left-gt", "exact"), ("left-detector", "detector"), ("hdm05-gt", "HDM05"))]
scores = {(name, case): read(name, case)["jointErrors"] for name, case, _ in columns}
table(
    ["joint"] + [f"{short[name]} {what}" for name, _, what in columns],
    [[joint] + [f"{scores[name, case][joint]:.0f}" for name, case, _ in columns] for joint in first["jointErrors"]],
)

print("## By action\n\nHDM05 with exact 2D, fp32. The takes of the people left out are too many for a page (`score --report FILE.md` has them), and S11 has one.\n")
actions = {name: read(name, "hdm05-gt")["actions"] for name in names}
table(
    ["action", "frames"] + [short[name] for name in names],
    [[action, score["frames"]] + [errors(actions[name][action]) for name in names] for action, score in actions[names[0]].items()],
)

print("## By noise\n\nPeople left out, fp32: normal noise on each keypoint, its standard deviation in px of an image 1,000 px wide.\n")
noise = {name: read(name, "left-gt")["noise"] for name in names}
table(["px"] + [short[name] for name in names], [[f"{row['sigma']:g}"] + [errors(noise[name][i]) for name in names] for i, row in enumerate(noise[names[0]])])

print("## By missing joints\n\nPeople left out, exact 2D, fp32: so many joints of 17 are hidden at random, the same for every model. σ is the root mean square of the")
print("predicted sigmas in mm, error/σ the root mean square of error over sigma (1 is right).\n")
hidden = {name: read(name, "left-gt")["hidden"] for name in names}
table(
    ["hidden"] + [cell for name in names for cell in (short[name], "σ", "error/σ")],
    [
        [row["hidden"]] + [cell for name in names for at in [hidden[name][i]] for cell in (errors(at), f"{at['sigma']:.0f}", f"{at['rms']:.2f}")]
        for i, row in enumerate(hidden[names[0]])
    ],
)

print("## Sigma\n\nHow well the predicted sigma tells the error: the root mean square of error over sigma (1 is right), and the share of coordinates within 1 and 2 sigma")
print("(68.3 % and 95.4 % of a normal distribution).\n")
table(
    ["model", "people and 2D", "error/σ", "within 1 σ", "within 2 σ"],
    [
        [f"{short[name]} {precision}", title(case), f"{sigma['rms']:.2f}", f"{sigma['within1']:.1f} %", f"{sigma['within2']:.1f} %"]
        for name in names
        for precision in ("fp32", "int8")
        for case in ("left-gt", "left-detector", "hdm05-gt", "hdm05-detector")
        for sigma in [read(name, case, precision)["sigma"]]
    ],
)

print(f"Errors by predicted sigma, {short[names[0]]} fp32, HDM05. In a row are the joints with a sigma of so many mm or more, and less than in the next:\n")
bins = {case: {row["from"]: row for row in read(names[0], case)["sigma"]["bins"]} for case in ("hdm05-gt", "hdm05-detector")}
table(
    ["σ from, mm"] + [f"{cell}{what}" for what in (", exact 2D", ", detector") for cell in ("joints", "error along an axis", "mean distance")],
    [
        [f"{edge:g}"]
        + [
            cell
            for case in bins
            for row in [bins[case].get(edge)]
            for cell in ((f"{row['joints']:,}", f"{row['error']:.0f}", f"{row['distance']:.0f}") if row else ("", "", ""))
        ]
        for edge in sorted(set(bins["hdm05-gt"]) | set(bins["hdm05-detector"]))
    ],
)
