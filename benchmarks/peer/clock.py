"""Timing as the benchmark does it on its own side."""

import time


def repeat(action, seconds, least):
    """Seconds of every repetition: at least so many, for about so many seconds, after one that does not count."""
    action()
    times = []
    begin = time.perf_counter()
    while len(times) < least or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times
