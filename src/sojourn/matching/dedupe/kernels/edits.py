"""Edits between two texts: optimal string alignment (one letter more, less, other, or two neighbours exchanged)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.kernels.compiling import kernel


@kernel
def edits(letters: NDArray[np.uint8], a: int, size: int, b: int, other: int, most: int, work: NDArray[np.int32]) -> int:
    """Return how many edits part letters[a : a + size] from letters[b : b + other], or `most` + 1 when it is more.

    `work` has three rows longer than either text.
    """
    while size and other and letters[a] == letters[b]:
        a, b, size, other = a + 1, b + 1, size - 1, other - 1
    while size and other and letters[a + size - 1] == letters[b + other - 1]:
        size, other = size - 1, other - 1
    if abs(size - other) > most:
        return most + 1
    if size == 0 or other == 0:
        return max(size, other)
    for at in range(other + 1):
        work[1, at] = at
    for at in range(size):
        if _next_row(letters, a, at, b, other, work) > most:
            return most + 1
        for place in range(other + 1):
            work[0, place], work[1, place] = work[1, place], work[2, place]
    return min(int(work[1, other]), most + 1)


@kernel
def _next_row(letters: NDArray[np.uint8], a: int, at: int, b: int, other: int, work: NDArray[np.int32]) -> int:
    """Fill work[2] from the two rows before it and return its least number."""
    here = letters[a + at]
    work[2, 0] = at + 1
    least = at + 1
    for place in range(1, other + 1):
        there = letters[b + place - 1]
        found = min(work[1, place - 1] + (here != there), work[1, place] + 1, work[2, place - 1] + 1)
        if at and place > 1 and here == letters[b + place - 2] and letters[a + at - 1] == there:
            found = min(found, work[0, place - 2] + 1)
        work[2, place] = found
        least = min(least, found)
    return least
