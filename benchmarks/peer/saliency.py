"""What a user of PyTorch writes to get class saliency maps."""

import numpy
import torch
import torchvision
from PIL import Image, ImageOps

_MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
_STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def load(weights):
    """SqueezeNet 1.1, frozen."""
    model = torchvision.models.squeezenet1_1()
    model.load_state_dict(torch.load(weights))
    return model.eval().requires_grad_(False)


def read(path):
    """The picture, upright, in RGB."""
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def maps(model, picture, top):
    """Class and 224 × 224 map of the best classes; one forward and one backward pass for each, as captum does."""
    small = numpy.asarray(picture.resize((224, 224), Image.BILINEAR), dtype=numpy.float32)
    x = (torch.from_numpy(small).permute(2, 0, 1)[None] / 255 - _MEAN) / _STD
    with torch.no_grad():
        best = model(x)[0].topk(top).indices.tolist()
    for target in best:
        x = x.detach().requires_grad_()
        gradient, = torch.autograd.grad(model(x)[0, target], x)
        yield target, gradient[0].abs().amax(0).numpy()
