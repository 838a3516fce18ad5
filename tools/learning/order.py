"""Weights as a tree: a level is its parent's weight plus something that is not negative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from sojourn.matching.weights import Against

_NAME_CHAIN = ("loose", "near", "variant", "skeleton", "roman", "spelling")
PARENTS = {
    **{f"name.{whose}.{b}": f"name.{whose}.{a}" for whose in ("own", "other")
       for a, b in pairwise(_NAME_CHAIN)},
    "birth.apart": "birth.far",
    "birth.near_years": "birth.apart",
    "birth.same_year": "birth.near_years",
    "birth.about": "birth.near_years",
    "birth.compatible": "birth.about",
    "birth.same_default": "birth.compatible",
    "birth.one_part": "birth.same_year",
    "birth.near_days": "birth.one_part",
    "birth.year_slip": "birth.near_years",
    "birth.swapped": "birth.one_part",
    "birth.same_day": "birth.swapped",
    "mother.same": "mother.near",
    "document.other_state": "document.different",
}  # fmt: skip
# Signs of weights without a parent; the births' lowest is free below zero.
_NEVER_FOR = ("crossed", "extra", "nothing", "different", "far", "twin", "gendered", "reversed", "kin")
# The invented people hardly ever change these; real ones do. So no data may take them lower.
FLOORS = {
    "nationality.different": -2.5,
    "place.different": -1.0,
    "language.different": -0.7,
    "mother.different": -3.5,
    "sex.different": -4.0,
}
# Different words that are written alike make up for a part of the conflict, never for more than all of it.
MOST_ALIKE = 3.0
# Rare among invented people and grave among real ones: joined, a child or a parent would vanish from the register. So
# against relatives the data may say more than this, never less; and twins, who share everything but a name, are held
# apart by one doubling more than what is learned.
RELATIVES_AT_LEAST = {"name.twin": -4.0, "name.gendered": -4.0, "name.reversed": -5.0, "name.kin": -5.0}
TWINS_MORE = -1.0
# Weights per bit of rarity are about a tenth of the others.
_PER_BIT = 12.0


class Order:
    """Turns free numbers (differences along the tree) of one explanation's weights into weights and back."""

    def __init__(self, names: Sequence[str], start: Against, ceilings: Mapping[str, float]) -> None:
        self.names = [*names, "prior"]
        at = {name: place for place, name in enumerate(self.names)}
        self._matrix = np.zeros((len(self.names), len(self.names)))
        for name in self.names:
            above: str | None = name
            while above is not None:
                self._matrix[at[name], at[above]] = 1.0
                above = PARENTS.get(above)
            if name.startswith("name.conflict"):
                self._matrix[at[name], at["name.alike"]] = -1.0
        known = {**start.of, "prior": start.prior}
        self.centre = np.linalg.inv(self._matrix) @ np.array([known[name] for name in self.names])
        self.scale = np.array([_scale(name) for name in self.names])
        self.bounds = [_bounds(name, ceilings) for name in self.names]

    def to_weights(self, free: np.ndarray) -> np.ndarray:
        """Add the differences up along the tree."""
        return self._matrix @ free

    def back(self, slope: np.ndarray) -> np.ndarray:
        """Carry a gradient from weights back to free numbers."""
        return self._matrix.T @ slope


def _scale(name: str) -> float:
    if name.startswith(("name.own", "name.other")):
        return _PER_BIT
    return 0.1 if name == "prior" else 1.0


def _bounds(name: str, ceilings: Mapping[str, float]) -> tuple[float | None, float | None]:
    if name == "prior":
        return None, None
    if name in PARENTS:
        return 0.0, None
    if name == "name.alike":
        return 0.0, MOST_ALIKE
    if name.startswith("name.conflict"):
        return None, 0.0
    if name.endswith(_NEVER_FOR):
        return FLOORS.get(name), ceilings.get(name, 0.0)
    return 0.0, None
