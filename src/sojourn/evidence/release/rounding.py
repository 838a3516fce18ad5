"""Round a table to a base so that it still adds up: every figure goes to one of its two neighbouring multiples.

Multiples of the base stay, zero among them. With at most two flat dimensions the choice is random and unbiased (Cox,
"A constructive procedure for unbiased controlled rounding", JASA 82, 1987): on average each figure is what it was.
With more, a whole-number programme finds such a table where there is one. The choice hangs on the facts alone: the
same facts give the same figures, so asking again and averaging tells nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Array = NDArray[np.float64]
CLOSE = 1e-9
SECONDS = 20.0


@dataclass(frozen=True)
class Rounded:
    """Figures of all cells; whether they add up; whether the choice was unbiased."""

    figures: Array
    additive: bool
    unbiased: bool


def seed_of(facts: str, atoms: Array) -> int:
    """A seed that follows from the facts and that nobody without them can know."""
    return int.from_bytes(hashlib.sha256(facts.encode() + atoms.tobytes()).digest()[:8], "big")


def rounded(cells: csr_array, atoms: Array, shape: tuple[int, ...], base: int, seed: int, flat: bool) -> Rounded:
    """Round all cells (rows x atoms). `flat`: the cells are the atoms and their totals along at most two dimensions."""
    chance = np.random.default_rng(seed)
    if flat:
        up = _unbiased(atoms.reshape(shape if len(shape) == 2 else (-1, 1)) / base, chance).ravel()
        whole = base * (np.floor(atoms / base + CLOSE) + up)
        return Rounded(np.asarray(cells @ whole), additive=True, unbiased=True)
    found = _programme(cells, atoms, base, chance)
    if found is not None:
        return Rounded(np.asarray(cells @ found), additive=True, unbiased=False)
    figures = np.asarray(cells @ atoms)
    part = figures / base - np.floor(figures / base + CLOSE)
    up = chance.random(len(figures)) < np.where(part < CLOSE, 0.0, part)
    return Rounded(base * (np.floor(figures / base + CLOSE) + up), additive=False, unbiased=True)


def _programme(cells: csr_array, atoms: Array, base: int, chance: np.random.Generator) -> Array | None:
    """Atoms as multiples of the base such that every cell is at one of its two neighbouring multiples."""
    figures = np.asarray(cells @ atoms) / base
    low, high = np.floor(figures + CLOSE), np.ceil(figures - CLOSE)
    least, most = np.floor(atoms / base + CLOSE), np.ceil(atoms / base - CLOSE)
    pull = (atoms / base - least) + chance.normal(0, 0.3, len(atoms))
    solved = milp(
        0.5 - pull, constraints=LinearConstraint(cells, low, high), bounds=Bounds(least, most),
        integrality=np.ones(len(atoms)), options={"time_limit": SECONDS, "mip_rel_gap": 0.05},
    )  # fmt: skip
    return None if solved.x is None else base * np.round(solved.x)


def _unbiased(table: Array, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Round up (True) or down each part of a two-way table; rows, columns and the whole stay within one."""
    part = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    part[:-1, :-1] = table - np.floor(table + CLOSE)
    part[:-1, -1] = -part[:-1, :-1].sum(axis=1) % 1.0
    part[-1, :] = -part[:-1, :].sum(axis=0) % 1.0
    part[(part < CLOSE) | (part > 1 - CLOSE)] = np.round(part[(part < CLOSE) | (part > 1 - CLOSE)])
    open_rows = [set(np.flatnonzero((row > 0) & (row < 1)).tolist()) for row in part]
    open_columns = [set(np.flatnonzero((column > 0) & (column < 1)).tolist()) for column in part.T]
    for start in range(part.shape[0]):
        while open_rows[start]:
            _push(part, _cycle(open_rows, open_columns, start), open_rows, open_columns, chance)
    return part[:-1, :-1] > 0.5


def _cycle(rows: list[set[int]], columns: list[set[int]], start: int) -> list[tuple[int, int]]:
    """A closed way over open cells, turning from row to column at each; every open line has at least two."""
    way: list[tuple[int, int]] = []
    seen: dict[tuple[str, int], int] = {("row", start): 0}
    row, column = start, -1
    while True:
        column = next(one for one in rows[row] if one != column)
        way.append((row, column))
        if ("column", column) in seen:
            return way[seen["column", column] :]
        seen["column", column] = len(way)
        row = next(one for one in columns[column] if one != row)
        way.append((row, column))
        if ("row", row) in seen:
            return way[seen["row", row] :]
        seen["row", row] = len(way)


def _push(
    part: Array,
    cycle: list[tuple[int, int]],
    rows: list[set[int]],
    columns: list[set[int]],
    chance: np.random.Generator,
) -> None:
    """Add and take away in turns along the way until a cell is whole; by lot, so that each expects what it had."""
    plus, minus = cycle[::2], cycle[1::2]
    forth = min(min(1 - part[cell] for cell in plus), min(part[cell] for cell in minus))
    back = min(min(part[cell] for cell in plus), min(1 - part[cell] for cell in minus))
    by = forth if chance.random() * (forth + back) < back else -back
    for sign, cells in ((1.0, plus), (-1.0, minus)):
        for row, column in cells:
            part[row, column] += sign * by
            if part[row, column] < CLOSE or part[row, column] > 1 - CLOSE:
                part[row, column] = round(float(part[row, column]))
                rows[row].discard(column)
                columns[column].discard(row)
