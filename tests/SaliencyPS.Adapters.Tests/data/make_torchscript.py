"""Makes the TorchScript files of this folder and, for those that can be explained, NAME.npz: what PyTorch says of them.

python3 make_torchscript.py; with PyTorch 2.6 and numpy 2.2. Another version gives other weights and files.
"""
import os

import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


class Block(nn.Module):
    """Something in which training and evaluation differ."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.drop = nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.Dropout(0.5)
        nn.init.uniform_(self.norm.running_mean, -1, 1)
        nn.init.uniform_(self.norm.running_var, 0.5, 2)

    def forward(self, x):
        return self.drop(torch.tanh(self.norm(self.conv(x))))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block, self.pool, self.head = Block(), nn.AdaptiveAvgPool2d(2), nn.Linear(24, 4)

    def scores(self, x):
        return self.head(torch.flatten(self.pool(self.block(x)), 1))

    def forward(self, x):
        return self.scores(x)


class Branches(Net):
    """Looks at the values to decide what to do, as only scripted modules can."""

    def forward(self, x):
        h = self.block(x)
        if bool(h.mean() > 10):
            h = -h
        return self.head(torch.flatten(self.pool(h), 1))


class Pair(Net):
    def forward(self, x):
        return self.scores(x), self.scores(x)


class Deaf(Net):
    """No gradient gets through to the input."""

    def forward(self, x):
        return self.scores(torch.round(x).detach())


class One(Net):
    """Takes one image at a time, since that is what it was traced with."""

    def forward(self, x):
        return self.head(self.pool(self.block(x)).reshape(1, 24))


def save(module, name, reference=None):
    torch.jit.save(module, os.path.join(HERE, name + ".pt"))
    if reference is None:
        return
    x = torch.randn(2, 3, 12, 16).requires_grad_()
    logits = torch.cat([reference.eval()(one[None]) for one in x])
    best = logits.argmax(1)
    logits.gather(1, best[:, None]).sum().backward()
    np.savez(os.path.join(HERE, name + ".npz"), **{"input": x.detach().numpy(), "logits": logits.detach().numpy(),
                                                   "gradient": x.grad.numpy(), "class": best.numpy()})


torch.manual_seed(1)
example = torch.randn(1, 3, 12, 16)
branches, net, one = Branches(), Net(), One().eval()
save(torch.jit.script(branches.train()), "scripted", branches)  # as it is after training
save(torch.jit.trace(net.eval(), example), "traced", net)
save(torch.jit.freeze(torch.jit.script(net)), "frozen", net)
save(torch.jit.trace(one, example), "one", one)
save(torch.jit.trace(net.train(), example, check_trace=False), "training")
save(torch.jit.script(Pair().eval()), "pair")
save(torch.jit.script(Deaf().eval()), "deaf")
