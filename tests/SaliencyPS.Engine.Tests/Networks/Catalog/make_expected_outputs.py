#!/usr/bin/env python3
"""Prints the numbers in ArchitectureOutputTests.cs: torchvision's and timm's networks in double precision, on weights made by a formula.

Needs torch, torchvision and timm. The formula is the same, bit for bit, in the C# test.
"""
import numpy as np
import timm
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


def weight(name, shape, gain):
    values = uniform(name, int(np.prod(shape)))
    if len(shape) > 1:
        values *= np.sqrt(6 / np.prod(shape[1:])) * gain  # with a gain of 1 keeps the size of activations from layer to layer
    elif name.endswith(("running_var", "weight")):
        values = 1 + values / 4
    else:
        values /= 10
    return torch.tensor(values.astype(np.float32).reshape(shape))


def numbers(values):
    return ", ".join(f"{value:.9g}" for value in values)


for library, names in (
    ("torchvision", "squeezenet1_1 resnet18 resnext50_32x4d densenet121 mobilenet_v2 mobilenet_v3_small mobilenet_v3_large "
     "efficientnet_b0 efficientnet_b5 efficientnet_v2_s regnet_y_400mf regnet_x_400mf convnext_tiny vit_b_16"),
    ("timm", "efficientnet_b0 tf_efficientnet_b0 efficientnetv2_s mobilenetv3_small_100 tf_mobilenetv3_large_100 regnety_004 "
     "convnext_atto vit_tiny_patch16_224 deit_tiny_distilled_patch16_224 deit3_small_patch16_224"),
):
    for name in names.split():
        # Only the position embeddings of transformers depend on the input's size.
        size = {} if not name.startswith(("vit_", "deit")) else {"img_size": 32} if library == "timm" else {"image_size": 32}
        network = (timm.create_model(name, **size) if library == "timm" else getattr(torchvision.models, name)(weights=None, **size)).eval()
        # Its many sums would let activations grow until rounding decides.
        gain = 0.875 if name in ("efficientnet_v2_s", "efficientnetv2_s") else 1
        network.load_state_dict({k: v if k.endswith("tracked") else weight(k, tuple(v.shape), gain)
                                 for k, v in network.state_dict().items()})
        network.double()
        image = torch.tensor(uniform("input", 3 * 32 * 32).reshape(1, 3, 32, 32), requires_grad=True)
        logits = network(image)[0]
        top = int(logits.argmax())
        logits[top].backward()
        gradient = image.grad.numpy().ravel()
        print(f'    [InlineData("{library}", "{name}", {top}, new double[] {{ {numbers(logits.detach()[[top, 0, 1, 999]])} }},\n'
              f"        new double[] {{ {numbers(gradient[[0, 500, 1024, 2999]])} }}, {np.sqrt((gradient ** 2).sum()):.9g}, {gain})]", flush=True)
