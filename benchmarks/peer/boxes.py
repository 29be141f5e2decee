"""The whole way from photographs to boxes, as one writes it in Python: one line of JSON per photograph."""

import argparse
import json
import math

import cv2
import numpy
import torch

import saliency


def box(picture, saliency_map, scale):
    """Box of the largest component of the cut, in pixels of the picture; None where there is no foreground."""
    height, width = picture.shape[:2]
    full = cv2.resize(saliency_map, (width, height), interpolation=cv2.INTER_LINEAR)
    low, high = numpy.quantile(full, (0.30, 0.95))
    mask = numpy.full((height, width), cv2.GC_PR_BGD, numpy.uint8)
    mask[full > high] = cv2.GC_FGD
    mask[full < low] = cv2.GC_BGD
    cv2.grabCut(picture, mask, None, numpy.zeros((1, 65)), numpy.zeros((1, 65)), 1, cv2.GC_INIT_WITH_MASK)
    foreground = numpy.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(numpy.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(foreground, connectivity=8)
    if count < 2:
        return None
    largest = 1 + stats[1:, cv2.CC_STAT_AREA].argmax()
    return [int(scale * value) for value in stats[largest, :4]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weights")
    parser.add_argument("list", help="file with one path per line")
    parser.add_argument("--top", type=int, default=5)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--max-cut-pixels", type=int, required=True)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    cv2.setNumThreads(options.threads)
    model = saliency.load(options.weights)
    with open(options.list, encoding="utf-8") as lines:
        paths = lines.read().splitlines()
    for path in paths:
        picture = saliency.read(path)
        pixels = cv2.cvtColor(numpy.asarray(picture), cv2.COLOR_RGB2BGR)
        # The least whole factor that makes it small enough, as the engine does.
        scale = 1
        while math.ceil(picture.width / scale) * math.ceil(picture.height / scale) > options.max_cut_pixels:
            scale += 1
        if scale > 1:
            size = math.ceil(picture.width / scale), math.ceil(picture.height / scale)
            pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        boxes = [{"class": target, "box": box(pixels, values, scale)} for target, values in saliency.maps(model, picture, options.top)]
        print(json.dumps({"path": path, "boxes": boxes}), flush=True)


main()
