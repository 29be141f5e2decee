#!/usr/bin/env python3
"""Writes the checkpoints (*.pth) beside this script with PyTorch, and the lists of torchvision's and timm's state dicts.

The files are committed; run this only to change them. Needs torch, torchvision and timm.
"""
import collections
import gzip
import os
import zipfile

import timm
import torch
import torchvision

HERE = os.path.dirname(os.path.abspath(__file__))


def values(*shape, dtype=torch.float32):
    """0, 1/8, 2/8, ...: exact in every float format."""
    count = int(torch.tensor(shape).prod())
    return (torch.arange(count, dtype=torch.float64) / 8).reshape(shape).to(dtype)


def small():
    state = collections.OrderedDict()
    state["conv.weight"] = values(2, 3, 2, 2)
    state["conv.bias"] = values(2)
    state["half"] = values(5, dtype=torch.float16)
    state["brain"] = values(5, dtype=torch.bfloat16)
    state["double"] = values(5, dtype=torch.float64)
    state["bn.num_batches_tracked"] = torch.tensor(7)
    state["transposed"] = values(3, 4).t()
    state["column"] = values(4, 5)[:, 1:3]
    shared = values(10)
    state["head"] = shared[:4]
    state["tail"] = shared[6:]
    state["scalar"] = torch.tensor(2.5)
    state["empty"] = torch.zeros(0, 3)
    return state


class Evil:
    def __reduce__(self):
        return os.system, ("touch saliencyps-was-here",)


class Bn(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 1)
        self.bn = torch.nn.BatchNorm2d(2)


def save(name, value, legacy=False, **options):
    torch.save(value, os.path.join(HERE, name), _use_new_zipfile_serialization=not legacy, **options)


def deflate(source, target):
    with zipfile.ZipFile(os.path.join(HERE, source)) as old, zipfile.ZipFile(os.path.join(HERE, target), "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)


def parameters():
    return {"weight": torch.nn.Parameter(values(2, 2))}


def main():
    for legacy in (False, True):
        form = "legacy" if legacy else "zip"
        save(f"small.{form}.pth", small(), legacy)
        save(f"evil.{form}.pth", {"weight": values(2), "evil": Evil()}, legacy)
        save(f"nested.{form}.pth", {"epoch": 3, "best": torch.tensor(0.5), "optimizer": {"state": {0: {"step": values(1)}}, "lr": [1e-3]},
                                    "state_dict": {f"module.{k}": v for k, v in small().items()}}, legacy)
        save(f"module.{form}.pth", Bn().state_dict(), legacy)  # has the _metadata attribute of real state dicts
        save(f"parameter.{form}.pth", parameters(), legacy)
    save("object.zip.pth", Bn())  # a whole module, not its state dict
    deflate("small.zip.pth", "small.deflated.pth")
    save("protocol4.pth", small(), pickle_protocol=4)

    write_shapes("torchvision.txt.gz", lambda name: getattr(torchvision.models, name)(weights=None), """
        alexnet vgg11 vgg13 vgg16 vgg19 vgg11_bn vgg13_bn vgg16_bn vgg19_bn squeezenet1_0 squeezenet1_1 resnet18 resnet34 resnet50
        resnet101 mobilenet_v2 densenet121 densenet161 densenet169 densenet201 efficientnet_b0 efficientnet_b1 efficientnet_b2
        efficientnet_b3 efficientnet_b4 efficientnet_b5 efficientnet_b6 efficientnet_b7 efficientnet_v2_s efficientnet_v2_m
        efficientnet_v2_l mobilenet_v3_small mobilenet_v3_large regnet_y_400mf regnet_y_800mf regnet_y_1_6gf regnet_y_3_2gf
        regnet_y_8gf regnet_y_16gf regnet_y_32gf regnet_x_400mf regnet_x_800mf regnet_x_1_6gf regnet_x_3_2gf regnet_x_8gf
        regnet_x_16gf regnet_x_32gf resnet152 resnext50_32x4d resnext101_32x8d resnext101_64x4d wide_resnet50_2 wide_resnet101_2
        convnext_tiny convnext_small convnext_base convnext_large vit_b_16 vit_b_32 vit_l_16 vit_l_32 vit_h_14""")
    write_shapes("timm.txt.gz", lambda name: timm.create_model(name, num_classes=1000), """
        densenet121 efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4 efficientnet_b5 efficientnet_b6
        efficientnet_b7 tf_efficientnet_b0 tf_efficientnet_b4 efficientnetv2_s efficientnetv2_m efficientnetv2_l mobilenetv3_large_100
        mobilenetv3_small_100 tf_mobilenetv3_large_100 regnetx_002 regnety_002 regnety_004 resnet50
        convnext_tiny convnext_xlarge convnext_atto convnext_femto convnext_pico convnext_nano vit_tiny_patch16_224
        vit_small_patch8_224 vit_small_patch16_224 vit_small_patch32_224 vit_base_patch8_224 vit_base_patch16_224
        vit_base_patch16_384 vit_base_patch32_224 vit_large_patch14_224 vit_large_patch16_224 vit_large_patch32_224
        vit_huge_patch14_224 deit_tiny_distilled_patch16_224 deit_small_distilled_patch16_224 deit_base_distilled_patch16_224
        deit3_small_patch16_224 deit3_medium_patch16_224 deit3_base_patch16_224 deit3_large_patch16_224""")


def write_shapes(file, create, names):
    """For each network a line with its name and number of parameters, then one tensor per line."""
    lines = []
    for name in names.split():
        network = create(name)
        lines.append(f"# {name} {sum(p.numel() for p in network.parameters())}")
        lines += [f"{key} {'x'.join(map(str, tensor.shape))}".rstrip() for key, tensor in network.state_dict().items()]
    with gzip.GzipFile(os.path.join(HERE, file), "wb", mtime=0) as output:
        output.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
