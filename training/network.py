"""The network: small, smooth and without strides, so that its input gradient is a clean picture of what it looks at."""
import torch
from torch import nn

HEIGHT, WIDTH = 72, 96
MEAN, STD = 0.5, 0.25


class Unit(nn.Module):
    """Convolution, batch normalisation, ReLU; with a shortcut where the number of channels stays."""

    def __init__(self, channels_in, channels_out, size=3):
        super().__init__()
        self.convolution = nn.Conv2d(channels_in, channels_out, size, padding=size // 2, bias=False)
        self.norm = nn.BatchNorm2d(channels_out)
        self.shortcut = channels_in == channels_out

    def forward(self, x):
        y = torch.relu(self.norm(self.convolution(x)))
        return x + y if self.shortcut else y


class Power(nn.Module):
    """x to the second or fourth. Before the mean over places it favours few strong places (the object) over many weak ones (the clutter)."""

    def __init__(self, power):
        super().__init__()
        self.again = power == 4

    def forward(self, x):
        square = x * x
        return square * square if self.again else square


def build(classes, power=4):
    """Average pooling halves the picture three times; the mean power over the last map's places is classified linearly."""
    return nn.Sequential(
        Unit(3, 16, 5), nn.AvgPool2d(2),
        Unit(16, 32), Unit(32, 32), nn.AvgPool2d(2),
        Unit(32, 64), Unit(64, 64), nn.AvgPool2d(2),
        Unit(64, 128), Unit(128, 128), Unit(128, 128),
        Power(power), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, classes))


def normalise(levels):
    """Pictures of levels 0 to 1 as the network wants them."""
    return (levels - MEAN) / STD
