"""PyTorch on the networks: forward passes and input gradients of frozen models."""

import numpy
import torch
import torchvision

from clock import repeat

_state = {}


def make(name, path):
    """Makes torchvision's network with weights from a fixed seed and saves them."""
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)()
    torch.save(model.state_dict(), path)
    _state["model"] = model.eval().requires_grad_(False)


def feed(path, batch):
    """Reads the input: batch × 3 × 224 × 224 raw floats."""
    _state["input"] = torch.from_numpy(numpy.fromfile(path, dtype=numpy.float32).reshape(batch, 3, 224, 224))


def gradient(target, path):
    """Writes the input gradient of one class as raw floats."""
    _gradient(_state["input"], target)[0].numpy().tofile(path)


def sample(mode, targets, threads, seconds, least):
    """Times one kind of pass over the input."""
    torch.set_num_threads(threads)
    model, x = _state["model"], _state["input"]

    def forward():
        with torch.no_grad():
            model(x)

    def gradients():
        # captum's recipe: every class is one attribution, a forward and a backward pass of its own.
        for target in targets:
            _gradient(x, target)

    return repeat(forward if mode == "forward" else gradients, seconds, least)


def _gradient(x, target):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(_state["model"](x)[:, target].sum(), x)
