"""What counts as unsafe: small counts, groups that all share one answer, amounts that one contributor makes up.

Sources: Willenborg and de Waal, Elements of Statistical Disclosure Control (2001), chapters 1 and 4; Hundepool and
others, Statistical Disclosure Control (2012), chapter 4 (dominance and p % rules and the protection they need).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.facts import Facts
from sojourn.evidence.release.grid import Grid
from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
Method = Literal["suppress", "round_3", "round_5"]
BASES: dict[str, int] = {"round_3": 3, "round_5": 5}


@dataclass(frozen=True)
class Rule:
    """How careful a release is.

    `threshold`: counts above zero and below it are unsafe. `method`: hide them, or round everything to a base.
    `dominance`: (n, share): unsafe when the n largest contributors make up more than `share` percent of an amount.
    `p_percent`: unsafe when a contributor can estimate the largest other one to within p percent.
    `changes`: what to do when a shown figure differs by less than the threshold from that of another vintage.
    """

    threshold: int = 5
    method: Method = "suppress"
    dominance: tuple[int, float] | None = None
    p_percent: float | None = None
    changes: Literal["warn", "refuse"] = "warn"

    def __post_init__(self) -> None:
        """Refuse (`rule_out_of_range`) values under which nothing would be protected."""
        n, share = self.dominance or (1, 50.0)
        wrong = [
            name
            for name, fine in (
                ("threshold", self.threshold >= 2), ("dominance", n >= 1 and 0 < share < 100),
                ("p_percent", self.p_percent is None or self.p_percent > 0),
                ("method", self.method in ("suppress", *BASES)), ("changes", self.changes in ("warn", "refuse")),
            )
            if not fine
        ]  # fmt: skip
        if wrong:
            raise Refused(
                Reason("rule_out_of_range", "a release rule cannot have this {names}", {"names": ", ".join(wrong)})
            )

    @property
    def base(self) -> int | None:
        """The base of rounding, when this rule rounds."""
        return BASES.get(self.method)

    @property
    def doubt(self) -> float:
        """How wide each protected count must stay: the threshold, or what rounding to the base leaves around zero."""
        return float(self.threshold if self.base is None else self.base - 1)


def small_counts(counts: Array, threshold: int) -> NDArray[np.bool_]:
    """Counts that may not be shown (`thresholds.small`, for an array)."""
    return (counts > 0) & (counts < threshold)


def told_groups(grid: Grid, table: Sequence[Axis], counts: Array) -> NDArray[np.bool_]:
    """Cells that hold everybody of their parent group on a telling axis: who is in the group has that answer."""
    own = [axis for name in grid.names for axis in table if axis.name == name]
    shaped = counts.reshape([len(axis.groups) for axis in own])
    unsafe = np.zeros(shaped.shape, dtype=np.bool_)
    for at, axis in enumerate(own):
        names = list(axis.groups)
        pairs = [(row, axis.parent(group)) for row, group in enumerate(names)] if axis.telling else []
        for row, parent in pairs:
            if parent is not None:
                part, whole = (np.take(shaped, one, axis=at) for one in (row, names.index(parent)))
                np.moveaxis(unsafe, at, 0)[row] |= (part > 0) & (part == whole)
    return unsafe.ravel()


@dataclass(frozen=True)
class Amounts:
    """Amounts of each cell, which are unsafe, and how far above the truth some world must lie for each."""

    atoms: Array
    unsafe: NDArray[np.bool_]
    above: Array


def amounts(facts: Facts, grid: Grid, cells: csr_array, rule: Rule) -> Amounts:
    """Judge the contributions of the facts cell by cell (one unit's amounts within a cell are added up)."""
    units = {unit: at for at, unit in enumerate(dict.fromkeys(one.unit for one in facts.contributions))}
    if any(one.amount < 0 for one in facts.contributions):
        raise Refused(
            Reason("negative_amount", "amounts below zero cannot be judged by dominance: give them separately")
        )
    rows = [grid.atom(facts, one.codes) for one in facts.contributions]
    columns, values = [units[one.unit] for one in facts.contributions], [one.amount for one in facts.contributions]
    by_unit = csr_array((values, (rows, columns)), shape=(grid.size, max(len(units), 1)))
    by_unit.sum_duplicates()
    per_cell = csr_array(cells @ by_unit)
    above = np.array(
        [_above(per_cell.data[a:b], rule) for a, b in zip(per_cell.indptr, per_cell.indptr[1:], strict=False)]
    )
    return Amounts(np.asarray(by_unit.sum(axis=1)).ravel(), above > 0, above)


def _above(contributions: Array, rule: Rule) -> float:
    """How far above the total the highest world must lie; zero when safe."""
    largest = np.sort(contributions)[::-1]
    total = float(largest.sum())
    if total <= 0:
        return 0.0
    needs = [0.0]
    if rule.p_percent is not None:
        needs.append(rule.p_percent / 100 * largest[0] - float(largest[2:].sum()))
    if rule.dominance is not None:
        n, share = rule.dominance
        needs.append(float(largest[:n].sum()) * 100 / share - total)
    return float(max(needs))
