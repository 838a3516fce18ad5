"""The audit finds exactly how far a hidden figure may move: beside trying every table, and beside maximum flow."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from scipy.sparse import csr_array

from sojourn.evidence.release.audit import audit, intervals
from sojourn.evidence.release.axes import flat
from sojourn.evidence.release.facts import facts_of
from sojourn.evidence.release.grid import grid_of
from sojourn.evidence.release.system import Known, settled
from sojourn.evidence.release.worlds import Watched
from sojourn.evidence.room_to_move import Figures, interval


def table_of(seed: int, shape: tuple[int, ...], values=(0, 0, 1, 2, 3)):
    chance = random.Random(seed)
    names = [f"d{i}" for i in range(len(shape))]
    codes = {name: [f"{name}{j}" for j in range(n)] for name, n in zip(names, shape, strict=True)}
    facts = facts_of(
        "t", "1", names, {one: chance.choice(values) for one in itertools.product(*codes.values())}, codes=codes
    )
    table = [flat(name, own) for name, own in codes.items()]
    grid = grid_of(facts, [table])
    cells, atoms = grid.matrix(table), grid.counts(facts)
    return chance, grid, cells, atoms, grid.cells(table)


def known_of(cells, atoms, hidden) -> Known:
    return Known.shown(csr_array(cells[np.flatnonzero(~hidden)]), np.asarray(cells @ atoms)[~hidden])


MOST = 3


@pytest.mark.parametrize("seed", range(4))
def test_bounds_hold_every_table_that_agrees(seed):
    chance, _, cells, atoms, _ = table_of(seed, (2, 2, 2), values=(0, 1, 2))
    hidden = np.array([chance.random() < 0.6 for _ in range(cells.shape[0])])
    known = known_of(cells, atoms, hidden)
    every = np.indices([MOST + 1] * 8).reshape(8, -1).T
    possible = every[(known.rows @ every.T == known.high[:, None]).all(axis=0)]
    rows = csr_array(cells[np.flatnonzero(hidden)])
    for row, (low, high) in zip(rows.toarray(), intervals(known, atoms, rows), strict=True):
        whole = possible @ row
        assert low - 1e-6 <= whole.min()
        assert high + 1e-6 >= whole.max()
        # Fractions of people may go a little further than whole ones, and tables beyond the trial further up.
        assert whole.min() - low < 1
        assert high - whole.max() < 1 or (possible == MOST).any()


@pytest.mark.parametrize("seed", range(6))
def test_two_way_bounds_are_those_of_maximum_flow(seed):
    chance, _, cells, atoms, names = table_of(seed, (3, 4), values=(0, 1, 2, 5, 9))
    hidden = np.array([chance.random() < 0.5 for _ in range(cells.shape[0])])
    counts = {tuple("" if part == "_T" else part for part in cell): int(count)
              for cell, count in zip(names, cells @ atoms, strict=True)}  # fmt: skip
    gone = {cell for cell, away in zip(counts, hidden, strict=True) if away}
    known = known_of(cells, atoms, hidden)
    found = intervals(known, atoms, csr_array(cells[np.flatnonzero(hidden)]))
    for cell, bounds in zip(gone and [c for c, away in zip(counts, hidden, strict=True) if away], found, strict=True):
        assert bounds == pytest.approx(interval(Figures(counts), gone, cell), abs=1e-6)


@pytest.mark.parametrize("seed", range(9))
def test_pinned_is_exactly_what_is_too_narrow(seed):
    shape = [(3, 4), (3, 3, 2), (2, 2, 2, 2)][seed % 3]
    chance, grid, cells, atoms, _ = table_of(seed, shape, values=(0, 1, 2, 3, 6, 12))
    counts = np.asarray(cells @ atoms)
    small = (counts > 0) & (counts < 4)
    hidden = small | np.array([chance.random() < 0.25 for _ in counts])
    rows = csr_array(cells[np.flatnonzero(small)])
    known = known_of(cells, atoms, hidden)
    proof = audit(known, atoms, Watched.of(rows, atoms, np.full(rows.shape[0], 4.0)), grid)
    assert proof.holds(known)
    for at, (low, high) in enumerate(intervals(known, atoms, rows)):
        assert low - 1e-6 <= proof.low[at] <= proof.truth[at] <= proof.high[at] <= high + 1e-6
        if at not in proof.pinned:
            assert high - low >= 4 - 1e-6
        else:
            # Whole people may have less room than fractions of them.
            assert high - low < 4 + 1


def test_what_follows_at_once_is_settled():
    # Two cells and their sum: one shown, so the other follows; a sum of nobody settles all its parts.
    rows = csr_array(np.array([[1.0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 1, 0]]))
    atoms = np.array([4.0, 3, 0, 0, 2])
    assert settled(Known.shown(rows, rows @ atoms), atoms).tolist() == [True, True, True, True, False]


def test_rounded_figures_leave_less_than_one_base_either_way():
    known = Known.rounded(csr_array(np.eye(3)), np.array([0.0, 5.0, 10.0]), 5)
    assert known.low.tolist() == [0, 1, 6]
    assert known.high.tolist() == [4, 9, 14]


def test_a_figure_alone_among_shown_ones_is_pinned():
    _, grid, cells, atoms, names = table_of(1, (3, 3), values=(3, 7, 9))
    hidden = np.zeros(len(names), dtype=bool)
    hidden[0] = True
    rows = csr_array(cells[[0]])
    proof = audit(known_of(cells, atoms, hidden), atoms, Watched.of(rows, atoms, np.array([5.0])), grid)
    assert proof.pinned == (0,)
    assert (proof.low[0], proof.high[0]) == (proof.truth[0], proof.truth[0])
