#!/usr/bin/env python3
"""Trains the network from scratch on folders of rendered scenes, for a given time. Needs PyTorch (1.13 will do); no GPU.

    python3 training/train.py --scenes 'scenes/train-*' --check scenes/dev --minutes 40 --out training/scenes.pt

Every batch is used twice: as it is but for noise, then moved along the sign of its own input gradient ("free" adversarial training,
Shafahi et al. 2019). That costs nothing beyond the second look and makes the input gradient lie on the object. No mask or box is used.
"""
import argparse
import glob
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from data import load
from network import build, normalise


def augmented(pictures, strength):
    """Mirrored, shifted, zoomed, with colour channels exchanged and scaled; levels 0 to 1."""
    n = len(pictures)
    x = torch.from_numpy(pictures).float().div_(255)
    flip = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    zoom = torch.exp(torch.empty(n).uniform_(-0.2, 0.14) * strength)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = flip * zoom, zoom
    theta[:, :, 2] = torch.empty(n, 2).uniform_(-0.15, 0.15) * strength
    x = F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=False), padding_mode="reflection", align_corners=False)
    mix = torch.stack([torch.eye(3)[torch.randperm(3)] for _ in range(n)]) * torch.empty(n, 3, 1).uniform_(0.75, 1.25)
    x = torch.einsum("nij,njhw->nihw", mix, x) + torch.empty(n, 3, 1, 1).uniform_(-0.06, 0.06)
    soft = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    x = torch.where(torch.rand(n, 1, 1, 1) < 0.2, soft, x)
    return x.clamp_(0, 1)


def right(net, pictures, targets):
    """Share of pictures whose best class is there."""
    net.eval()
    with torch.no_grad():
        best = torch.cat([net(normalise(torch.from_numpy(pictures[i:i + 100]).float() / 255)).argmax(1) for i in range(0, len(pictures), 100)])
    net.train()
    return float((targets[np.arange(len(best)), best.numpy()] > 0).mean())


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--scenes", required=True, help="folders of scenes, as a pattern; new ones are taken in after each epoch")
    p.add_argument("--check", type=Path, required=True, help="folder of scenes that are only looked at")
    p.add_argument("--minutes", type=float, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--start", type=Path, help="weights to go on from")
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--epsilon", type=float, default=4 / 255, help="largest change of a level by the adversary")
    p.add_argument("--power", type=int, choices=[2, 4], default=2, help="of the mean over places")
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--strength", type=float, default=1.0, help="of zoom and shift")
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.manual_seed(14)
    torch.set_num_threads(args.threads)
    order = np.random.default_rng(14)
    check = load(args.check)
    net = build(check[1].shape[1], args.power).to(memory_format=torch.channels_last)
    if args.start:
        net.load_state_dict(torch.load(args.start))
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    sets, start, seen, epoch = {}, time.time(), 0, 0
    done = lambda: (time.time() - start) / 60 / args.minutes
    while done() < 1:
        for folder in sorted(glob.glob(args.scenes)):
            if folder not in sets and (Path(folder) / "ground-truth.json").exists():
                sets[folder] = load(Path(folder))
        pictures, targets = (np.concatenate([s[k] for s in sets.values()]) for k in (0, 1))
        shuffled, total, hits = order.permutation(len(pictures)), 0.0, 0
        used = 0
        for i in range(0, len(shuffled) - args.batch + 1, args.batch):
            if done() >= 1:
                break
            pick = shuffled[i:i + args.batch]
            x, y = augmented(pictures[pick], args.strength), torch.from_numpy(targets[pick])
            epsilon = args.epsilon * min(1, 0.1 + 3 * done())  # first learn, then resist
            change = torch.empty_like(x).uniform_(-epsilon, epsilon)
            for group in optimiser.param_groups:
                group["lr"] = args.rate * min(1, seen / 3000 + 0.05) * (0.5 + 0.5 * math.cos(math.pi * min(1, done()))) + 1e-6
            for _ in range(2):
                shown = (x + change).clamp(0, 1).contiguous(memory_format=torch.channels_last).requires_grad_()
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    scores = net(normalise(shown))
                loss = F.cross_entropy(scores.float(), y, label_smoothing=0.05)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
                change = (change + epsilon * shown.grad.sign()).clamp_(-epsilon, epsilon)
            total += float(loss) * len(pick)
            hits += int((y[torch.arange(len(pick)), scores.argmax(1)] > 0).sum())
            used += len(pick)
            seen += len(pick)
        epoch += 1
        torch.save(net.state_dict(), args.out)
        print(f"epoch {epoch:3d}  scenes {len(pictures):6d}  minutes {(time.time() - start) / 60:5.1f}  loss {total / max(1, used):.3f}"
              f"  right under attack {hits / max(1, used):.3f}  right on check {right(net, *check):.4f}", flush=True)


if __name__ == "__main__":
    main()
