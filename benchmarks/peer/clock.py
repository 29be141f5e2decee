"""Timing as the benchmark does it on its own side."""

import time

_LONG = 0.5  # seconds: what takes longer is not much faster for having been done just before


def repeat(action, seconds, least):
    """Seconds of every repetition: at least so many, for about so many seconds. The first of short ones does not count."""
    begin = time.perf_counter()
    times = []
    if seconds > 0:
        first = _once(action)
        if first < _LONG:
            begin = time.perf_counter()
        else:
            times.append(first)
    while len(times) < least or time.perf_counter() - begin < seconds:
        times.append(_once(action))
    return times


def _once(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
