"""What the gate must keep in doubt, and how much has to be hidden for it: for counts, then for amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from sojourn.evidence.release.audit import Proof, audit
from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.grid import Grid
from sojourn.evidence.release.hiding import hide
from sojourn.evidence.release.rules import Amounts, Rule, small_counts, told_groups
from sojourn.evidence.release.system import Known
from sojourn.evidence.release.worlds import Watched

Array = NDArray[np.float64]
SMALL, SHARED = 1, 2


@dataclass(frozen=True)
class Guarded:
    """Sums of atoms (rows x atoms) that must stay in doubt by `doubt`, with words for each; `unsafe`: for each cell
    of the table 0, or why it may not be shown by itself."""

    rows: csr_array
    labels: tuple[str, ...]
    doubt: float
    unsafe: NDArray[np.int8]

    def watched(self, atoms: Array) -> Watched:
        """Begin watching, with the real world alone."""
        return Watched.of(self.rows, atoms, np.full(self.rows.shape[0], self.doubt))


def guarded(grid: Grid, tables: Sequence[tuple[Axis, ...]], atoms: Array, rule: Rule, doubt: float) -> Guarded:
    """All that is small wherever the tables (the new one first) cut the facts, and groups that share one answer."""
    every = grid.every()
    few = np.flatnonzero(small_counts(np.asarray(every @ atoms), rule.threshold))
    rows, labels = [csr_array(every[few])], [grid.label(int(at)) for at in few]
    unsafe = np.zeros(0, dtype=np.int8)
    for number, table in enumerate(tables):
        matrix, cells = grid.matrix(table), grid.cells(table)
        counts = np.asarray(matrix @ atoms)
        little = small_counts(counts, rule.threshold)
        shared = told_groups(grid, table, counts) & ~little
        if not number:
            unsafe = np.where(little, SMALL, np.where(shared, SHARED, 0)).astype(np.int8)
        rows.append(csr_array(matrix[np.flatnonzero(shared)]))
        labels += [" x ".join(cells[at]) for at in np.flatnonzero(shared)]
    return Guarded(csr_array(vstack(rows, format="csr")), tuple(labels), doubt, unsafe)


def shown(cells: csr_array, atoms: Array, hidden: NDArray[np.bool_]) -> Known:
    """What a table tells whose other cells are hidden."""
    rows = csr_array(cells[np.flatnonzero(~hidden)])
    return Known.shown(rows, np.asarray(rows @ atoms))


@dataclass(frozen=True)
class AmountsHidden:
    """Which cells are hidden once amounts are protected too, and the proof, in units of `unit`."""

    hidden: NDArray[np.bool_]
    proof: Proof
    unit: float


def protect_amounts(
    grid: Grid, tables: Sequence[tuple[csr_array, Amounts]], hidden: NDArray[np.bool_], before: Known
) -> AmountsHidden:
    """Hide more cells of the first table until each unsafe amount, of it and of earlier ones, may lie high enough
    above the truth for all that a reader knows."""
    (cells, given), *_ = tables
    rows = csr_array(vstack([matrix[np.flatnonzero(one.unsafe)] for matrix, one in tables], format="csr"))
    needed = np.concatenate([one.above[one.unsafe] for _, one in tables])
    # The programme works best with figures near one, whatever the currency.
    unit = float(needed.max(initial=0.0)) / 10 or 1.0
    atoms = given.atoms / unit
    known = Known(before.rows, before.low / unit, before.high / unit)

    def watched() -> Watched:
        return Watched.of(rows, atoms, np.zeros(len(needed)), needed / unit, people=False)

    more = hide(cells, atoms, watched(), hidden | given.unsafe, known, grid)
    return AmountsHidden(more, audit(known.and_also(shown(cells, atoms, more)), atoms, watched()), unit)
