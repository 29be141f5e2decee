#!/usr/bin/env python3
"""Accuracy, pointing game and a rough box error of trained weights on a folder of single-target scenes.

    python3 training/check_maps.py --weights training/scenes.pt --scenes scenes/fresh [--sheet maps.png]

The boxes here only guide development (colour mixtures on the seeds, smoothed odds instead of a minimum cut): the real figures
come from the C# engine.
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image, ImageDraw

from network import HEIGHT, WIDTH, build, normalise


def mask_of(annotation):
    size, counts = annotation["segmentation"]["size"], annotation["segmentation"]["counts"]
    flat = np.repeat(np.arange(len(counts)) % 2, counts)
    return flat.reshape(size[1], size[0]).T.astype(bool)


def mixture(samples, n=4):
    model = cv2.ml.EM_create()
    model.setClustersNumber(n)
    model.setTermCriteria((cv2.TERM_CRITERIA_COUNT, 20, 0.1))
    model.trainEM(samples)
    return model


def odds(model, samples):
    means, covs, weights = model.getMeans(), model.getCovs(), model.getWeights()[0]
    logs = []
    for m, c, w in zip(means, covs, weights):
        c = c + np.eye(3) * 10
        d = samples - m
        logs.append(np.log(w + 1e-9) - 0.5 * (np.linalg.slogdet(c)[1] + np.einsum("ni,ij,nj->n", d, np.linalg.inv(c), d)))
    return np.logaddexp.reduce(logs, axis=0)


def find_box(picture, saliency):
    """Box (x, y, w, h) of the largest piece of what looks more like the most salient 5 % than like the least salient 30 %."""
    pixels = picture.reshape(-1, 3).astype(np.float64)
    front, back = saliency >= np.quantile(saliency, 0.95), saliency <= np.quantile(saliency, 0.30)
    gain = odds(mixture(pixels[front.ravel()]), pixels) - odds(mixture(pixels[back.ravel()]), pixels)
    gain = gain.reshape(saliency.shape).clip(-8, 8)
    gain[front] += 4
    gain[back] -= 4
    gain = cv2.GaussianBlur(gain, (0, 0), 2.5)
    n, _, stats, _ = cv2.connectedComponentsWithStats((gain > 0).astype(np.uint8), connectivity=4)
    return stats[1 + np.argmax(stats[1:, cv2.CC_STAT_AREA])][:4].tolist() if n > 1 else [0, 0, saliency.shape[1], saliency.shape[0]]


def overlap(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0, w) * max(0, h)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", type=Path, required=True)
    p.add_argument("--scenes", type=Path, required=True)
    p.add_argument("--boxes", action="store_true", help="also find boxes (slow)")
    p.add_argument("--sheet", type=Path)
    args = p.parse_args()
    torch.set_num_threads(1)
    truth = json.loads((args.scenes / "ground-truth.json").read_text())
    boxes = {a["image_id"]: a for a in truth["annotations"]}
    names = [c["name"] for c in truth["categories"]]
    net = build(len(names))
    net.load_state_dict(torch.load(args.weights))
    net.eval()
    hits, points, exact, boxed, ious, energy, tiles, wrong = ([] for _ in range(8))
    for image in truth["images"]:
        target = boxes[image["id"]]
        picture = np.asarray(Image.open(args.scenes / image["file_name"]))
        small = np.asarray(Image.fromarray(picture).resize((WIDTH, HEIGHT), Image.BILINEAR))
        shown = normalise(torch.from_numpy(small.copy()).permute(2, 0, 1)[None].float() / 255).requires_grad_()
        scores = net(shown)[0]
        true = target["category_id"] - 1
        scores[true].backward()
        coarse = shown.grad[0].abs().amax(0).numpy()
        saliency = cv2.resize(coarse, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
        y0, x0 = np.unravel_index(saliency.argmax(), saliency.shape)
        inside = cv2.dilate(mask_of(target).astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (31, 31)))
        found = find_box(picture, saliency) if args.boxes else target["bbox"]
        hits.append(int(scores.argmax()) == true)
        points.append(bool(inside[y0, x0]))
        exact.append(bool(mask_of(target)[y0, x0]))
        x, y, w, h = target["bbox"]
        boxed.append(x <= x0 < x + w and y <= y0 < y + h)
        ious.append(overlap(found, target["bbox"]))
        energy.append(saliency[mask_of(target)].sum() / saliency.sum())
        if not hits[-1]:
            wrong.append(f"{names[true]}>{names[int(scores.argmax())]}")
        if args.sheet and len(tiles) < 40:
            heat = cv2.applyColorMap((255 * (saliency / saliency.max()) ** 0.7).astype(np.uint8), cv2.COLORMAP_INFERNO)[:, :, ::-1]
            tile = Image.fromarray(np.hstack([picture, heat]))
            draw = ImageDraw.Draw(tile)
            for box, colour in ((target["bbox"], "lime"), (found, "red")):
                draw.rectangle([box[0], box[1], box[0] + box[2] - 1, box[1] + box[3] - 1], outline=colour, width=2)
            tiles.append(tile.resize((320, 120)))
    n, far = len(hits), sum(i < 0.5 for i in ious)
    print(f"{n} scenes: top-1 {np.mean(hits):.4f}  pointing, 15 pixels {np.mean(points):.4f}, exact {np.mean(exact):.4f}, in the box {np.mean(boxed):.4f}  saliency on the object {np.mean(energy):.3f}")
    if args.boxes:
        print(f"box error at 0.5 (rough) {far / n:.4f}  mean IoU {np.mean(ious):.3f}")
    print("wrong:", " ".join(wrong[:40]))
    if args.sheet:
        sheet = Image.new("RGB", (320 * 4, 120 * ((len(tiles) + 3) // 4)))
        for i, t in enumerate(tiles):
            sheet.paste(t, (320 * (i % 4), 120 * (i // 4)))
        sheet.save(args.sheet)


if __name__ == "__main__":
    main()
