"""From nothing to one saliency map: start, import, load, decode, one map."""

import sys

import torch

import saliency

weights, picture, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
for target, values in saliency.maps(saliency.load(weights), saliency.read(picture), 1):
    print(target, values.max(), flush=True)
