"""One scene: a place, light, a camera, targets with known identity, and clutter of no class."""
from dataclasses import dataclass
from math import cos, pi, radians, sin, tan

from . import materials as m
from .objects import CLASSES, FLYING
from .sdl import box, move, prism, rod, scale, sphere, tube, turn, union, vec

IDS = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]  # a target's flat colour in the picture of masks


@dataclass
class Scene:
    labels: list[str]
    source: str
    """POV-Ray text. With Flat = 1 declared before it, it is the picture of masks: no light, targets in IDS, all else black."""


def make(r, targets, first, aspect=4 / 3):
    """Draws a scene from the generator r. The class of the first target is given, so that a set is balanced; the others are drawn."""
    outdoors, floor, wall = r.random() < 0.4, m.quiet_colour(r), m.quiet_colour(r)
    width_angle = r.uniform(32, 52)
    half_w = tan(radians(width_angle) / 2)
    half_h = half_w / aspect
    size = r.uniform(0.42, 0.88) if targets == 1 else r.uniform(0.36, 0.52) if targets == 2 else r.uniform(0.3, 0.42)
    distance = 1 / (2 * size * half_h)
    labels = [first, *(r.choice(list(CLASSES)) for _ in range(targets - 1))]
    spots = _spots(r, targets)
    lift = r.uniform(0.1, 0.6) if first in FLYING and r.random() < 0.6 else 0
    objects = [_target(r, i, label, spot, 0 if i else lift, floor, wall) for i, (label, spot) in enumerate(zip(labels, spots))]
    clutter = [_distractor(r, spots, distance * half_w) for _ in range(r.randint(3, 9))]
    return Scene(labels, "\n".join([
        '#version 3.7; global_settings{assumed_gamma 1.0 max_trace_level 3}',
        "#if(Flat) #default{texture{pigment{rgb 0} finish{ambient 0 diffuse 0}}} background{rgb 0} #else #default{finish{ambient .25}} #end",
        _camera(r, distance, width_angle, half_w, half_h, aspect, targets, outdoors, lift),
        "#if(!Flat)", _light(r, outdoors), "#end",
        _place(r, outdoors, floor, wall, distance), *objects, *clutter]))


def _spots(r, targets):
    """Where targets stand, (x, z): side by side, some nearer than others."""
    if targets == 1:
        return [(0.0, 0.0)]
    gap = r.uniform(0.95, 1.25)
    xs = [(i - (targets - 1) / 2) * gap for i in range(targets)]
    return [(x + r.uniform(-0.1, 0.1), r.uniform(-0.5, 0.7)) for x in xs]


def _camera(r, distance, angle, half_w, half_h, aspect, targets, outdoors, lift):
    up = radians(r.uniform(4, 20) if outdoors else r.uniform(4, 38))
    spread = 0.8 if r.random() < 0.15 else 0.62  # now and then a target is cut by the border
    x = r.uniform(-1, 1) * max(0, distance * half_w * (spread if targets == 1 else 0.15) - 0.2)
    y = 0.47 + lift + r.uniform(-1, 1) * max(0, distance * half_h * spread - 0.33)
    at = (x, y, 0)
    eye = (x + r.uniform(-0.2, 0.2), max(0.15, y + distance * sin(up)), -distance * cos(up))
    return f"camera{{location {vec(*eye)} right x*{aspect:.4f} up y angle {angle:.2f} sky <{r.uniform(-0.09, 0.09):.3f},1,0> look_at {vec(*at)}}}"


def _light(r, outdoors):
    tint = m.colorsys.hsv_to_rgb(r.random(), r.uniform(0, 0.3), 1)
    around, height = radians(r.uniform(0, 360) if outdoors else r.uniform(-75, 75)), radians(r.uniform(25, 75))
    place = [9 * q for q in (sin(around) * cos(height), sin(height), -cos(around) * cos(height))]
    soft = r.choice([0, 0, 0.8, 2.0])
    area = f"area_light x*{soft},z*{soft},3,3 adaptive 0 jitter circular orient" if soft else ""
    fill = r.uniform(0.25, 0.6)
    return (f"light_source{{{vec(*place)} rgb {r.uniform(0.95, 1.35):.3f}*{vec(*tint)} {area}}}"
            f"light_source{{{vec(r.uniform(-6, 6), 6, -7)} rgb {fill:.3f} shadowless}}")


def _place(r, outdoors, floor, wall, distance):
    ground = f"plane{{y,0 #if(!Flat) {m.surface_texture(r, floor)} #end}}"
    if outdoors:
        sky = m.quiet_colour(r)
        pale = tuple(0.5 + 0.5 * q for q in sky)
        clouds = f"pigment{{bozo turbulence .65 octaves 5 color_map{{[{r.uniform(.3, .6):.2f} rgbt 1][.9 {m.srgb((1, 1, 1))}]}} scale <.5,.2,.5> translate {r.uniform(0, 9):.2f}}}" if r.random() < 0.7 else ""
        hills = [f"sphere{{0,1 scale {vec(r.uniform(5, 12), r.uniform(1, 3), 4)} translate {vec(r.uniform(-14, 14), -0.3, r.uniform(10, 16))} #if(!Flat) {m.surface_texture(r, m.quiet_colour(r))} #end}}" for _ in range(r.choice([0, 2, 4]))]
        return ground + f"#if(!Flat) sky_sphere{{pigment{{gradient y color_map{{[0 {m.srgb(pale)}][.6 {m.srgb(sky)}]}}}} {clouds}}} #end " + " ".join(hills)
    far = r.uniform(1.0, 3.5)
    walls = [f"plane{{-z,{-far:.2f} #if(!Flat) {m.surface_texture(r, wall)} #end rotate y*{r.uniform(-22, 22):.1f}}}"]
    if r.random() < 0.35:
        walls.append(f"plane{{-z,{-r.uniform(2.2, 4):.2f} #if(!Flat) {m.surface_texture(r, m.quiet_colour(r))} #end rotate y*{r.choice([-1, 1]) * r.uniform(60, 85):.1f}}}")
    if r.random() < 0.3:  # a picture, window or board on the wall
        x, y, w, h = r.uniform(-1.5, 1.5), r.uniform(0.6, 1.6), r.uniform(0.2, 0.6), r.uniform(0.2, 0.5)
        walls.append(f"box{{<{x - w:.2f},{y - h:.2f},{far - 0.3:.2f}>,<{x + w:.2f},{y + h:.2f},{far + 2:.2f}> #if(!Flat) {m.distractor_texture(r, m.colour(r))} #end}}")
    return ground + " ".join(walls)


def _target(r, i, label, spot, lift, floor, wall):
    draw, directions = CLASSES[label]
    a = m.colour_unlike(r, [floor, wall])
    b = m.colour_unlike(r, [a, floor, wall], 0.5)
    c = m.colour_unlike(r, [a, b], 0.6)
    flame = r.choice(["<1,.75,.3>", "<1,.9,.6>", "<1,.5,.15>", "<.6,.8,1>"])
    flat = f"texture{{pigment{{rgb {vec(*IDS[i])}}} finish{{emission 1 ambient 0 diffuse 0}}}}"
    names = [f"T{i}{letter}" for letter in "abc"]
    declare = "#if(Flat) " + " ".join(f"#declare {n}={flat}" for n in (*names, "FLAME")) + " #else "
    declare += " ".join(f"#declare {n}={m.object_texture(r, q)}" for n, q in zip(names, (a, b, c)))
    declare += f" #declare FLAME=texture{{pigment{{rgb {flame}}} finish{{emission 1.1 diffuse 0 ambient 0}}}} #end\n"
    low, high = r.choice(directions)
    lean = turn(r.uniform(-6, 6), 0, r.uniform(-6, 6)) if r.random() < 0.3 else ""
    # Each a little narrower or wider, shorter or taller than its kind is.
    stretch = scale(r.uniform(0.92, 1.08), r.uniform(0.92, 1.08), r.uniform(0.92, 1.08))
    body = draw(r, *(f"texture{{{n}}}" for n in names))
    return declare + f"object{{{body} {stretch} {lean} {turn(0, r.uniform(low, high), 0)} {move(spot[0], lift, spot[1])}}}"


def _distractor(r, spots, half_width):
    """A body of no class, standing about or hanging in the background; small if it may stand before a target."""
    for _ in range(30):
        z = r.uniform(-0.9, 2.6)
        x = r.uniform(-1, 1) * (half_width + 0.25 * max(0, z))
        size = r.uniform(0.12, 0.26) if z < -0.3 else r.uniform(0.2, 0.7)
        if all((x - p) ** 2 + (z - q) ** 2 > (0.42 + 0.5 * size) ** 2 for p, q in spots) and \
           not any(z < q and abs(x - p) < 0.25 and size > 0.2 for p, q in spots):
            break
    else:
        z, size = 2.8, 0.4
    lift = r.uniform(0.3, 1.4) if z > 0.8 and r.random() < 0.3 else 0
    return f"object{{{_odd_shape(r)} scale {size:.3f} {turn(0, r.uniform(0, 360), 0)} {move(x, lift, z)} #if(!Flat) {m.distractor_texture(r, m.colour(r))} #end}}"


def _odd_shape(r):
    """Blocks, posts, stars, arches, heaps and squiggles, about 1 high on y = 0."""
    n = r.randint(4, 7)
    star = [((1 if i % 2 else r.uniform(0.4, 0.6)) * 0.5 * cos(pi * i / n), (1 if i % 2 else 0.5) * 0.5 * sin(pi * i / n)) for i in range(2 * n)]
    return r.choice([
        lambda: box((-0.5 * r.uniform(0.4, 1), 0, -0.4), (0.4, r.uniform(0.3, 1), 0.4)),
        lambda: rod((0, 0, 0), (0, r.uniform(0.3, 1), 0), r.uniform(0.2, 0.5)),
        lambda: sphere((0, 0.4, 0), 0.4),
        lambda: f"superellipsoid{{<{r.uniform(.3, 1.6):.2f},{r.uniform(.3, 1.6):.2f}> scale .45 translate .45*y}}",
        lambda: prism(star, 0, r.uniform(0.2, 0.9)),
        lambda: prism(star, -0.1, 0.1, "rotate 90*x translate .5*y"),
        lambda: union(box((-0.4, 0, -0.15), (-0.1, 1, 0.15)), box((-0.4, 0, -0.15), (0.45, 0.3, 0.15))),
        lambda: union(box((-0.45, 0, -0.2), (-0.2, 0.7, 0.2)), box((0.2, 0, -0.2), (0.45, 0.7, 0.2)), box((-0.5, 0.7, -0.2), (0.5, 0.9, 0.2))),
        lambda: union(*(box((-0.35 + 0.08 * i, 0.28 * i, -0.3 + 0.05 * i), (0.35 - 0.06 * i, 0.28 * i + 0.28, 0.3), turn(0, r.uniform(-20, 20), 0)) for i in range(r.randint(2, 4)))),
        lambda: union(*(sphere((r.uniform(-0.3, 0.3), r.uniform(0.2, 0.6), r.uniform(-0.3, 0.3)), r.uniform(0.15, 0.3)) for _ in range(5))),
        lambda: tube([(r.uniform(-0.45, 0.45), 0.08 + 0.16 * i, r.uniform(-0.3, 0.3)) for i in range(6)], [r.uniform(0.05, 0.09)] * 6),
        lambda: prism([(-0.5, -0.3), (0.5, -0.3), (0.5, 0.3)], -0.3, 0.3, "rotate -90*x translate .3*y"),
        lambda: union(*(rod((0.28 * cos(t), 0, 0.28 * sin(t)), (-0.28 * cos(t), 0.9, 0.3 * sin(t + 1)), 0.05) for t in (0, 2.1, 4.2))),
        lambda: rod((-0.5, 0.16, 0), (0.5, 0.16, 0), 0.16),
        lambda: prism([(-0.4, 0), (0, -0.4), (0.4, 0), (0, 0.4)], 0, r.uniform(0.3, 1)),
    ])()
