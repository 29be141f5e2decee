"""The classes. One function draws one kind of object: about 1 in its longest direction, standing on y = 0, front towards -z.

Each gets a seeded generator `r` and three materials: `a` for the body, `b` for the second part, `c` for small parts.
Nothing here chooses a colour, but for patterns in which the materials' own colours alternate.
"""
from math import cos, pi, radians, sin

from .sdl import ball, box, cone, difference, intersection, lathe, move, plate, rod, scale, sphere, torus, tube, turn, union


def mug(r, a, b, c):
    h, w, taper = r.uniform(0.6, 0.95), r.uniform(0.3, 0.4), r.uniform(0.75, 1.05)
    wall = 0.035
    inside = cone((0, wall, 0), w * taper - wall, (0, h + 0.01, 0), w - wall)
    grip = r.uniform(0.5, 0.75) * h
    handle = difference(torus(0.5, r.uniform(0.09, 0.13), "rotate 90*x", scale(r.uniform(0.38, 0.5), grip, 0.45), move(w * (1 + taper) / 2, h * 0.52, 0)),
                        cone((0, 0.001, 0), w * taper - wall / 2, (0, h, 0), w - wall / 2), r.choice([a, a, b]))
    band = cone((0, h * 0.35, 0), (w * taper) + (w - w * taper) * 0.35 + 0.004, (0, h * r.uniform(0.5, 0.7), 0), w * (1 if taper > 1 else 1.004), b) if r.random() < 0.3 and taper > 0.97 else ""
    return union(difference(cone((0, 0, 0), w * taper, (0, h, 0), w), inside, a), handle, band,
                 rod((0, wall, 0), (0, h * r.uniform(0.55, 0.85), 0), w * min(1, taper) - wall * 1.01, c))


def teapot(r, a, b, c):
    w, h = r.uniform(0.32, 0.38), r.uniform(0.27, 0.36)
    lift = h * 0.9
    body = intersection(ball((0, lift, 0), (w, h, w)), "plane{-y,0}", a)
    lid = union(ball((0, lift + h * 0.86, 0), (w * 0.55, h * 0.28, w * 0.55)), sphere((0, lift + h * 1.25, 0), r.uniform(0.045, 0.07)), r.choice([a, b]))
    reach, top = r.uniform(0.55, 0.66), lift + h * r.uniform(0.6, 0.85)
    spout = tube([(w * 0.75, lift * 0.75, 0), (w * 1.2, lift * 0.95, 0), (reach * 0.92, top * 0.9, 0), (reach, top, 0)], [0.11, 0.085, 0.055, 0.045], a)
    handle = difference(torus(0.2, r.uniform(0.028, 0.04), "rotate 90*x", scale(1, r.uniform(0.95, 1.25), 1), move(-w - 0.05, lift * 1.05, 0)), ball((0, lift, 0), (w * .95, h * .95, w * .95)), r.choice([a, b]))
    return union(body, lid, spout, handle, torus(w * 0.55, 0.02, move(0, lift + h * 0.83, 0), c))


def chair(r, a, b, c):
    w, d, seat, back, leg = r.uniform(0.24, 0.3), r.uniform(0.22, 0.28), r.uniform(0.42, 0.5), r.uniform(0.9, 1.05), r.uniform(0.025, 0.04)
    legs = [box((x - leg, 0, z - leg), (x + leg, seat, z + leg)) for x in (-w + leg, w - leg) for z in (-d + leg, d - leg)]
    if r.random() < 0.4:
        rest = [box((-w, seat + 0.12, d - 0.05), (w, back, d))]
    elif r.random() < 0.5:
        rest = [box((-w, y, d - 0.045), (w, y + 0.09, d)) for y in (seat + 0.14, (seat + back) / 2 + 0.04, back - 0.09)]
    else:
        rest = [box((x - 0.025, seat, d - 0.04), (x + 0.025, back - 0.05, d - 0.01)) for x in (-w * 0.5, 0, w * 0.5)] + [box((-w, back - 0.1, d - 0.05), (w, back, d))]
    posts = [box((x - leg, seat, d - 2 * leg), (x + leg, back - 0.02, d)) for x in (-w + leg, w - leg)]
    arms = [box((x - leg, seat + 0.2, -d), (x + leg, seat + 0.25, d)) for x in (-w + leg, w - leg)] + \
           [box((x - leg, seat, -d), (x + leg, seat + 0.2, -d + 2 * leg)) for x in (-w + leg, w - leg)] if r.random() < 0.25 else []
    return union(union(*legs, *posts, *arms, a), box((-w, seat, -d), (w, seat + r.uniform(0.04, 0.08), d), b), union(*rest, r.choice([a, b])))


def lamp(r, a, b, c):
    low, top = r.uniform(0.5, 0.62), r.uniform(0.92, 1.0)
    wide, narrow = r.uniform(0.3, 0.4), r.uniform(0.12, 0.24)
    shade = difference(cone((0, low, 0), wide, (0, top, 0), narrow), cone((0, low - 0.01, 0), wide - 0.02, (0, top + 0.01, 0), narrow - 0.02), a)
    foot = r.choice([lambda: cone((0, 0, 0), 0.22, (0, 0.06, 0), 0.18, b),
                     lambda: union(cone((0, 0, 0), 0.2, (0, 0.04, 0), 0.18), ball((0, 0.24, 0), (0.15, 0.22, 0.15)), b),
                     lambda: union(*(ball((0, 0.07 + 0.11 * i, 0), (0.13 - 0.01 * i, 0.075, 0.13 - 0.01 * i)) for i in range(4)), b),
                     lambda: union(box((-0.17, 0, -0.17), (0.17, 0.05, 0.17)), b)])()
    return union(shade, foot, rod((0, 0, 0), (0, top - 0.03, 0), r.uniform(0.02, 0.035), c), sphere((0, (low + top) / 2, 0), 0.07, c))


def bottle(r, a, b, c):
    w, neck, shoulder = r.uniform(0.14, 0.21), r.uniform(0.05, 0.075), r.uniform(0.5, 0.62)
    slope = r.uniform(0.12, 0.24)
    body = lathe([(0, -0.1), (0, 0), (w * 0.9, 0), (w, 0.05), (w, shoulder * 0.6), (w, shoulder), (neck * 1.25, shoulder + slope), (neck, shoulder + slope + 0.07), (neck, 0.92), (0, 0.92), (0, 1)], a)
    label = rod((0, shoulder * r.uniform(0.2, 0.35), 0), (0, shoulder * r.uniform(0.7, 0.9), 0), w + 0.008, b) if r.random() < 0.75 else ""
    cap = rod((0, 0.9, 0), (0, r.uniform(0.97, 1.0), 0), neck * r.uniform(1.1, 1.35), c)
    return union(body, label, cap)


def apple(r, a, b, c):
    w, h, dip = r.uniform(0.42, 0.48), r.uniform(0.8, 0.95), r.uniform(0.09, 0.15)
    body = lathe([(-0.2, 0.1), (0, 0.06), (0.12, 0.01), (w * 0.62, 0.06 * h), (w, 0.58 * h), (w * 0.72, 0.93 * h), (w * 0.32, 0.96 * h), (0, h - dip - 0.05), (-0.2, h)], a)
    bend = r.uniform(-0.12, 0.12)
    stem = tube([(0, h - dip - 0.08, 0), (bend * 0.4, h + 0.02, 0), (bend, h + r.uniform(0.1, 0.18), 0)], [0.022, 0.022, 0.03], c)
    leaf = intersection(sphere((0, 0.12, 0), 0.2), sphere((0, -0.12, 0), 0.2), scale(1, 1, 0.25), turn(0, r.uniform(-60, 60), r.uniform(10, 40)), move(0.17, h + 0.08, 0), b) if r.random() < 0.85 else ""
    return union(body, stem, leaf)


def banana(r, a, b, c):
    arc, fat, n = r.uniform(95, 140), r.uniform(0.085, 0.12), 12
    def one(extra):
        angles = [radians(-90 - arc / 2 + arc * i / n) for i in range(n + 1)]
        points = [(0.52 * cos(t), 0.52 * sin(t), 0) for t in angles]
        radii = [fat * (0.32 + 0.68 * min(1, 4.2 * min(i / n, 1 - i / n))) for i in range(n + 1)]
        tip = [tube([points[0], tuple(1.14 * q for q in points[0])], [fat * 0.32, fat * 0.28], c), sphere(points[-1], fat * 0.36, c)]
        return union(tube(points, radii, a), *tip, extra)
    count = r.choice([1, 1, 2, 3])
    bunch = [one(f"rotate y*{i * 24 - 12 * (count - 1):.0f} translate z*{i * fat * 1.1:.3f}") for i in range(count)]
    return union(*bunch, move(0, 0.52 + fat, 0), scale(1.1, 1.1, 1.1), turn(0, 0, r.uniform(-20, 20)))


def mushroom(r, a, b, c):
    w, cap, base = r.uniform(0.38, 0.5), r.uniform(0.28, 0.45), r.uniform(0.42, 0.6)
    stem = union(cone((0, 0, 0), r.uniform(0.13, 0.2), (0, base + 0.05, 0), r.uniform(0.1, 0.14)), torus(0.13, 0.03, move(0, base * 0.75, 0)) if r.random() < 0.5 else "", b)
    dome = intersection(ball((0, base, 0), (w, cap, w)), f"plane{{-y,{-base + 0.02:.3f}}}", a)
    spots = []
    for i in range(r.choice([0, 9, 14, 18])):
        t, u = i * 2.4, r.uniform(0.05, 0.9)
        spots.append(ball((w * sin(u * pi / 2) * cos(t), base + cap * cos(u * pi / 2), w * sin(u * pi / 2) * sin(t)), (r.uniform(0.04, 0.08), 0.035, r.uniform(0.04, 0.08)), c))
    return union(stem, dome, *spots, cone((0, base - 0.06, 0), 0.15, (0, base + 0.025, 0), w * 0.93, b))


def die(r, a, b, c):
    e, hole = r.uniform(0.08, 0.25), r.uniform(0.07, 0.095)
    cube = f"superellipsoid{{<{e:.3f},{e:.3f}> scale .42 {a}}}"
    faces = {1: [(0, 0)], 2: [(-1, -1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)], 4: [(-1, -1), (-1, 1), (1, -1), (1, 1)],
             5: [(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)], 6: [(-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)]}
    place = {1: lambda u, v: (u, 0.42, v), 6: lambda u, v: (u, -0.42, v), 2: lambda u, v: (u, v, -0.42), 5: lambda u, v: (u, v, 0.42), 3: lambda u, v: (0.42, u, v), 4: lambda u, v: (-0.42, u, v)}
    pips = [sphere(place[n](0.22 * u, 0.22 * v), hole) for n, spots in faces.items() for u, v in spots]
    flat = [p.replace("}", f" {c}}}") for p in pips]
    quarter = turn(90 * r.randrange(4), 90 * r.randrange(4), 90 * r.randrange(4))
    return union(difference(cube, union(*flat)), quarter, move(0, 0.42, 0))


def pawn(r, a, b, c):
    w, head, neck = r.uniform(0.26, 0.34), r.uniform(0.15, 0.19), r.uniform(0.6, 0.68)
    body = lathe([(0.05, -0.1), (w, 0.0), (w, 0.09), (w * 0.68, 0.17), (w * 0.45, 0.32), (0.1, neck - 0.1), (0.1, neck), (0.1, neck + 0.1)], a)
    rings = union(ball((0, neck, 0), (0.18, 0.035, 0.18)), ball((0, 0.17, 0), (w * 0.85, 0.045, w * 0.85)), rod((0, 0, 0), (0, 0.07, 0), w * 1.05), r.choice([a, a, b]))
    return union(body, rings, sphere((0, neck + head * 0.85, 0), head, a), rod((0, neck - 0.12, 0), (0, neck + 0.1, 0), 0.1, a))


def key(r, a, b, c):
    thick, ring = r.uniform(0.08, 0.13), r.uniform(0.2, 0.26)
    if r.random() < 0.6:
        bow = torus(ring - 0.045, thick * 0.55, "rotate 90*x", scale(1, r.uniform(0.8, 1.1), 1), move(0, 1 - ring, 0))
    else:
        bow = difference(rod((0, 1 - ring, -thick / 2), (0, 1 - ring, thick / 2), ring), rod((0, 1 - ring + 0.06, -1), (0, 1 - ring + 0.06, 1), ring * 0.42))
    shaft = rod((0, 0, 0), (0, 1.02 - 2 * ring, 0), thick * 0.5)
    teeth = [box((0, y, -thick * 0.3), (r.uniform(0.15, 0.24), y + r.uniform(0.06, 0.08), thick * 0.3)) for y in (0.02, 0.13, 0.24)[:r.choice([2, 3, 3])]]
    collar = rod((0, 0.97 - 2 * ring, 0), (0, 1.04 - 2 * ring, 0), thick * 0.8, b)
    return union(union(bow, shaft, *teeth, a), collar, move(0, -0.5, 0), turn(0, r.choice([0, 180]), r.choice([r.uniform(-30, 30), r.uniform(-120, 120)])), move(0, 0.52, 0))


def umbrella(r, a, b, c):
    w, h, n = r.uniform(0.46, 0.54), r.uniform(0.28, 0.38), r.choice([6, 8])
    base = 0.98 - h
    dome = difference(ball((0, base, 0), (w, h, w)), ball((0, base, 0), (w - 0.015, h - 0.015, w - 0.015)), f"plane{{y,{base - 0.005:.3f}}}",
                      *(ball((w * 1.0 * cos(2 * pi * i / n), base - 0.02, w * 1.0 * sin(2 * pi * i / n)), (0.2, 0.1, 0.2)) for i in range(n)))
    if r.random() < 0.6:  # panels of alternating colours
        wedge = [f"prism{{linear_sweep linear_spline 0,2,4,<0,0>,<{2 * cos(2 * pi * i / n):.3f},{2 * sin(2 * pi * i / n):.3f}>,<{2 * cos(2 * pi * (i + 1) / n):.3f},{2 * sin(2 * pi * (i + 1) / n):.3f}>,<0,0>}}" for i in range(0, n, 2)]
        canopy = union(intersection(dome, union(*wedge), a), difference(dome, union(*wedge), b), f"rotate y*{180 / n}")
    else:
        canopy = union(dome, a)
    hook = intersection(torus(0.08, 0.022, "rotate 90*x", move(0.08, 0.1, 0)), "plane{y,.1}")
    stick = union(rod((0, 0.1, 0), (0, 1.04, 0), 0.018), hook, c)
    lean = r.choice([r.uniform(-15, 15), r.uniform(-60, 60)])
    return union(canopy, stick, move(0, -0.5, 0), turn(r.uniform(-30, 15), 0, lean), move(0, 0.55, 0))


def cactus(r, a, b, c):
    w = r.uniform(0.11, 0.16)
    lift = r.uniform(0.2, 0.28) if r.random() < 0.5 else 0
    trunk = tube([(0, lift, 0), (0, 0.98 - w, 0)], [w, w * 0.95])
    arms = []
    for side in r.choice([(-1, 1), (-1, 1), (1,), (-1,), (-1, 1, 1)]):
        y, out, up, fat = lift + r.uniform(0.18, 0.35), w + r.uniform(0.13, 0.2), r.uniform(0.14, 0.3), w * r.uniform(0.5, 0.68)
        arms.append(tube([(0, y, 0), (side * out * 0.8, y, 0), (side * out, y + 0.06, 0), (side * out, y + 0.06 + up, 0)], [fat] * 4, f"rotate y*{r.uniform(-35, 35):.0f}"))
    ribs = [rod((0.97 * w * cos(t), lift, 0.97 * w * sin(t)), (0.97 * w * cos(t), 0.98 - w, 0.97 * w * sin(t)), 0.018) for t in (2 * pi * i / 10 for i in range(10))] if r.random() < 0.6 else []
    pot = union(cone((0, 0, 0), 0.15, (0, lift, 0), 0.21), rod((0, lift - 0.05, 0), (0, lift + 0.01, 0), 0.235), b) if lift else ""
    flower = ball((0, 1.0, 0), (0.08, 0.05, 0.08), c) if r.random() < 0.35 else ""
    return union(union(trunk, *arms, *ribs, a), pot, flower)


def snowman(r, a, b, c):
    r1, r2, r3 = r.uniform(0.25, 0.3), r.uniform(0.18, 0.21), r.uniform(0.12, 0.145)
    y1 = r1 * 0.93
    y2 = y1 + r1 * 0.8 + r2 * 0.7
    y3 = y2 + r2 * 0.8 + r3 * 0.7
    eyes = [sphere((s * r3 * 0.38, y3 + r3 * 0.25, -r3 * 0.9), r3 * 0.15) for s in (-1, 1)]
    buttons = [sphere((0, y2 + r2 * t, -r2 * (1 - t * t) ** 0.5), 0.024) for t in (-0.4, 0.05, 0.5)]
    nose = cone((0, y3, -r3 * 0.9), r3 * 0.22, (r.uniform(-0.05, 0.05), y3 - 0.02, -r3 - r.uniform(0.12, 0.2)), 0.004, b)
    hat = union(rod((0, y3 + r3 * 0.72, 0), (0, y3 + r3 * 0.84, 0), r3 * 1.25), rod((0, y3 + r3 * 0.8, 0), (0, y3 + r3 * r.uniform(1.5, 2.1), 0), r3 * 0.78), c) if r.random() < 0.75 else ""
    arms = [rod((s * r2 * 0.8, y2 + 0.03, 0), (s * (r2 + r.uniform(0.14, 0.24)), y2 + r.uniform(-0.05, 0.2), r.uniform(-0.1, 0.1)), 0.015) for s in (-1, 1)]
    scarf = torus(r3 * 0.85, 0.04, move(0, y3 - r3 * 0.75, 0), b) if r.random() < 0.6 else ""
    return union(union(sphere((0, y1, 0), r1), sphere((0, y2, 0), r2), sphere((0, y3, 0), r3), a), union(*eyes, *buttons, *arms, c), nose, hat, scarf)


def lighthouse(r, a, b, c):
    w, n, top = r.uniform(0.17, 0.24), r.choice([3, 4, 5, 6]), r.uniform(0.66, 0.74)
    narrow = w * r.uniform(0.55, 0.72)
    radius = lambda t: w + (narrow - w) * t
    tower = [cone((0, top * i / n, 0), radius(i / n), (0, top * (i + 1) / n, 0), radius((i + 1) / n), b if i % 2 else a) for i in range(n)]
    gallery = rod((0, top, 0), (0, top + 0.03, 0), narrow * 1.45, c)
    rail = torus(narrow * 1.38, 0.012, move(0, top + 0.09, 0), c)
    light = rod((0, top, 0), (0, top + 0.14, 0), narrow * 0.72, b)
    bars = [rod((narrow * .74 * cos(t), top, narrow * .74 * sin(t)), (narrow * .74 * cos(t), top + 0.14, narrow * .74 * sin(t)), 0.012, c) for t in (2 * pi * i / 6 for i in range(6))]
    roof = union(cone((0, top + 0.14, 0), narrow * 1.05, (0, top + 0.26, 0), 0.02), sphere((0, top + 0.27, 0), 0.025), r.choice([a, c]))
    door = box((-0.05, 0, -w - 0.01), (0.05, 0.14, 0), c)
    return union(*tower, gallery, rail, light, *bars, roof, door)


def rocket(r, a, b, c):
    w, low = r.uniform(0.13, 0.19), r.uniform(0.12, 0.2)
    body = lathe([(w * 0.5, low - 0.1), (w * 0.72, low), (w, low + 0.25), (w * 0.95, low + 0.45), (w * 0.62, 0.84), (0.01, 1.0), (-0.2, 1.1)])
    nose = intersection(body, f"plane{{-y,{-r.uniform(0.74, 0.82):.3f}}}", scale(1.02, 1.0, 1.02), b)
    span, n = r.uniform(0.3, 0.38), r.choice([3, 4, 4])
    fin = plate([(w * 0.5, low + 0.26), (span, low + r.uniform(-0.02, 0.06)), (span, 0), (span - 0.07, 0), (w * 0.5, low + 0.02)], 0.04)
    fins = [f"object{{{fin} rotate y*{360 * i / n + 45:.0f}}}" for i in range(n)]
    port = [rod((0, y, -w * 1.04), (0, y, 0), w * 0.42, c) for y in (0.62, 0.42)[:r.choice([1, 1, 2])]]
    ring = [torus(w * 0.42, 0.016, "rotate 90*x", move(0, 0.62, -w * 1.03), b)]
    return union(union(body, a), nose, union(*fins, b), *port, *ring, cone((0, low - 0.06, 0), w * 0.6, (0, low + 0.02, 0), w * 0.45, c))


def airplane(r, a, b, c):
    fat, span, chord = r.uniform(0.065, 0.1), r.uniform(0.42, 0.55), r.uniform(0.14, 0.22)
    hull = union(ball((0.1, 0, 0), (0.42, fat, fat)), cone((-0.52, 0.03, 0), fat * 0.25, (0.05, 0, 0), fat * 0.98), a)
    sweep = r.choice([0, 0.0, 0.14, 0.2])
    wing = lambda x, s, w, k: [(x, 0), (x - k, s), (x - k - w * 0.6, s), (x - w, 0), (x - k - w * 0.6, -s), (x - k, -s)]
    prism = lambda pts, y: f"prism{{linear_sweep linear_spline {y - 0.015:.3f},{y + 0.015:.3f},{len(pts) + 1},{','.join(f'<{p:.3f},{q:.3f}>' for p, q in [*pts, pts[0]])}}}"
    height = r.choice([0, 0, fat * 0.9])
    wings = union(prism(wing(0.2, span, chord, sweep), height), prism(wing(0.2, span, chord, sweep), fat * 2.4) if r.random() < 0.2 else "", b)
    tail = union(prism(wing(-0.38, 0.19, 0.13, sweep * 0.5), 0.04), plate([(-0.36, 0.03), (-0.47, 0.22), (-0.56, 0.22), (-0.52, 0.03)], 0.025), b)
    cabin = ball((0.24, fat * 0.75, 0), (0.12, fat * 0.6, fat * 0.6), c)
    if sweep:
        engines = [tube([(0.1, -0.06, s * span * 0.5), (-0.02, -0.06, s * span * 0.5)], [0.045, 0.035], c) for s in (-1, 1)]
    else:
        engines = [cone((0.5, 0, 0), 0.03, (0.58, 0, 0), 0.01, c), box((0.53, -0.14, -0.018), (0.545, 0.14, 0.018), f"rotate x*{r.uniform(0, 180):.0f}", c)]
    return union(hull, wings, tail, cabin, *engines, scale(1.15, 1.25, 1.15), turn(r.uniform(-40, 40), 0, r.uniform(-15, 25)), move(0, 0.3, 0))


def sailboat(r, a, b, c):
    long, wide, deep = r.uniform(0.4, 0.48), r.uniform(0.13, 0.18), r.uniform(0.16, 0.22)
    hull = intersection(ball((0, deep, 0), (long, deep, wide)), f"plane{{y,{deep:.3f}}}", a)
    deck = box((-long * 0.35, deep - 0.01, -wide * 0.5), (long * 0.1, deep + 0.06, wide * 0.5), c) if r.random() < 0.6 else ""
    mast, foot = r.uniform(0.9, 1.05), deep + 0.07
    x = r.uniform(0.0, 0.1)
    main = plate([(x - 0.025, foot), (x - 0.025, mast - 0.02), (-long * r.uniform(0.75, 0.95), foot + 0.03)], 0.02, f"rotate y*{r.uniform(-20, 20):.0f}", b)
    jib = plate([(x + 0.035, foot), (x + 0.035, mast - r.uniform(0.05, 0.2)), (long * 0.92, foot)], 0.02, f"rotate y*{r.uniform(-15, 15):.0f}", r.choice([b, c])) if r.random() < 0.8 else ""
    flag = plate([(x, mast), (x, mast + 0.08), (x - 0.13, mast + 0.04)], 0.015, c) if r.random() < 0.5 else ""
    return union(hull, deck, main, jib, flag, rod((x, deep - 0.05, 0), (x, mast + 0.03, 0), 0.018, c), rod((x, foot, 0), (-long * 0.8, foot, 0), 0.014, c))


def traffic_cone(r, a, b, c):
    w, tip, base = r.uniform(0.24, 0.3), r.uniform(0.03, 0.06), r.uniform(0.05, 0.08)
    cuts = r.choice([[0.3, 0.5], [0.35, 0.55], [0.2, 0.38, 0.56, 0.74], [0.25, 0.42, 0.6, 0.75]])
    levels = [0, *cuts, 1]
    radius = lambda t: w + (tip - w) * t
    parts = [cone((0, base + 0.93 * s, 0), radius(s), (0, base + 0.93 * t, 0), radius(t), b if i % 2 else a) for i, (s, t) in enumerate(zip(levels, levels[1:]))]
    foot = f"superellipsoid{{<.15,.15> scale {0.36:.3f}*<1,{base / 0.36:.3f},1> translate y*{base:.3f}}}" if r.random() < 0.7 else rod((0, 0, 0), (0, base, 0), 0.38)
    return union(*parts, union(foot, r.choice([a, c])))


def balloon(r, a, b, c):
    w = r.uniform(0.32, 0.38)
    y = 1.0 - w
    skin = lathe([(0.0, 0.28), (0.07, 0.33), (w * 0.68, y - w * 0.62), (w, y + 0.02), (w * 0.74, y + w * 0.7), (0, 1.0), (-0.3, 1.0)])
    if r.random() < 0.7:
        n = r.choice([6, 8, 12])
        wedges = [f"prism{{linear_sweep linear_spline 0,2,4,<0,0>,<{2 * cos(2 * pi * i / n):.3f},{2 * sin(2 * pi * i / n):.3f}>,<{2 * cos(2 * pi * (i + 1) / n):.3f},{2 * sin(2 * pi * (i + 1) / n):.3f}>,<0,0>}}" for i in range(0, n, 2)]
        envelope = union(intersection(skin, union(*wedges), a), difference(skin, union(*wedges), b))
    else:
        low = r.uniform(0.45, 0.6)
        stripe = f"box{{<-1,{low:.3f},-1>,<1,{low + r.uniform(0.1, 0.2):.3f},1>}}"
        envelope = union(difference(skin, stripe, a), intersection(skin, stripe, b))
    k, d = 0.095, r.uniform(0.13, 0.17)
    basket = union(difference(box((-k, 0, -k), (k, d, k)), box((-k + 0.02, 0.03, -k + 0.02), (k - 0.02, 0.2, k - 0.02))), c)
    ropes = [rod((s * k * 0.9, d, t * k * 0.9), (s * 0.08, 0.38, t * 0.08), 0.011, c) for s in (-1, 1) for t in (-1, 1)]
    return union(envelope, basket, *ropes)


def candle(r, a, b, c):
    w, h = r.uniform(0.1, 0.17), r.uniform(0.5, 0.68)
    wax = union(rod((0, 0.05, 0), (0, h, 0), w), *(tube([(w * cos(t), h, w * sin(t)), (w * cos(t), h - r.uniform(0.08, 0.28), w * sin(t))], [0.03, 0.036]) for t in (r.uniform(0, 6.28) for _ in range(r.choice([0, 3, 5])))), a)
    flame = "lathe{cubic_spline 6,<-.05,-.05>,<0,0>,<.055,.07>,<.03,.16>,<0,.25>,<-.05,.3> texture{FLAME} " + move(0, h + 0.05, 0) + "}"
    dish = union(difference(ball((0, 0.11, 0), (0.34, 0.11, 0.34)), ball((0, 0.14, 0), (0.33, 0.11, 0.33)), "plane{-y,-.11}"), torus(0.09, 0.022, "rotate 90*x", move(0.38, 0.1, 0)), rod((0, 0, 0), (0, 0.05, 0), 0.2), b) \
        if r.random() < 0.6 else union(cone((0, 0, 0), 0.2, (0, 0.05, 0), 0.13), rod((0, 0, 0), (0, 0.12, 0), w + 0.03), b)
    return union(wax, flame, dish, rod((0, h, 0), (0, h + 0.09, 0), 0.012, c))


def donut(r, a, b, c):
    big, small = r.uniform(0.29, 0.33), r.uniform(0.14, 0.18)
    dough = torus(big, small, a)
    icing = union(*(f"object{{{part}}}" for part in [difference(torus(big, small + 0.02), "plane{y,.015}")]),
                  *(sphere(((big + s * small * 0.98) * cos(t), 0.0, (big + s * small * 0.98) * sin(t)), r.uniform(0.035, 0.06)) for t, s in ((2 * pi * i / 11 + r.uniform(-0.2, 0.2), r.choice([1, 1, -1])) for i in range(11))), b)
    sprinkles = []
    for _ in range(r.choice([0, 26, 40])):
        t, u = r.uniform(0, 2 * pi), r.uniform(-0.9, 0.9)
        q = small + 0.022
        sprinkles.append(rod((-0.03, 0, 0), (0.03, 0, 0), 0.013, turn(0, r.uniform(0, 180), 0), move((big + q * sin(u)) * cos(t), q * cos(u), (big + q * sin(u)) * sin(t)), c))
    tilt = r.uniform(-85, -20)
    return union(dough, icing, *sprinkles, turn(tilt, 0, 0), move(0, big * abs(sin(radians(tilt))) + small, 0))


def car(r, a, b, c):
    h, wide, cab = r.uniform(0.16, 0.22), r.uniform(0.17, 0.21), r.uniform(0.12, 0.17)
    wheel = r.uniform(0.085, 0.115)
    base = wheel * 0.7
    rounded = lambda x0, x1, y0, y1, w, *more: f"superellipsoid{{<.3,.25> scale {(x1 - x0) / 2:.3f}*x+{(y1 - y0) / 2:.3f}*y+{w:.3f}*z translate <{(x0 + x1) / 2:.3f},{(y0 + y1) / 2:.3f},0> {' '.join(more)}}}"
    body = rounded(-0.5, 0.5, base, base + h, wide, a)
    x0, x1 = r.uniform(-0.42, -0.28), r.uniform(0.12, 0.26)
    cabin = rounded(x0, x1, base + h * 0.7, base + h + cab, wide * 0.86, a)
    y = base + h * 0.98
    glass = union(box((x0 + 0.05, y, -wide * 0.875), ((x0 + x1) / 2 - 0.02, y + cab * 0.72, wide * 0.875)), box(((x0 + x1) / 2 + 0.02, y, -wide * 0.875), (x1 - 0.05, y + cab * 0.72, wide * 0.875)),
                  box((x0 - 0.004, y, -wide * 0.6), (x1 + 0.004, y + cab * 0.7, wide * 0.6)), c)
    wheels = [union(rod((x, wheel, s * wide * 0.8), (x, wheel, s * wide * 1.08), wheel, c), rod((x, wheel, s * wide * 0.9), (x, wheel, s * wide * 1.1), wheel * 0.5, b)) for x in (-0.3, 0.3) for s in (-1, 1)]
    lights = [sphere((0.49, base + h * 0.55, s * wide * 0.65), 0.035, b) for s in (-1, 1)]
    return union(body, cabin, glass, *wheels, *lights)


def duck(r, a, b, c):
    fat, head = r.uniform(0.27, 0.32), r.uniform(0.17, 0.21)
    body = union(ball((0, 0.26, 0), (0.4, 0.26, fat)), cone((-0.22, 0.3, 0), 0.2, (-0.47, 0.5, 0), 0.02), a)
    x, y = 0.2, 0.48 + head * r.uniform(0.75, 0.95)
    skull = union(sphere((x, y, 0), head), cone((x - 0.02, 0.35, 0), head * 0.95, (x, y, 0), head * 0.8), a)
    beak = union(ball((x + head + 0.05, y - 0.03, 0), (0.12, 0.028, 0.085)), ball((x + head + 0.04, y - 0.06, 0), (0.09, 0.022, 0.07)), b)
    eyes = [sphere((x + head * 0.72, y + head * 0.35, s * head * 0.6), 0.035, c) for s in (-1, 1)]
    wings = [ball((-0.08, 0.31, s * fat * 0.88), (0.21, 0.12, 0.06), f"rotate z*-8", r.choice([a, b])) for s in (-1, 1)]
    return union(body, skull, beak, *eyes, *wings)


# Name, drawing, and the directions (degrees about y) from which it is recognised at a glance.
SIDES, ALL, FRONT = ((-50, 50), (130, 230)), ((0, 360),), ((-50, 50),)
CLASSES = {
    "airplane": (airplane, ALL), "apple": (apple, ALL), "banana": (banana, SIDES), "bottle": (bottle, ALL),
    "candle": (candle, ALL), "car": (car, ((-70, 70), (110, 250))), "cactus": (cactus, SIDES), "chair": (chair, ALL),
    "chess-pawn": (pawn, ALL), "die": (die, ALL), "donut": (donut, ((-30, 30),)), "duck": (duck, ((-65, 65), (115, 245))),
    "hot-air-balloon": (balloon, ALL), "key": (key, FRONT), "lamp": (lamp, ALL), "lighthouse": (lighthouse, ALL),
    "mug": (mug, SIDES), "mushroom": (mushroom, ALL), "rocket": (rocket, ALL), "sailboat": (sailboat, SIDES),
    "snowman": (snowman, FRONT), "teapot": (teapot, SIDES), "traffic-cone": (traffic_cone, ALL), "umbrella": (umbrella, ALL),
}
FLYING = {"airplane", "hot-air-balloon", "rocket"}  # may also hang in the air
