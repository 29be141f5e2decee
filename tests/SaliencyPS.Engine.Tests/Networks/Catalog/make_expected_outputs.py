#!/usr/bin/env python3
"""Prints the numbers in ArchitectureOutputTests.cs: torchvision's networks in double precision, on weights made by a formula.

Needs torch and torchvision. The formula is the same, bit for bit, in the C# test.
"""
import numpy as np
import torch
import torchvision


def uniform(name, count):
    """Numbers in [-1, 1) that depend on the tensor's name and the index only."""
    seed = 2166136261
    for byte in name.encode():
        seed = ((seed ^ byte) * 16777619) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed)
        for _ in range(2):
            x = (x ^ (x >> np.uint32(16))) * np.uint32(0x45D9F3B)
        x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float64) / (1 << 24) * 2 - 1


def weight(name, shape):
    values = uniform(name, int(np.prod(shape)))
    if len(shape) > 1:
        values *= np.sqrt(6 / np.prod(shape[1:]))  # keeps the size of activations from layer to layer
    elif name.endswith(("running_var", "weight")):
        values = 1 + values / 4
    else:
        values /= 10
    return torch.tensor(values.astype(np.float32).reshape(shape))


for name in ("squeezenet1_1", "resnet18", "mobilenet_v2"):
    network = getattr(torchvision.models, name)(weights=None).eval()
    network.load_state_dict({k: v if k.endswith("tracked") else weight(k, tuple(v.shape)) for k, v in network.state_dict().items()})
    network.double()
    image = torch.tensor(uniform("input", 3 * 32 * 32).reshape(1, 3, 32, 32), requires_grad=True)
    logits = network(image)[0]
    top = int(logits.argmax())
    logits[top].backward()
    gradient = image.grad.numpy().ravel()
    print(name, top, [float(np.float32(v)) for v in logits.detach()[[top, 0, 1, 999]]],
          [float(np.float32(v)) for v in gradient[[0, 500, 1024, 2999]]], float(np.sqrt((gradient ** 2).sum())))
