"""Scales from nought to a round number, and the lines of a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable

STEPS = (1, 2, 2.5, 5, 10)


def round_top(largest: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not below `largest`; 1 for nought."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in STEPS if step * power >= largest * (1 - 1e-9))


def ticks(top: float) -> list[float]:
    """Return evenly spaced values from nought to a `top` made by `round_top`; whole ones when it is whole."""
    if top in (1, 2, 5):
        count = int(top)
    else:
        count = 4 if f"{top:e}".startswith("2.0") else 5
    return [top * index / count for index in range(count + 1)]


def largest(values: Iterable[float | None]) -> float:
    """Return the largest value there is; 0 for none."""
    return max((value for value in values if value is not None), default=0.0)
