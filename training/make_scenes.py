#!/usr/bin/env python3
"""Renders seeded scenes with exact ground truth: JPEG pictures and one COCO file. Needs Python 3, POV-Ray 3.7 and Pillow.

    python3 training/make_scenes.py --seed 7 --count 100 --out scenes --width 320 --height 240 --targets 1

The same arguments make the same set again. Masks and boxes are of the visible part and come from a second rendering of the same
scene in flat colours. A scene in which a target is hardly visible is drawn anew.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from world.objects import CLASSES
from world.scene import IDS, make

CHUNK = 20  # scenes per run of the renderer, whose start costs more than a small picture
LABELS = sorted(CLASSES)


def render(folder, indices, flat, args):
    """Renders scenes folder/s<i>.inc to folder/<p|m><i>.png, as pictures or as masks, in one run."""
    if len(indices) == 1:
        return render(folder, indices * 2, flat, args)[:1]  # one frame would be no animation
    kind = "m" if flat else "p"
    cases = "".join(f'#case({n + 1}) #include "{folder}/s{i:06d}.inc" #break\n' for n, i in enumerate(indices))
    (folder / f"{kind}.pov").write_text(f"#version 3.7; #declare Flat={int(flat)}; #switch(frame_number)\n{cases}#end\n")
    quality = ["-A", "+Q1"] if flat else ["+A0.1", "+AM2", "+R3"] if args.fine else ["+A0.3", "+AM1", "+R2"]
    run = subprocess.run(["povray", "-D", "-V", "-GD", "-GR", "-GS", "+WT1", f"+I{folder}/{kind}.pov", f"+O{folder}/{kind}_.png", "+KFI1", f"+KFF{len(indices)}",
                          f"+W{args.width}", f"+H{args.height}", f"+L{folder}", *quality], capture_output=True, text=True, cwd=folder)
    if run.returncode:
        raise RuntimeError(run.stderr[-3000:])
    digits = len(str(len(indices)))
    return [np.asarray(Image.open(folder / f"{kind}_{n + 1:0{digits}d}.png").convert("RGB")) for n in range(len(indices))]


def run_lengths(mask):
    """COCO's uncompressed run lengths: column by column, starting with the zeros."""
    flat = mask.T.reshape(-1).astype(np.int8)
    edges = np.flatnonzero(np.diff(flat)) + 1
    counts = np.diff(np.concatenate([[0], edges, [flat.size]])).tolist()
    return counts if flat[0] == 0 else [0, *counts]


def annotations(scene, flat, least):
    """One per target, or None if one of them is hardly visible, or fills the picture."""
    found = []
    for label, colour in zip(scene.labels, IDS):
        mask = ((flat > 127) == np.array(colour, bool)).all(axis=2)
        share = mask.mean()
        if not (least if len(scene.labels) == 1 else min(least, 0.012)) <= share <= 0.5:
            return None
        ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        found.append({"category_id": LABELS.index(label) + 1, "area": int(mask.sum()), "iscrowd": 0,
                      "bbox": [int(xs[0]), int(ys[0]), int(xs[-1] - xs[0] + 1), int(ys[-1] - ys[0] + 1)],
                      "segmentation": {"size": list(mask.shape), "counts": run_lengths(mask)}})
    return found


def chunk(indices, args):
    """Draws, checks and renders some scenes; returns (index, labels, annotations, picture) of each."""
    with tempfile.TemporaryDirectory() as name:
        folder, done, attempt, open_ = Path(name), {}, 0, list(indices)
        while open_:
            scenes = {}
            for i in open_:
                r = random.Random(f"{args.seed}/{i}/{attempt}")
                scenes[i] = make(r, args.targets or r.choice([1, 1, 1, 2, 3]), LABELS[i % len(LABELS)], args.width / args.height)
                (folder / f"s{i:06d}.inc").write_text(scenes[i].source)
            for i, flat in zip(open_, render(folder, open_, True, args)):
                if (found := annotations(scenes[i], flat, args.least)) is not None:
                    done[i] = (scenes[i].labels, found)
            open_, attempt = [i for i in open_ if i not in done], attempt + 1
        return [(i, *done[i], picture) for i, picture in zip(indices, render(folder, indices, False, args))]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seed", type=int, required=True)
    p.add_argument("--count", type=int, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--width", type=int, default=320)
    p.add_argument("--height", type=int, default=240)
    p.add_argument("--targets", type=int, choices=[1, 2, 3], help="targets per scene; mixed if not given")
    p.add_argument("--least", type=float, default=0.05, help="least visible share of the picture of a lone target")
    p.add_argument("--fine", action="store_true", help="finer antialiasing")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--ground-truth", default="ground-truth.json", help="name of the COCO file in --out")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    coco = {"info": {"description": f"SaliencyPS rendered scenes, seed {args.seed}"}, "images": [], "annotations": [],
            "categories": [{"id": i + 1, "name": n} for i, n in enumerate(LABELS)]}
    groups = [range(s, min(s + CHUNK, args.count)) for s in range(0, args.count, CHUNK)]
    with ThreadPoolExecutor(args.jobs) as pool:
        for results in pool.map(lambda g: chunk(list(g), args), groups):
            for i, labels, found, picture in results:
                name = f"{'-and-'.join(sorted(set(labels)))}-{i:03d}.jpg"
                Image.fromarray(picture).save(args.out / name, quality=90)
                coco["images"].append({"id": i + 1, "file_name": name, "width": args.width, "height": args.height})
                for a in found:
                    coco["annotations"].append({"id": len(coco["annotations"]) + 1, "image_id": i + 1, **a})
            print(f"{len(coco['images'])}/{args.count}", file=sys.stderr, end="\r")
    (args.out / args.ground_truth).write_text(json.dumps(coco, separators=(",", ":")))


if __name__ == "__main__":
    main()
