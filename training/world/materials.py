"""Colours and materials. None of them knows what it will be used for, so that colour says nothing about the class."""
import colorsys

from .sdl import vec


def colour(r):
    """Any colour, from nearly grey to strong, as sRGB."""
    return colorsys.hsv_to_rgb(r.random(), r.uniform(0, 1) ** 0.6, r.uniform(0.3, 1.0))


def quiet_colour(r):
    """A colour for surroundings: any hue, seldom strong."""
    return colorsys.hsv_to_rgb(r.random(), r.uniform(0.02, 0.75) ** 1.3, r.uniform(0.35, 0.98))


def shade(c, factor):
    return tuple(min(1.0, max(0.0, x * factor)) for x in c)


def contrast(a, b):
    """How far apart two colours look, roughly: 0 (same) to 3."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) + abs(a[2] - b[2])


def colour_unlike(r, others, least=0.75):
    """A colour that differs from all the others, or the best of some tries."""
    tries = [colour(r) for _ in range(12)]
    for c in tries:
        if all(contrast(c, o) >= least for o in others):
            return c
    return max(tries, key=lambda c: min(contrast(c, o) for o in others))


def srgb(c):
    return "srgb " + vec(*c)


def finish(r):
    return "finish{" + r.choice([
        "diffuse .85",
        "diffuse .8 specular .25 roughness .05",
        "diffuse .75 phong .7 phong_size 50",
        "diffuse .7 specular .7 roughness .012",
        "diffuse .65 specular .8 roughness .03 metallic",
    ]) + "}"


def patterned(r, kind, c, d, size):
    """A pigment of one of POV-Ray's patterns between two colours."""
    two = f"color_map{{[0 {srgb(c)}][1 {srgb(d)}]}} scale {size:.4f} rotate {vec(*(r.uniform(0, 360) for _ in range(3)))}"
    return f"pigment{{{kind} {two}}}"


def object_texture(r, c):
    """What an object's part is made of: mostly one colour, sometimes veined, grained or speckled."""
    d = shade(c, r.uniform(0.55, 0.85))
    pigment = f"pigment{{{srgb(c)}}}"
    if r.random() < 0.4:
        kind, size = r.choice([("bozo", 0.15), ("granite", 0.5), ("marble turbulence .6", 0.25), ("wood turbulence .08", 0.12), ("wrinkles", 0.2), ("agate", 0.3)])
        pigment = patterned(r, kind, c, d, size * r.uniform(0.6, 1.6))
    bumps = f"normal{{bumps {r.uniform(0.1, 0.4):.3f} scale {r.uniform(0.02, 0.08):.3f}}}" if r.random() < 0.15 else ""
    return f"texture{{{pigment} {bumps} {finish(r)}}}"


def distractor_texture(r, c):
    """As an object's, or with a loud pattern."""
    if r.random() < 0.6:
        return object_texture(r, c)
    d = colour(r) if r.random() < 0.5 else shade(c, 0.5)
    size = r.uniform(0.08, 0.3)
    kind = r.choice(["checker", "gradient", "spotted", "leopard", "hexagon"])
    if kind in ("checker",):
        pigment = f"pigment{{checker {srgb(c)} {srgb(d)} scale {size:.3f}}}"
    elif kind == "hexagon":
        pigment = f"pigment{{hexagon {srgb(c)} {srgb(d)} {srgb(shade(c, .7))} scale {size:.3f}}}"
    elif kind == "gradient":
        pigment = f"pigment{{gradient {r.choice('xyz')} color_map{{[.5 {srgb(c)}][.5 {srgb(d)}]}} scale {size:.3f}}}"
    else:
        pigment = patterned(r, kind, c, d, size * 0.4)
    return f"texture{{{pigment} {finish(r)}}}"


def surface_texture(r, c):
    """Floors, walls and grounds: boards, tiles, bricks, stone, cloth, grass, paper."""
    near = shade(c, r.uniform(0.6, 0.9))
    far = quiet_colour(r) if r.random() < 0.25 else shade(c, r.uniform(0.45, 0.75))
    turn = f"rotate y*{r.uniform(0, 360):.1f}"
    size = r.uniform(0.25, 0.9)
    pigment = r.choice([
        lambda: f"pigment{{{srgb(c)}}}",
        lambda: f"pigment{{checker {srgb(c)} {srgb(far)} scale {size:.3f} {turn} translate .01*y}}",
        lambda: f"pigment{{hexagon {srgb(c)} {srgb(near)} {srgb(far)} scale {size:.3f} {turn}}}",
        lambda: f"pigment{{brick {srgb(far)} {srgb(c)} brick_size <.8,.27,.4> mortar .03 scale {size * 1.3:.3f} {r.choice(['', 'rotate 90*x'])}}}",
        lambda: f"pigment{{gradient x color_map{{[0 {srgb(c)}][.92 {srgb(near)}][.92 {srgb(far)}][1 {srgb(far)}]}} scale {size:.3f} warp{{turbulence .03}} {turn}}}",
        lambda: f"pigment{{wood turbulence .1 color_map{{[0 {srgb(c)}][1 {srgb(near)}]}} scale <.3,.3,4> rotate x*4 {turn}}}",
        lambda: f"pigment{{granite turbulence .4 color_map{{[0 {srgb(c)}][.6 {srgb(near)}][1 {srgb(far)}]}} scale {size * 2:.3f}}}",
        lambda: f"pigment{{marble turbulence 1 color_map{{[0 {srgb(far)}][.3 {srgb(c)}][1 {srgb(near)}]}} scale {size:.3f} {turn}}}",
        lambda: f"pigment{{bozo turbulence .5 color_map{{[0 {srgb(c)}][1 {srgb(near)}]}} scale {size * 0.5:.3f}}}",
        lambda: f"pigment{{bumps color_map{{[.2 {srgb(near)}][.8 {srgb(c)}]}} scale <.03,.03,.06>}}",
        lambda: f"pigment{{spotted color_map{{[.3 {srgb(c)}][.6 {srgb(near)}]}} scale {size * 0.2:.3f}}}",
        lambda: f"pigment{{crackle color_map{{[0 {srgb(far)}][.12 {srgb(near)}][.2 {srgb(c)}]}} scale {size * 0.6:.3f}}}",
    ])()
    bumps = f"normal{{bumps {r.uniform(0.1, 0.5):.3f} scale {r.uniform(0.03, 0.2):.3f}}}" if r.random() < 0.3 else ""
    return f"texture{{{pigment} {bumps} finish{{diffuse {r.uniform(0.65, 0.85):.2f} {r.choice(['', '', 'specular .15 roughness .05'])}}}}}"
