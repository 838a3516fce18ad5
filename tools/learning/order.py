"""Weights as a tree: a level is its parent's weight plus something that is not negative."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sojourn.matching.weights.loading import Weights

_NAME_CHAIN = ("loose", "near", "variant", "skeleton", "roman", "spelling")
PARENTS = {
    **{f"name.{whose}.{b}": f"name.{whose}.{a}" for whose in ("own", "other")
       for a, b in pairwise(_NAME_CHAIN)},
    "birth.apart": "birth.far",
    "birth.near_years": "birth.apart",
    "birth.same_year": "birth.near_years",
    "birth.compatible": "birth.same_year",
    "birth.same_default": "birth.compatible",
    "birth.one_part": "birth.same_year",
    "birth.year_slip": "birth.near_years",
    "birth.swapped": "birth.one_part",
    "birth.same_day": "birth.swapped",
    "mother.same": "mother.near",
    "document.other_state": "document.different",
}  # fmt: skip
# Signs of weights without a parent; the births' lowest is free below zero.
_NEVER_FOR = ("conflict", "crossed", "extra", "nothing", "different", "far", "twin", "reversed", "kin")
# The invented people hardly ever change these; real ones do. So no data may take them lower.
FLOORS = {
    "nationality.different": -2.5,
    "place.different": -1.0,
    "language.different": -0.7,
    "mother.different": -2.5,
    "sex.different": -4.0,
}
# Twins are rare among invented people and grave among real ones: joined, one child would vanish from the register. So
# this is set by hand, on top of what is learned without it; learned together, other weights would make up for it.
# What a doubling of the batch costs was 0.61 and 0.70 when sets of 80,000 were among those learned from; the sets of
# now are too small to show it.
# A father called like his son's son is rare among invented people too.
BY_HAND = {"name.twin": -4.0, "name.reversed": -5.0, "per_doubling": 0.65}
# Weights per bit of rarity are about a tenth of the others.
_PER_BIT = 12.0


class Order:
    """Turns free numbers (differences along the tree) into weights and back."""

    def __init__(self, names: Sequence[str], start: Weights) -> None:
        self.names = [*names, "prior", "per_doubling"]
        at = {name: place for place, name in enumerate(self.names)}
        self._matrix = np.zeros((len(self.names), len(self.names)))
        for name in self.names:
            above: str | None = name
            while above is not None:
                self._matrix[at[name], at[above]] = 1.0
                above = PARENTS.get(above)
        self._inverse = np.linalg.inv(self._matrix)
        known = {**start.of, "prior": start.prior, "per_doubling": start.per_doubling}
        self.start = np.array([known[name] for name in self.names])
        self.scale = np.array([_scale(name) for name in self.names])
        self.bounds = [_bounds(name) for name in self.names]

    def to_weights(self, free: np.ndarray) -> np.ndarray:
        """Add the differences up along the tree."""
        return self._matrix @ free

    def to_free(self, weights: np.ndarray) -> np.ndarray:
        """Return the differences along the tree."""
        return self._inverse @ weights

    def back(self, slope: np.ndarray) -> np.ndarray:
        """Carry a gradient from weights back to free numbers."""
        return self._matrix.T @ slope


def _scale(name: str) -> float:
    if name.startswith(("name.own", "name.other")):
        return _PER_BIT
    return 0.1 if name == "prior" else 1.0


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name == "prior":
        return None, None
    if name in PARENTS or name == "per_doubling":
        return 0.0, None
    if name.endswith(_NEVER_FOR) or "conflict" in name:
        return FLOORS.get(name), 0.0
    return 0.0, None
