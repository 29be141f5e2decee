"""Folders of rendered scenes as arrays, resized once as the network will see them."""
import json

import numpy as np
from PIL import Image

from network import HEIGHT, WIDTH


def load(folder):
    """Pictures (n, 3, H, W) of bytes, and targets (n, classes): each scene's classes share a weight of 1."""
    cache = folder / f"cache-{HEIGHT}x{WIDTH}.npz"
    if cache.exists():
        stored = np.load(cache)
        return stored["pictures"], stored["targets"]
    truth = json.loads((folder / "ground-truth.json").read_text())
    targets = {i["id"]: np.zeros(len(truth["categories"]), np.float32) for i in truth["images"]}
    for a in truth["annotations"]:
        targets[a["image_id"]][a["category_id"] - 1] += 1
    pictures = [np.asarray(Image.open(folder / i["file_name"]).resize((WIDTH, HEIGHT), Image.BILINEAR)) for i in truth["images"]]
    pictures = np.ascontiguousarray(np.stack(pictures).transpose(0, 3, 1, 2))
    weights = np.stack([targets[i["id"]] for i in truth["images"]])
    weights /= weights.sum(1, keepdims=True)
    np.savez(cache, pictures=pictures, targets=weights)
    return pictures, weights
