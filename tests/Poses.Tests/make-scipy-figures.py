#!/usr/bin/env python3
"""Makes scipy-figures.txt beside it: pairs of random poses in whole mm, and protocol 2 of each by SciPy (made with 1.10.1). Debian: python3-scipy.

A line: the 51 coordinates of the prediction, the 51 of the truth, the error by Rotation.align_vectors, which never mirrors, with the least squares'
scale, and the error by spatial.procrustes, or nan where that has mirrored.
"""
import pathlib
import warnings

import numpy as np
from scipy.spatial import procrustes
from scipy.spatial.transform import Rotation

PAIRS = 60


def pair(random, near):
    truth = random.uniform(-1000, 1000, (17, 3))
    if not near:
        return np.rint(random.uniform(-1000, 1000, (17, 3))), np.rint(truth)
    # moved, turned, scaled and a little wrong
    turn = Rotation.random(random_state=int(random.integers(1 << 31)))
    return np.rint(turn.apply(0.8 * truth + random.uniform(0, 100, (17, 3))) + 300), np.rint(truth)


def errors(predicted, truth):
    p, t = predicted - predicted.mean(0), truth - truth.mean(0)
    turned = Rotation.align_vectors(t, p)[0].apply(p)
    turned *= (turned * t).sum() / (turned**2).sum()
    own = np.linalg.norm(turned - t, axis=1).mean()
    a, b, _ = procrustes(t, p)
    mirrored = np.linalg.det(np.linalg.lstsq(p, b, rcond=None)[0]) < 0
    return own, np.nan if mirrored else np.linalg.norm(a - b, axis=1).mean() * np.linalg.norm(t)


warnings.simplefilter("ignore")
random = np.random.default_rng(42)
with open(pathlib.Path(__file__).with_name("scipy-figures.txt"), "w") as out:
    for i in range(PAIRS):
        predicted, truth = pair(random, near=i % 2 == 0)
        coordinates = [str(int(number)) for number in np.concatenate([predicted.ravel(), truth.ravel()])]
        print(*coordinates, *(f"{error:.9f}" for error in errors(predicted, truth)), file=out)
