"""OpenCV's grabCut from the same pictures and seeds."""

import cv2
import numpy

from clock import repeat

_state = {}

# Seeds.FromMap: 0 undecided, 1 foreground, 2 background. grabCut has no "undecided": the nearest it has is "probably background",
# which keeps those pixels out of the foreground's colour model and lets the cut relabel them. Seeds that only train the models
# are "probably" what they are.
_HELD = numpy.array([cv2.GC_PR_BGD, cv2.GC_FGD, cv2.GC_BGD], dtype=numpy.uint8)
_FREE = numpy.array([cv2.GC_PR_BGD, cv2.GC_PR_FGD, cv2.GC_PR_BGD], dtype=numpy.uint8)


def feed(path, width, height, classes):
    """Reads a picture (RGB bytes) and, after it, the seeds of every class (one byte per pixel)."""
    data = numpy.fromfile(path, dtype=numpy.uint8)
    pixels = width * height
    picture = data[:3 * pixels].reshape(height, width, 3)
    _state["picture"] = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    seeds = [data[(3 + i) * pixels:(4 + i) * pixels].reshape(height, width) for i in range(classes)]
    _state["masks"] = {held: [labels[s] for s in seeds] for held, labels in ((True, _HELD), (False, _FREE))}


def sample(classes, held, threads, seconds, least):
    """Times the cuts of the first so many classes."""
    cv2.setNumThreads(threads)

    def cuts():
        for mask in _state["masks"][held][:classes]:
            _cut(mask)

    return repeat(cuts, seconds, least)


def labels(path, held):
    """Writes the first class's labelling: 1 foreground, 0 background."""
    mask = _cut(_state["masks"][held][0])
    numpy.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(numpy.uint8).tofile(path)


def _cut(seeds):
    mask = seeds.copy()
    models = numpy.zeros((1, 65)), numpy.zeros((1, 65))
    cv2.grabCut(_state["picture"], mask, None, *models, 1, cv2.GC_INIT_WITH_MASK)
    return mask
