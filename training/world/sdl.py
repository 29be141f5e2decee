"""Small helpers that write POV-Ray's scene description language. Lengths: an object is about 1 high and stands on y = 0."""


def vec(*xs):
    return "<" + ",".join(f"{x:.4f}" for x in xs) + ">"


def solid(kind, *parts):
    """union{...}, difference{...} and the like."""
    return kind + "{" + " ".join(parts) + "}"


def union(*parts):
    return solid("union", *parts)


def difference(*parts):
    return solid("difference", *parts)


def intersection(*parts):
    return solid("intersection", *parts)


def sphere(centre, radius, *more):
    return f"sphere{{{vec(*centre)},{radius:.4f} {' '.join(more)}}}"


def ball(centre, radii, *more):
    """An ellipsoid."""
    return f"sphere{{0,1 scale {vec(*radii)} translate {vec(*centre)} {' '.join(more)}}}"


def cone(a, ra, b, rb, *more):
    return f"cone{{{vec(*a)},{ra:.4f},{vec(*b)},{rb:.4f} {' '.join(more)}}}"


def rod(a, b, radius, *more):
    return f"cylinder{{{vec(*a)},{vec(*b)},{radius:.4f} {' '.join(more)}}}"


def box(a, b, *more):
    return f"box{{{vec(*a)},{vec(*b)} {' '.join(more)}}}"


def torus(major, minor, *more):
    return f"torus{{{major:.4f},{minor:.4f} {' '.join(more)}}}"


def prism(points, low, high, *more):
    """A closed polygon in x-z, extruded along y."""
    ring = [*points, points[0]]
    return f"prism{{linear_sweep linear_spline {low:.4f},{high:.4f},{len(ring)},{','.join(vec(*p) for p in ring)} {' '.join(more)}}}"


def plate(points, thickness, *more):
    """A closed polygon in x-y, of some thickness along z."""
    return prism(points, -thickness / 2, thickness / 2, "rotate -90*x", *more)


def lathe(profile, *more):
    """A smooth body of revolution through (radius, height) points; the first and last only give the slope."""
    return f"lathe{{cubic_spline {len(profile)},{','.join(vec(*p) for p in profile)} sturm {' '.join(more)}}}"


def tube(points, radii, *more):
    """A round tube through points, with a radius at each."""
    parts = [sphere(p, q) for p, q in zip(points, radii)]
    parts += [cone(a, ra, b, rb) for a, b, ra, rb in zip(points, points[1:], radii, radii[1:])]
    return union(*parts, *more)


def move(x, y, z):
    return f"translate {vec(x, y, z)}"


def turn(x, y, z):
    return f"rotate {vec(x, y, z)}"


def scale(x, y, z):
    return f"scale {vec(x, y, z)}"
