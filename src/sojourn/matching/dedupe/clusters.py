"""From pairs to groups of records that are one person, without chains through somebody in between.

Pairs are taken in falling order of evidence. Two groups are joined only when no two of their records were compared
and found to be different people: A like B and B like C do not make A and C one person when A and C disagree.
"""

from __future__ import annotations

import numpy as np

from sojourn.matching.dedupe.people import Floats, Hashes, Ints


def clusters_of(size: int, pairs: Hashes, odds: Floats, least: float, against: float) -> Ints:
    """Return a cluster number (its smallest record) for each of `size` records.

    `pairs` with log2 odds of `least` or more join; those of `against` or less keep groups apart.
    """
    groups = _Groups(size)
    apart = _apart(pairs[odds <= against])
    join = odds >= least
    order = np.argsort(-odds[join], kind="stable")
    for pair in pairs[join][order].tolist():
        groups.join(pair >> 32, pair & 0xFFFFFFFF, apart)
    return np.array([groups.root(at) for at in range(size)], dtype=np.int32)


def _apart(pairs: Hashes) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for pair in pairs.tolist():
        left, right = pair >> 32, pair & 0xFFFFFFFF
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return found


class _Groups:
    """Disjoint groups, each known by its smallest record."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}

    def root(self, at: int) -> int:
        """Return the smallest record of the group."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, two: int, apart: dict[int, set[int]]) -> None:
        """Join the groups of two records unless somebody in one is known to be different from somebody in the other."""
        low, high = sorted((self.root(one), self.root(two)))
        if low == high:
            return
        left, right = self._members.get(low, [low]), self._members.get(high, [high])
        if any(not apart.get(member, set()).isdisjoint(right) for member in left):
            return
        self._parent[high] = low
        self._members[low] = left + right
        self._members.pop(high, None)
