"""What a reader of all published tables knows, as bounds on sums of atoms, and what is left to find out.

Every atom is a count, so none is below zero. The reader is taken to know all dimensions and every release to anyone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """Rows x atoms, with the lowest and highest figure that each row leaves possible (equal when it was shown)."""

    rows: csr_array
    low: Array
    high: Array

    @staticmethod
    def shown(rows: csr_array, figures: Array) -> Known:
        """Figures as they are."""
        return Known(csr_array(rows), figures, figures)

    @staticmethod
    def rounded(rows: csr_array, figures: Array, base: int) -> Known:
        """Figures rounded to a multiple of `base`, up or down: less than one base away, and nobody below zero."""
        return Known(csr_array(rows), np.maximum(figures - (base - 1), 0.0), figures + (base - 1))

    def and_also(self, other: Known) -> Known:
        """What both say."""
        return Known(
            csr_array(vstack([self.rows, other.rows], format="csr")),
            np.concatenate([self.low, other.low]),
            np.concatenate([self.high, other.high]),
        )


def nothing(atoms: int) -> Known:
    """A reader who has seen no table."""
    return Known(csr_array((0, atoms)), np.zeros(0), np.zeros(0))


def settled(known: Known, truth: Array) -> NDArray[np.bool_]:
    """Atoms that follow at once: the only unknown of a shown sum, or part of a sum shown as zero; again and again.

    `truth` are the real counts: what follows from true figures is true, so nothing needs to be solved for.
    """
    fixed = np.zeros(len(truth), dtype=bool)
    exact = known.low == known.high
    rows = csr_array(known.rows[np.flatnonzero(exact)])
    high = known.high[exact]
    zero = rows[np.flatnonzero(high == 0)]
    fixed[zero.indices] = True
    while True:
        free = csr_array(rows.multiply(~fixed[None, :]))
        free.eliminate_zeros()
        left = high - rows @ np.where(fixed, truth, 0.0)
        alone = (np.diff(free.indptr) == 1) | ((np.diff(free.indptr) > 1) & (np.abs(left) < 1e-9))
        found = csr_array(free[np.flatnonzero(alone)]).indices
        if not len(found):
            return fixed
        fixed[found] = True


@dataclass(frozen=True)
class Part:
    """Some of the atoms and what is known of them once the other atoms are taken as they are."""

    atoms: NDArray[np.intp]
    known: Known


def part(known: Known, truth: Array, atoms: NDArray[np.intp]) -> Part:
    """What is known of some atoms, all others being settled."""
    rest = truth.copy()
    rest[atoms] = 0.0
    others = np.asarray(known.rows @ rest)
    rows = csr_array(known.rows[:, atoms])
    used = np.flatnonzero(np.diff(rows.indptr) > 0)
    return Part(atoms, Known(csr_array(rows[used]), known.low[used] - others[used], known.high[used] - others[used]))


def groups(known: Known, fixed: NDArray[np.bool_]) -> NDArray[np.intp]:
    """A number for each atom: unsettled atoms with one number hang together through what is known; -1 when settled."""
    free = np.flatnonzero(~fixed)
    rows = csr_array(known.rows[:, free])
    at, column = rows.nonzero()
    count = rows.shape[0] + len(free)
    graph = coo_array((np.ones(len(at)), (at, column + rows.shape[0])), shape=(count, count))
    _, group = connected_components(graph, directed=False)
    numbers = np.full(len(fixed), -1, dtype=np.intp)
    numbers[free] = group[rows.shape[0] :]
    return numbers
