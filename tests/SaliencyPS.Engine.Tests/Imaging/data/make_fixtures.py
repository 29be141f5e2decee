#!/usr/bin/env python3
"""Makes the picture files beside this script and, for each, the pixels it must decode to.

A development tool: the tests need its output, not the script. It takes Python 3 with Pillow >= 9.4 and NumPy, and cjpeg and
djpeg of libjpeg-turbo >= 3.0.1. Every picture is drawn here. NAME.rgb.gz holds the expected pixels of NAME: width and height as 32-bit
little-endian integers, then RGB rows. JPEG references are Pillow's decodes; PNG and BMP ones are the pixels that were written.
"""
import gzip
import io
import os
import struct
import subprocess
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
WHITE = 255


def scene(width, height, seed=1):
    """Gradients, a disc, a bar and some noise: smooth and sharp parts, all hues."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    rng = np.random.default_rng(seed)
    rgb = np.stack([255 * x / max(width - 1, 1), 255 * y / max(height - 1, 1), 255 - 127 * (x / width + y / height)], axis=2)
    rgb[(x - width * 0.3) ** 2 + (y - height * 0.6) ** 2 < (0.2 * min(width, height)) ** 2] = (230, 30, 40)
    rgb[(abs(x - 2 * y) < 2)] = (20, 240, 90)
    rgb += rng.normal(0, 4, rgb.shape)
    return np.clip(rgb.round(), 0, 255).astype(np.uint8)


def save(name, data, pixels):
    with open(os.path.join(HERE, name), "wb") as f:
        f.write(data)
    if pixels is not None:
        expect(name, pixels)


def expect(name, pixels):
    pixels = np.ascontiguousarray(pixels)
    header = struct.pack("<ii", pixels.shape[1], pixels.shape[0])
    with open(os.path.join(HERE, name + (".rgb.gz" if pixels.dtype == np.uint8 else ".f32.gz")), "wb") as f:
        f.write(gzip.compress(header + pixels.tobytes(), 9, mtime=0))


# ---------------------------------------------------------------- JPEG

def pillow(data):
    return np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))


def cjpeg(pixels, *arguments, scans=None):
    ppm = b"P6 %d %d 255\n" % (pixels.shape[1], pixels.shape[0]) + pixels.tobytes()
    with tempfile.NamedTemporaryFile("w") as script:
        if scans:
            script.write(scans)
            script.flush()
            arguments += ("-scans", script.name)
        return subprocess.run(["cjpeg", *arguments], input=ppm, stdout=subprocess.PIPE, check=True).stdout


def djpeg(data):
    """Warnings are no failure."""
    ppm = subprocess.run(["djpeg"], input=data, stdout=subprocess.PIPE).stdout
    return np.asarray(Image.open(io.BytesIO(ppm)).convert("RGB"))


def jpeg(name, data, reference=True):
    save(name + ".jpg", data, pillow(data) if reference else None)


def fractional(name):
    """Sampling 3x1, 2x1, 1x1, which libjpeg neither writes nor reads: three grey files made one; samples are repeated."""
    planes = [scene(width, 16, 8)[:, :, 1] for width in (24, 16, 8)]
    files = [cjpeg(np.repeat(plane[:, :, None], 3, 2), "-grayscale", "-quality", "90") for plane in planes]
    frame = files[0].index(b"\xff\xc0")
    tables = files[0][:frame] + b"\xff\xc0\0\x11\x08\0\x10\0\x18\x03\x01\x31\0\x02\x21\0\x03\x11\0"
    scans = [file[file.index(b"\xff\xda"):-2] for file in files]
    huffman = files[0][frame + 13:files[0].index(b"\xff\xda")]
    named = [scan[:5] + bytes([i + 1]) + scan[6:] for i, scan in enumerate(scans)]
    shown = [np.asarray(Image.open(io.BytesIO(file))) for file in files]
    full = np.stack([plane[:, np.arange(24) * plane.shape[1] // 24] for plane in shown], 2)
    save(name + ".jpg", tables + huffman + b"".join(named) + b"\xff\xd9", np.asarray(Image.fromarray(full, "YCbCr").convert("RGB")))


def make_incomplete_jpeg():
    """What viewers show though the file lacks something: scans, restart markers, tables; and what follows the last scan."""
    odd, wide = scene(17, 33), scene(90, 61)

    def incomplete(name, pixels, *arguments, scans=None):
        data = cjpeg(pixels, *arguments, scans=scans)
        save(name + ".jpg", data, djpeg(data))

    incomplete("scans-levels", wide, "-sample", "2x2", scans="0 1 2: 0-0, 0, 1;")
    incomplete("scans-levels-narrow", odd, "-sample", "1x2", scans="0 1 2: 0-0, 0, 0;")
    incomplete("scans-few", wide, "-sample", "2x1", scans="0 1 2: 0-0, 0, 1; 0: 1-5, 0, 2; 2: 1-3, 0, 0; 0 1 2: 0-0, 1, 0;")
    incomplete("scans-unrefined", wide, scans="0 1 2: 0-0, 0, 0; 0: 1-63, 0, 3; 1: 1-63, 0, 1; 2: 1-63, 0, 2; 0: 1-63, 3, 2;")

    restarts = cjpeg(wide, "-restart", "5B")
    changed = {
        "restart-missing": restarts.replace(b"\xff\xd2", b"", 1),
        "restart-twice": restarts.replace(b"\xff\xd3", b"\xff\xd3\xff\xd3", 1),
        "restart-other-number": restarts.replace(b"\xff\xd3", b"\xff\xd7", 1),
        "restart-unexpected": cjpeg(wide).replace(b"\xff\x00", b"\xff\xd1", 1),
    }
    for name, data in changed.items():
        assert data != restarts and djpeg(data).shape == wide.shape
        save(name + ".jpg", data, djpeg(data))

    plain = cjpeg(odd)
    tables = plain
    while b"\xff\xc4" in tables:
        at = tables.index(b"\xff\xc4")
        tables = tables[:at] + tables[at + 2 + int.from_bytes(tables[at + 2:at + 4], "big"):]
    save("no-huffman-tables.jpg", tables, djpeg(plain))
    save("trailer.jpg", plain[:-2] + b"\xff\xe1\xff\xffSEFT\xff\xd8\xff\xda" + bytes(range(200)), djpeg(plain))


def make_jpeg():
    small, odd, wide = scene(7, 5), scene(17, 33), scene(48, 40)
    for pixels in (scene(1, 1), scene(3, 2), small, odd, wide):
        size = "%dx%d" % (pixels.shape[1], pixels.shape[0])
        jpeg("444-" + size, cjpeg(pixels, "-sample", "1x1"))
        jpeg("422-" + size, cjpeg(pixels, "-sample", "2x1"))
        jpeg("420-" + size, cjpeg(pixels, "-sample", "2x2"))
        jpeg("440-" + size, cjpeg(pixels, "-sample", "1x2"))
        jpeg("progressive-" + size, cjpeg(pixels, "-progressive"))
    for sample in ("4x1", "1x4", "4x2", "2x4", "3x1", "1x3", "2x2,1x2,1x1", "2x2,2x1,1x2", "1x1,2x2,2x1", "4x1,2x1,1x1"):
        jpeg("sample-" + sample.replace(",", "-"), cjpeg(odd, "-sample", sample))
    fractional("sample-fractional")
    for quality in ("5", "50", "100"):
        jpeg("quality-" + quality, cjpeg(odd, "-quality", quality, "-optimize"))
    jpeg("tables16", cjpeg(odd, "-quality", "1"))
    jpeg("gray", cjpeg(odd, "-grayscale"))
    jpeg("gray-progressive", cjpeg(odd, "-grayscale", "-progressive"))
    jpeg("rgb", cjpeg(odd, "-rgb"))
    jpeg("restart", cjpeg(wide, "-restart", "2B"))
    jpeg("restart-progressive", cjpeg(wide, "-restart", "3B", "-progressive", "-sample", "2x1"))
    jpeg("scans-sequential", cjpeg(odd, scans="0;1;2;"))
    jpeg("scans-pairs", cjpeg(odd, "-sample", "1x1", scans="0;1 2;"))
    jpeg("scans-refined", cjpeg(odd, scans="0 1 2: 0-0, 0, 2; 0: 1-9, 0, 3; 0: 10-63, 0, 3; 2: 1-63, 0, 1; 1: 1-63, 0, 1; 0 1 2: 0-0, 2, 1;"
                                "0: 1-63, 3, 2; 0: 1-63, 2, 1; 0 1 2: 0-0, 1, 0; 2: 1-63, 1, 0; 1: 1-63, 1, 0; 0: 1-63, 1, 0;"))

    restarts = cjpeg(odd, "-restart", "1B")
    jpeg("restart-stray-bytes", restarts.replace(b"\xff\xd1", b"\x12\x34\xff\xd1"), reference=False)
    expect("restart-stray-bytes.jpg", pillow(restarts))
    plain = cjpeg(odd)
    jpeg("fill-bytes", plain.replace(b"\xff\xdb", b"\xff\xff\xff\xdb").replace(b"\xff\xc4", b"\xff\xff\xc4"))
    jpeg("no-end-marker", plain[:-2], reference=False)
    expect("no-end-marker.jpg", pillow(plain))
    jpeg("arithmetic", cjpeg(odd, "-arithmetic"), reference=False)

    inks = Image.merge("CMYK", [Image.fromarray(c) for c in (*np.moveaxis(odd, 2, 0), scene(17, 33, 2)[:, :, 1] // 2)])
    buffer = io.BytesIO()
    inks.save(buffer, "JPEG", quality=90)
    jpeg("cmyk", buffer.getvalue())
    adobe = buffer.getvalue().index(b"Adobe")
    ycck = bytearray(buffer.getvalue())
    ycck[adobe + 11] = 2
    jpeg("ycck", bytes(ycck))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        buffer = io.BytesIO()
        Image.fromarray(scene(24, 16)).save(buffer, "JPEG", quality=60, exif=exif)
        jpeg("orientation-%d" % orientation, buffer.getvalue())


# ---------------------------------------------------------------- PNG

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def make_reduced():
    """What libjpeg's reduced transforms make of some of the pictures: NAME-half, -quarter, -eighth."""
    for name in ("420-48x40", "422-17x33", "440-17x33", "444-17x33", "gray", "progressive-48x40", "restart", "orientation-6", "quality-5", "sample-4x2"):
        data = open(os.path.join(HERE, name + ".jpg"), "rb").read()
        for factor, word in ((2, "half"), (4, "quarter"), (8, "eighth")):
            picture = Image.open(io.BytesIO(data))
            width, height = picture.size
            picture.draft(picture.mode, (width // factor, height // factor))
            picture.load()
            assert picture.size == (-(-width // factor), -(-height // factor)), (name, factor, picture.size)
            expect("%s-%s" % (name, word), np.asarray(ImageOps.exif_transpose(picture).convert("RGB")))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed_rows(samples, depth):
    """Rows of bytes from height x width x channels samples."""
    flat = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        return [row.astype(">u2").tobytes() for row in flat]
    if depth == 8:
        return [row.astype(np.uint8).tobytes() for row in flat]
    bits = (flat[:, :, None] >> np.arange(depth - 1, -1, -1)) & 1
    return [np.packbits(row.reshape(-1)).tobytes() for row in bits]


def filtered(rows, pixel_bytes, rng):
    """Every row with a filter drawn at random."""
    out, above = [], bytes(len(rows[0]))
    for row in rows:
        kind = int(rng.integers(0, 5))
        line = bytearray([kind])
        for i, value in enumerate(row):
            a = row[i - pixel_bytes] if i >= pixel_bytes else 0
            b, c = above[i], above[i - pixel_bytes] if i >= pixel_bytes else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line.append((value - (0, a, b, (a + b) // 2, paeth)[kind]) & 255)
        out.append(bytes(line))
        above = row
    return b"".join(out)


def png(name, samples, depth, color, pixels, interlaced=False, extra=()):
    rng = np.random.default_rng(len(name))
    pixel_bytes = max(1, samples.shape[2] * depth // 8)
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::dy, x::dx]
        if part.size:
            data += filtered(packed_rows(part, depth), pixel_bytes, rng)
    packed = zlib.compress(data, 9)
    cut = len(packed) // 2
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, color, 0, 0, interlaced))
    file += b"".join(chunk(k, v) for k, v in extra) + chunk(b"IDAT", packed[:cut]) + chunk(b"IDAT", packed[cut:]) + chunk(b"IEND", b"")
    save(name + ".png", file, pixels if "-adam7" not in name else None)  # the same pixels either way


def over_white(rgb, alpha):
    rgb, alpha = rgb.astype(int), alpha.astype(int)
    return ((rgb * alpha + WHITE * (255 - alpha) + 127) // 255).astype(np.uint8)


def make_png():
    rgb = scene(17, 13)
    gray = rgb[:, :, :1].astype(int)
    alpha = scene(17, 13, 3)[:, :, 1:2].astype(int)
    deep = rgb.astype(int) * 256 + scene(17, 13, 4)
    for interlaced in (False, True):
        tag = "-adam7" if interlaced else ""
        for depth in (1, 2, 4, 8):
            levels = gray >> (8 - depth)
            shown = np.repeat(levels * (255 // ((1 << depth) - 1)), 3, axis=2).astype(np.uint8)
            png("gray%d%s" % (depth, tag), levels, depth, 0, shown, interlaced)
            palette = scene(1 << depth, 1, 5)[0]
            opacity = scene(1 << depth, 1, 6)[0, :, 0][: 1 << depth >> 1]
            png("palette%d%s" % (depth, tag), levels, depth, 3, palette[levels[:, :, 0]], interlaced, [(b"PLTE", palette.tobytes())])
            full = np.concatenate([opacity, np.full((1 << depth) - len(opacity), 255, np.uint8)])
            png("palette%d-alpha%s" % (depth, tag), levels, depth, 3, over_white(palette, full[:, None])[levels[:, :, 0]], interlaced,
                [(b"PLTE", palette.tobytes()), (b"tRNS", opacity.tobytes())])
        png("rgb8" + tag, rgb, 8, 2, rgb, interlaced)
        png("rgba8" + tag, np.concatenate([rgb, alpha], 2), 8, 6, over_white(rgb, alpha), interlaced)
        png("grayalpha8" + tag, np.concatenate([gray, alpha], 2), 8, 4, np.repeat(over_white(gray, alpha), 3, 2), interlaced)
        png("rgb16" + tag, deep, 16, 2, (deep >> 8).astype(np.uint8), interlaced)
        png("gray16" + tag, deep[:, :, :1], 16, 0, np.repeat(deep[:, :, :1] >> 8, 3, 2).astype(np.uint8), interlaced)
        png("rgba16" + tag, np.concatenate([deep, alpha * 257], 2), 16, 6, over_white(deep >> 8, alpha), interlaced)
        png("grayalpha16" + tag, np.concatenate([deep[:, :, :1], alpha * 257], 2), 16, 4, np.repeat(over_white(deep[:, :, :1] >> 8, alpha), 3, 2), interlaced)
    for side in (1, 2, 3, 4, 5):
        png("small-%dx%d" % (side, side), scene(side, side), 8, 2, scene(side, side), True)
    key = rgb[6, 5]
    shown = np.where((rgb == key).all(2, keepdims=True), WHITE, rgb).astype(np.uint8)
    png("rgb8-key", rgb, 8, 2, shown, extra=[(b"tRNS", key.astype(">u2").tobytes())])
    levels = gray >> 4
    shown = np.where(levels == 9, WHITE, levels * 17).astype(np.uint8)
    png("gray4-key", levels, 4, 0, np.repeat(shown, 3, 2), extra=[(b"tRNS", b"\0\x09")])
    exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    png("exif-6", rgb, 8, 2, np.rot90(rgb, -1), extra=[(b"eXIf", exif)])
    for name in ("rgb8", "rgba8", "gray4", "palette4", "rgb8-adam7"):  # what we write is what Pillow reads
        image = Image.open(os.path.join(HERE, name + ".png")).convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        ours = gzip.open(os.path.join(HERE, name.replace("-adam7", "") + ".png.rgb.gz")).read()[8:]
        assert np.abs(np.asarray(Image.alpha_composite(white, image).convert("RGB")).astype(int).ravel() - np.frombuffer(ours, np.uint8)).max() <= 1, name


# ---------------------------------------------------------------- BMP

def bmp(name, width, height, depth, pixel_data, pixels, compression=0, palette=b"", colors=0, header=40, masks=b"", planes=1):
    if header == 12:
        dib = struct.pack("<IHHHH", 12, width, height, planes, depth)
    else:
        dib = struct.pack("<IiiHHIIiiII", header, width, height, planes, depth, compression, len(pixel_data), 2835, 2835, colors, 0)
        dib += masks
        dib += bytes(max(0, header - len(dib)))
    start = 14 + len(dib) + len(palette)
    save(name + ".bmp", struct.pack("<2sIHHI", b"BM", start + len(pixel_data), 0, 0, start) + dib + palette + pixel_data, pixels)


def padded(rows):
    return b"".join(row + bytes(-len(row) % 4) for row in rows)


def make_bmp():
    rgb = scene(17, 11)
    up, (height, width) = rgb[::-1], rgb.shape[:2]
    bgr = padded([row[:, ::-1].tobytes() for row in up])
    bmp("rgb24", width, height, 24, bgr, rgb)
    bmp("rgb24-core", width, height, 24, bgr, rgb, header=12)
    bmp("rgb24-v4", width, height, 24, bgr, rgb, header=108)
    bmp("rgb24-v5", width, height, 24, bgr, rgb, header=124)
    bmp("rgb24-topdown", width, -height, 24, padded([row[:, ::-1].tobytes() for row in rgb]), rgb)
    bmp("rgb32", width, height, 32, np.concatenate([up[:, :, ::-1], np.zeros_like(up[:, :, :1])], 2).tobytes(), rgb)
    fields = struct.pack("<III", 0xFF, 0xFF00, 0xFF0000)
    bmp("bitfields32", width, height, 32, np.concatenate([up, np.zeros_like(up[:, :, :1])], 2).tobytes(), rgb, 3, masks=fields)
    bmp("bitfields32-v5", width, height, 32, np.concatenate([up, up[:, :, :1]], 2).tobytes(), rgb, 3, header=124, masks=fields + b"\0\0\0\xff")

    wide = up.astype(np.uint16)
    scaled = lambda bits: (rgb.astype(int) >> (8 - np.array(bits))) * 255 // ((1 << np.array(bits)) - 1)
    words = wide[:, :, 0] >> 3 << 10 | wide[:, :, 1] >> 3 << 5 | wide[:, :, 2] >> 3
    bmp("rgb16-555", width, height, 16, padded([row.tobytes() for row in words]), scaled([5, 5, 5]).astype(np.uint8))
    words = wide[:, :, 0] >> 3 << 11 | wide[:, :, 1] >> 2 << 5 | wide[:, :, 2] >> 3
    bmp("bitfields16-565", width, height, 16, padded([row.tobytes() for row in words]), scaled([5, 6, 5]).astype(np.uint8), 3,
        masks=struct.pack("<III", 0xF800, 0x07E0, 0x001F))

    for depth in (1, 4, 8):
        count = 1 << depth
        palette = scene(count, 1, 7)[0]
        entries = np.concatenate([palette[:, ::-1], np.zeros((count, 1), np.uint8)], 1).tobytes()
        index = rgb[:, :, :1].astype(int) >> (8 - depth)
        data = padded(packed_rows(index[::-1], depth))
        bmp("palette%d" % depth, width, height, depth, data, palette[index[:, :, 0]], palette=entries)
        bmp("palette%d-core" % depth, width, height, depth, data, palette[index[:, :, 0]], palette=palette[:, ::-1].tobytes(), header=12)
        if depth == 1:
            continue
        used = index.max() + 1
        bmp("palette%d-short" % depth, width, height, depth, data, palette[index[:, :, 0]], palette=entries[: 4 * used], colors=used)
        # Runs, absolute stretches (odd and even), a row ended early, a skip.
        shown = np.zeros((11, 17), int)
        runs = bytearray()
        run = lambda n, v: bytes([n, v])
        both = lambda v: v if depth == 8 else v << 4 | v
        shown[10] = 3
        runs += run(17, both(3)) + b"\0\0"
        shown[9, :5] = [1, 2, 3, 4, 5]
        runs += b"\0\x05" + (bytes([1, 2, 3, 4, 5, 0]) if depth == 8 else bytes([0x12, 0x34, 0x50, 0])) + b"\0\0"
        shown[8, :4], shown[8, 4:8] = 7, [9, 8, 7, 6]
        runs += run(4, both(7)) + b"\0\x04" + (bytes([9, 8, 7, 6]) if depth == 8 else bytes([0x98, 0x76])) + b"\0\0"
        shown[5, 6:9] = 11
        runs += b"\0\x02\x06\x02" + run(3, both(11)) + b"\0\0"
        shown[4, :6] = [1, 2, 1, 2, 1, 2] if depth == 4 else 2
        runs += run(6, 0x12 if depth == 4 else 2) + b"\0\x01"
        bmp("rle%d" % depth, width, height, depth, bytes(runs), palette[shown], 2 if depth == 4 else 1, entries)


# ---------------------------------------------------------------- resizing

def make_resize():
    for width, height in ((48, 40), (17, 33)):
        source = scene(width, height, 8)
        expect("resize-%dx%d" % (width, height), source)
        plane = np.random.default_rng(9).gamma(0.5, 1.0, (height, width)).astype(np.float32)
        expect("resize-%dx%d" % (width, height), plane)
        for to in ((31, 17), (10, 7), (59, 43), (width, 20), (20, height), (1, 1), (100, 3)):
            name = "resize-%dx%d-to-%dx%d" % (width, height, *to)
            expect(name, np.asarray(Image.fromarray(source).resize(to, Image.BILINEAR)))
            if width < 48 or to[0] < 48:
                expect(name, np.asarray(Image.fromarray(plane).resize(to, Image.BILINEAR)))


make_jpeg()
make_incomplete_jpeg()
make_reduced()
make_png()
make_bmp()
make_resize()
