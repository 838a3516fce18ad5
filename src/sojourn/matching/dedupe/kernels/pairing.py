"""The pairs of rows within blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.kernels.compiling import kernel

Members = NDArray[np.int32]
Starts = NDArray[np.int64]


@kernel
def count_pairs(members: Members, starts: Starts, low: int, high: int) -> int:
    """Return how many pairs have their smaller row in low..high - 1, a pair in two blocks counted twice."""
    count = 0
    for block in range(len(starts) - 1):
        for at in range(starts[block], starts[block + 1]):
            if low <= members[at] < high:
                count += starts[block + 1] - at - 1
    return count


@kernel
def put_pairs(members: Members, starts: Starts, low: int, high: int, found: NDArray[np.uint64]) -> None:
    """Write these pairs as (smaller row << 32 | larger row)."""
    count = 0
    for block in range(len(starts) - 1):
        for at in range(starts[block], starts[block + 1]):
            if low <= members[at] < high:
                left = np.uint64(members[at]) << np.uint64(32)
                for other in range(at + 1, starts[block + 1]):
                    found[count] = left | np.uint64(members[other])
                    count += 1
