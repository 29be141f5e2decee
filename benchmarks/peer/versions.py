"""Prints the versions of everything the peer stands on; fails where something is missing."""

import json
import platform
from pathlib import Path

import cv2
import numpy
import PIL
import torch
import torchvision


def blas():
    """Name of the BLAS that PyTorch has loaded: it decides the speed of fully connected layers."""
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return "unknown"
    loaded = {line.split()[-1] for line in maps.read_text().splitlines() if "/" in line}
    # The folder tells Debian's reference BLAS (blas/) from OpenBLAS (openblas-pthread/).
    names = {Path(p).parent.name for p in loaded if "libblas" in Path(p).name}
    return ", ".join("Netlib reference" if name == "blas" else name for name in sorted(names)) or "built in"


print(json.dumps({
    "Python": platform.python_version(),
    "PyTorch": torch.__version__,
    "torchvision": torchvision.__version__,
    "oneDNN": next((line.split(" v")[1].split()[0] for line in torch.__config__.show().splitlines() if "MKL-DNN" in line), "none"),
    "BLAS": blas(),
    "OpenCV": cv2.__version__,
    "Pillow": PIL.__version__,
    "NumPy": numpy.__version__,
}))
