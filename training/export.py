#!/usr/bin/env python3
"""Writes trained weights as ONNX (batch normalisation folded, any batch size, logits) with its description beside it.

    python3 training/export.py --weights training/scenes.pt --out src/SaliencyPS.Engine/Networks/Store/Default/scenes.onnx
"""
import argparse
import json
from pathlib import Path

import onnx
from onnx import numpy_helper
import torch

from network import HEIGHT, MEAN, STD, WIDTH, build
from world.objects import CLASSES


def without_padding(model):
    """PyTorch writes a padding by nothing before every average pooling; this takes them out."""
    graph, nodes = model.graph, {n.output[0]: n for n in model.graph.node}
    for pad in [n for n in graph.node if n.op_type == "Pad"]:
        amounts = nodes[pad.input[1]]
        assert not numpy_helper.to_array(amounts.attribute[0].t).any()
        for node in graph.node:
            node.input[:] = [pad.input[0] if name == pad.output[0] else name for name in node.input]
        graph.node.remove(pad)
        graph.node.remove(amounts)
    onnx.checker.check_model(model)
    return model


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--temperature", type=float, default=1, help="divides the scores, so that the probabilities mean something")
    args = p.parse_args()
    labels = sorted(CLASSES)
    net = build(len(labels))
    net.load_state_dict(torch.load(args.weights))
    with torch.no_grad():
        net[-1].weight /= args.temperature
        net[-1].bias /= args.temperature
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(net.eval(), torch.zeros(1, 3, HEIGHT, WIDTH), str(args.out), opset_version=13,
                      input_names=["picture"], output_names=["scores"], dynamic_axes={"picture": {0: "batch"}, "scores": {0: "batch"}})
    onnx.save(without_padding(onnx.load(str(args.out))), str(args.out))
    description = {"name": "scenes", "input": [3, HEIGHT, WIDTH], "mean": [MEAN] * 3, "std": [STD] * 3, "channels": "RGB",
                   "scale": "1/255", "resize": HEIGHT, "labels": labels}
    args.out.with_suffix(".json").write_text(json.dumps(description, indent=2) + "\n")
    print(f"{args.out}: {args.out.stat().st_size} bytes, {sum(q.numel() for q in net.parameters())} parameters")


if __name__ == "__main__":
    main()
