"""PyTorch from JPEG files to input gradients, as Measure-Gpu.ps1 measures ours; files come on standard input."""

import sys
import time

import torch
import torchvision
from PIL import Image


def main(sizes, rounds):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        print("No CUDA device for PyTorch: it is measured on the processor.", file=sys.stderr)
    files = sys.stdin.read().splitlines()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    weights = torchvision.models.ResNet50_Weights.IMAGENET1K_V2
    model = torchvision.models.resnet50().eval().requires_grad_(False).to(device)
    show = weights.transforms()
    print("Network,Engine,BatchSize,Top,Milliseconds,PerSecond")
    for top in (1, 5):
        for size in sizes:
            best = float("inf")
            for number in range(rounds + 1):
                begin = time.perf_counter()
                for first in range(0, len(files), size):
                    batch = files[first : first + size]
                    x = torch.stack([show(Image.open(file).convert("RGB")) for file in batch]).to(device).requires_grad_()
                    ranked = model(x).detach().topk(top).indices
                    for rank in range(top):
                        scores = model(x).gather(1, ranked[:, rank : rank + 1])
                        torch.autograd.grad(scores.sum(), x)[0].cpu()
                if number > 0:
                    best = min(best, time.perf_counter() - begin)
            each = 1000 * best / len(files)
            print(f"resnet50,PyTorch {torch.__version__} {device},{size},{top},{each:.2f},{1000 / each:.1f}")


main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
