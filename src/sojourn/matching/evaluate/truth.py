"""Which pairs of a table of people are true: rows of one entity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def numbered(entities: Sequence[str | None]) -> NDArray[np.int64]:
    """Number entities; a row without one stands alone."""
    numbers: dict[str, int] = {}
    found = []
    for at, entity in enumerate(entities):
        found.append(numbers.setdefault(entity, len(numbers)) if entity else -1 - at)
    return np.array(found, dtype=np.int64)


def true_pairs(entities: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all pairs of rows of one entity, the smaller row on the left."""
    order = np.argsort(entities, kind="stable")
    left, right = [], []
    apart = 1
    at = np.arange(len(order))
    while len(at := at[at + apart < len(order)]):
        at = at[entities[order[at]] == entities[order[at + apart]]]
        left.append(order[at])
        right.append(order[at + apart])
        apart += 1
    if not left:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return np.concatenate(left), np.concatenate(right)
