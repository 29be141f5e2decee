"""Makes the images of this folder and, beside each, NAME.png: the pixels that must come out of it, upright and over white.

/usr/bin/python3 make_fixtures.py; with Pillow 9.4, numpy 1.24 and heif-enc of libheif 1.15.
"""
import os
import struct
import subprocess
import tempfile

import numpy as np
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, HEIGHT = 48, 40


def scene(channels=3):
    """Slopes and a disc: smooth enough for lossy formats, different in every corner and channel."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    disc = (x - 16) ** 2 + (y - 14) ** 2 < 100
    planes = [255 * x / (WIDTH - 1), 255 * y / (HEIGHT - 1), np.where(disc, 220, 40), np.where(y < 20, 255 * x / (WIDTH - 1), 255)]
    return np.stack(planes[:channels], axis=-1).round().astype(np.uint8)


def over_white(pixels):
    rgb, alpha = pixels[..., :3].astype(float), pixels[..., 3:].astype(float) / 255
    return np.floor(rgb * alpha + 255 * (1 - alpha) + 0.5).astype(np.uint8)


def expect(name, pixels):
    Image.fromarray(pixels).convert("RGB").save(os.path.join(HERE, name + ".png"), optimize=True)


def save(name, image, expected, **options):
    """Where expected is None, what Pillow reads again is."""
    path = os.path.join(HERE, name)
    image.save(path, **options)
    expect(name, np.asarray(Image.open(path).convert("RGB")) if expected is None else expected)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def tiff(name, pixels, expected, extra=()):
    """A TIFF of one strip, written here: Pillow writes no 16 bits per channel, and no opacity that it did not read."""
    height, width, channels = pixels.shape
    bits = pixels.dtype.itemsize * 8
    data = pixels.astype("<u2" if bits == 16 else "u1").tobytes()
    entries = [(256, 3, 1, width), (257, 3, 1, height), (259, 3, 1, 1), (262, 3, 1, 2 if channels > 1 else 1), (277, 3, 1, channels),
               (278, 3, 1, height), (279, 4, 1, len(data)), *extra]
    size = 2 + 12 * (len(entries) + 2) + 4
    bits_at = 8 + size
    start = bits_at + 2 * channels
    entries += [(258, 3, channels, bits_at if channels > 2 else bits), (273, 4, 1, start)]
    out = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(entries))
    out += b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries)) + struct.pack("<I", 0)
    out += struct.pack(f"<{channels}H", *[bits] * channels) + data
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(out)
    expect(name, expected)


def netpbm(name, header, body, expected):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(header.encode() + body)
    expect(name, expected)


def message(*fields):
    """A protobuf message of fields (number, value): texts, bytes or integers."""
    def varint(value):
        out = bytearray()
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        return bytes(out + bytes([value]))

    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += varint(number << 3) + varint(value)
        else:
            value = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(value)) + value
    return out


def network(name):
    """Means of red, green and blue beyond a threshold, by the operator Shrink, which nobody but ONNX Runtime reads; a soft-max."""
    def value(name, *sizes):
        shape = message(*[(1, message((1, size))) for size in sizes])
        return message((1, name), (2, message((1, message((1, 1), (2, shape))))))

    def node(operator, inputs, outputs):
        return message(*[(1, one) for one in inputs], *[(2, one) for one in outputs], (4, operator))

    graph = message(
        (1, node("Shrink", ["image"], ["beyond"])), (1, node("GlobalAveragePool", ["beyond"], ["means"])),
        (1, node("Flatten", ["means"], ["scores"])), (1, node("Softmax", ["scores"], ["probabilities"])),
        (2, "strange"), (11, value("image", 1, 3, 32, 32)), (12, value("probabilities", 1, 3)))
    model = message((1, 8), (7, graph), (8, message((2, 13))))
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(model)


def heif(name, pixels, *options, orientation=1):
    """An orientation is kept in EXIF data, which the format says are not to be followed."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "source.png" if orientation == 1 else "source.jpg")
        options_of_source = {} if orientation == 1 else {"exif": exif(orientation), "quality": 100, "subsampling": 0}
        Image.fromarray(pixels).save(source, **options_of_source)
        subprocess.run(["heif-enc", *options, "-o", os.path.join(HERE, name), source], check=True, capture_output=True)
        decoded = os.path.join(folder, "decoded.png")
        subprocess.run(["heif-convert", os.path.join(HERE, name), decoded], check=True, capture_output=True)
        again = np.asarray(Image.open(decoded))
    expect(name, over_white(again) if again.shape[2] == 4 else again)


rgb, rgba = scene(), scene(4)
picture, clear = Image.fromarray(rgb), Image.fromarray(rgba)
gray = rgb[..., 0]
turned = np.rot90(rgb, -1)  # what orientation 6 asks for: a quarter turn clockwise

save("lossless.webp", picture, rgb, lossless=True)
save("lossy.webp", picture, None, quality=95)
save("alpha.webp", clear, over_white(rgba), lossless=True, exact=True)
save("orientation-6.webp", picture, turned, lossless=True, exif=exif(6))
save("animated.webp", picture, rgb, save_all=True, append_images=[Image.fromarray(turned[:40, :40]).resize((48, 40))], lossless=True)

for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
    save(f"{compression.removeprefix('tiff_')}.tif", picture, rgb, compression=compression)
save("jpeg.tif", picture, None, compression="jpeg")
save("gray.tif", Image.fromarray(gray), gray)
save("palette.tif", picture.quantize(32), np.asarray(picture.quantize(32).convert("RGB")))
save("cmyk.tif", picture.convert("CMYK"), rgb)
save("orientation-6.tif", picture, turned, tiffinfo={0x0112: 6})
save("pages.tif", picture, rgb, save_all=True, append_images=[Image.fromarray(255 - rgb)])
tiff("rgb16.tif", rgb.astype(np.uint16) * 257, rgb)
tiff("gray16.tif", gray[..., None].astype(np.uint16) * 257, gray)
tiff("alpha.tif", rgba, over_white(rgba), extra=[(338, 3, 1, 2)])
tiff("premultiplied.tif", np.dstack([np.floor(rgba[..., :3] * (rgba[..., 3:] / 255) + 0.5).astype(np.uint8), rgba[..., 3]]),
     over_white(rgba), extra=[(338, 3, 1, 1)])
tiff("preview.tif", rgb, rgb, extra=[(254, 4, 1, 1)])

few = picture.quantize(64)
colors = np.asarray(few.convert("RGB"))
save("palette.gif", few, colors)
holes = few.copy()
holes.paste(63, (4, 4, 20, 12))
left = np.asarray(holes.convert("RGB")).copy()
left[np.asarray(holes) == 63] = 255
save("transparent.gif", holes, left, transparency=63)
save("animated.gif", few, colors, save_all=True, append_images=[Image.fromarray(255 - rgb).quantize(64)], duration=100)

save("rgb.tga", picture, rgb)
save("rle.tga", picture, rgb, compression="tga_rle")
save("top.tga", picture, rgb, orientation=1)
save("gray.tga", Image.fromarray(gray), gray)
save("alpha.tga", clear, over_white(rgba))

bits = gray > 127
netpbm("bitmap.pbm", f"P4\n{WIDTH} {HEIGHT}\n", np.packbits(~bits, axis=1).tobytes(), (bits * 255).astype(np.uint8))
netpbm("gray.pgm", f"P5\n# a comment\n{WIDTH} {HEIGHT}\n255\n", gray.tobytes(), gray)
netpbm("rgb.ppm", f"P6\n{WIDTH} {HEIGHT}\n255\n", rgb.tobytes(), rgb)
netpbm("rgb16.ppm", f"P6\n{WIDTH} {HEIGHT}\n65535\n", (rgb.astype(">u2") * 257).tobytes(), rgb)
netpbm("text.ppm", f"P3\n{WIDTH} {HEIGHT}\n255\n", " ".join(str(v) for v in rgb.ravel()).encode() + b"\n", rgb)

heif("lossless.heic", rgb, "-L", "-p", "chroma=444", "--matrix_coefficients=0")
heif("lossy.heic", rgb, "-q", "90", "-p", "chroma=444")
heif("alpha.heic", rgba, "-q", "95", "-p", "chroma=444")
heif("orientation-6.heic", rgb, "-q", "90", "-p", "chroma=444", orientation=6)
heif("lossy.avif", rgb, "-A", "-q", "90", "-p", "chroma=444")
heif("alpha.avif", rgba, "-A", "-q", "95", "-p", "chroma=444")

network("strange.onnx")
