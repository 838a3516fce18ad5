"""A reader who collects every table and works out what can be worked out, written apart from the gate.

The unknowns are all combinations of codes; each shown figure is an equation, each rounded one two inequalities. For
whole tables small enough, every table of whole people that agrees is tried; otherwise linear programmes bound each sum.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog


class Attacker:
    """Knows the codes of each dimension and collects releases."""

    def __init__(self, codes: Mapping[str, Sequence[str]]) -> None:
        self.codes = {name: list(own) for name, own in codes.items()}
        self.unknown = list(itertools.product(*self.codes.values()))
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def read(self, release) -> None:
        """Take in a release: its shown figures and nothing else."""
        groups = {axis.name: axis.groups for axis in release.axes}
        names = [axis.name for axis in release.axes]
        slack = (release.rule.base or 1) - 1
        for cell, figure in release.figures.items():
            if figure.value is not None:
                wanted = {name: groups[name][group] for name, group in zip(names, cell, strict=True)}
                self.rows.append(self.sum_over(wanted))
                self.low.append(max(figure.value - slack, 0))
                self.high.append(figure.value + slack)

    def sum_over(self, wanted: Mapping[str, frozenset[str]]) -> np.ndarray:
        """The row that adds up all combinations within the given codes."""
        names = list(self.codes)
        return np.array([
            all(code in wanted[name] for name, code in zip(names, one, strict=True) if name in wanted)
            for one in self.unknown
        ], dtype=float)  # fmt: skip

    def bounds(self, row: np.ndarray) -> tuple[float, float]:
        """What the sum may be for all that was read (linear programmes)."""
        table, low, high = np.array(self.rows), np.array(self.low), np.array(self.high)
        exact = low == high
        given = {"A_eq": table[exact], "b_eq": high[exact]} if exact.any() else {}
        loose = ~exact
        if loose.any():
            given |= {"A_ub": np.vstack([table[loose], -table[loose]]), "b_ub": np.r_[high[loose], -low[loose]]}
        found = []
        for sign in (1, -1):
            solved = linprog(sign * row, bounds=(0, None), method="highs", **given)
            found.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
        return found[0], found[1]

    def tables(self, most: int) -> np.ndarray:
        """Every table of whole people, at most `most` in a cell, that agrees with all that was read (one a row)."""
        table, low, high = np.array(self.rows), np.array(self.low), np.array(self.high)
        guesses = np.indices([most + 1] * len(self.unknown)).reshape(len(self.unknown), -1).T.astype(np.float32)
        figures = guesses @ table.T.astype(np.float32)
        return guesses[((figures >= low) & (figures <= high)).all(axis=1)]

    def every_sum(self) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
        """All combinations of a code or all codes along each dimension."""
        for parts in itertools.product(*([*own, "*"] for own in self.codes.values())):
            wanted = {name: frozenset([part]) for name, part in zip(self.codes, parts, strict=True) if part != "*"}
            yield parts, self.sum_over(wanted)
