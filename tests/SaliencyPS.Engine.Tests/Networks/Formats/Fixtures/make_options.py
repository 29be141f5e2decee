#!/usr/bin/env python3
"""Writes options.2.pickle and options.4.pickle: what training scripts keep beside the weights. Needs numpy."""
import argparse
import collections
import datetime
import enum
import fractions
import os
import pathlib
import pickle
import random

import numpy


class Phase(enum.Enum):
    TRAIN = 1


class Options(dict):
    """Options as attributes, as many libraries have them."""


def main():
    options = Options(lr=0.1)
    options.note = "a dictionary with attributes"
    value = {
        "args": argparse.Namespace(model="resnet18", lr=0.1, path=pathlib.PurePosixPath("/data"), betas=(0.9, 0.999)),
        "options": options,
        "best": numpy.float64(76.5),
        "confusion": numpy.arange(9000.0).reshape(90, 100),
        "seen": {1, 2, 3},
        "frozen": frozenset("ab"),
        "counts": collections.Counter("aab"),
        "by_name": collections.defaultdict(list, a=[1]),
        "queue": collections.deque([1, 2]),
        "time": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc),
        "third": fractions.Fraction(1, 3),
        "phase": Phase.TRAIN,
        "rng": (random.Random(1).getstate(), b"\0" * 300, bytearray(3), 1 << 70, None, True, complex(1, 2), slice(1, 2)),
        ("a", 1): "a key that is a tuple", None: "none",
        "log": "x" * 70_000,
        "epoch": 3,
    }
    for protocol in (2, 4):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), f"options.{protocol}.pickle"), "wb") as file:
            pickle.dump(value, file, protocol)


main()
