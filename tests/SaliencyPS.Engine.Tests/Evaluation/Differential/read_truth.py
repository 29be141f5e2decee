#!/usr/bin/env python3
"""A plain reading of files of true boxes, to compare ours with: no library, no care for damage.

For each file named on standard input a line "path class x y width height pixels" for each box, pixels being those of the mask or
-1, then an empty line.
"""
import csv
import json
import os
import sys
import xml.etree.ElementTree as ET


def runs(counts):
    """COCO's compressed counts: six bits a character, from 48 on, differences to the run before the last from the fourth on."""
    result, at = [], 0
    while at < len(counts):
        value = shift = 0
        while True:
            bits = ord(counts[at]) - 48
            at += 1
            value |= (bits & 31) << shift
            shift += 5
            if not bits & 32:
                break
        if bits & 16:
            value -= 1 << shift
        if len(result) > 2:
            value += result[-2]
        result.append(value)
    return result


def inside(points, x, y):
    """Even-odd, by the sides that a ray upwards meets."""
    odd = False
    for i in range(0, len(points), 2):
        x0, y0, x1, y1 = points[i], points[i + 1], points[(i + 2) % len(points)], points[(i + 3) % len(points)]
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        if x0 <= x < x1 and y0 + (y1 - y0) * (x - x0) / (x1 - x0) <= y:
            odd = not odd
    return odd


def coco(file):
    data = json.load(open(file, encoding="utf-8"))
    images = {image["id"]: image for image in data["images"]}
    names = {category["id"]: category["name"] for category in data["categories"]}
    for item in data["annotations"]:
        x, y, width, height = item["bbox"]
        if item.get("iscrowd") in (1, True, "1") or not width or not height:
            continue
        image, mask, pixels = images[item["image_id"]], item.get("segmentation"), -1
        if isinstance(mask, dict):
            counts = mask["counts"]
            pixels = sum((runs(counts) if isinstance(counts, str) else counts)[1::2])
        elif mask:
            pixels = sum(any(inside(polygon, i + 0.5, k + 0.5) for polygon in mask)
                         for i in range(image["width"]) for k in range(image["height"]))
        yield image["file_name"], names[item["category_id"]], x, y, width, height, pixels


def voc(file):
    root = ET.parse(file).getroot()
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    first = 0 if root.findtext("source/database", "").startswith("ILSVRC") else 1
    for item in root.findall("object"):
        left, top, right, bottom = (float(item.findtext("bndbox/" + name)) for name in ("xmin", "ymin", "xmax", "ymax"))
        if right >= left and bottom >= top:
            yield (root.findtext("filename").strip(), item.findtext("name").strip(), left - first, top - first,
                   right - left + 1, bottom - top + 1, -1)


def table(file):
    for row in csv.DictReader(open(file, encoding="utf-8", newline="")):
        if "PredictionString" in row:
            words = row["PredictionString"].split()
            for i in range(0, len(words), 5):
                left, top, right, bottom = map(float, words[i + 1:i + 5])
                yield row["ImageId"], words[i], left, top, right - left + 1, bottom - top + 1, -1
        elif float(row["width"]) and float(row["height"]):
            yield row["path"], row["label"], *(float(row[name]) for name in ("x", "y", "width", "height")), -1


for line in sys.stdin:
    path = line.rstrip("\n")
    for box in {".json": coco, ".xml": voc, ".csv": table}[os.path.splitext(path)[1]](path):
        print(*box[:2], *("%.6f" % float(number) for number in box[2:6]), box[6], sep="\t")
    print()
