"""Prove that a reader of every release stays in doubt about each protected figure, or say which one is laid bare."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from sojourn.evidence.release.cubes import Cubes
from sojourn.evidence.release.grid import Grid
from sojourn.evidence.release.system import Known, groups, part, settled
from sojourn.evidence.release.worlds import MOVED, Watched, another_world, bound, directions

Array = NDArray[np.float64]
ROUNDS = 6


@dataclass(frozen=True)
class Proof:
    """Worlds that agree with all that was shown, as `moves` (rows x atoms) away from the real table `atoms`.

    `low`, `high`: how far they spread each protected figure; `need`, `above`: how far they must; `pinned`: figures
    that no world protects. The proof can be checked by adding up: see `holds`.
    """

    atoms: Array = field(repr=False)
    moves: csr_array = field(repr=False)
    rows: csr_array = field(repr=False)
    need: Array
    above: Array
    low: Array
    high: Array
    truth: Array
    pinned: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether all worlds consist of whole people."""
        return bool((self.moves.data == np.round(self.moves.data)).all())

    def holds(self, known: Known) -> bool:
        """Check by sums alone: nobody below zero, every shown figure the same, every figure spread as claimed."""
        if not agrees(known, self.atoms, self.moves).all():
            return False
        seen = Watched.of(self.rows, self.atoms, self.need, self.above)
        seen.see(self.moves)
        return set(seen.lacking.tolist()) <= set(self.pinned)


def agrees(known: Known, atoms: Array, moves: csr_array) -> NDArray[np.bool_]:
    """For each row of moves: whether the world it leads to has nobody below zero and every figure as it was shown."""
    if not moves.shape[0]:
        return np.ones(0, dtype=bool)
    room = csr_array(moves + csr_array((moves != 0).multiply(atoms[None, :])))
    good = room.min(axis=1).toarray().ravel() >= -MOVED
    change = csr_array(known.rows @ moves.T)
    here = np.asarray(known.rows @ atoms)
    size = MOVED * np.maximum(1.0, np.abs(here))
    at = change.tocoo()
    line, world = at.coords
    wrong = (here[line] + at.data > known.high[line] + size[line]) | (
        here[line] + at.data < known.low[line] - size[line]
    )
    good[world[wrong]] = False
    return np.asarray(good)


def audit(known: Known, atoms: Array, watched: Watched, grid: Grid | None = None, seed: int = 0) -> Proof:
    """Search worlds for all watched figures: cubes first, then many at once, then one by one for those that are left.

    `atoms`: the real table; `grid` allows cubes. A figure ends as pinned only when the widest worlds of it, found by
    linear programmes over all that hangs together with it, are narrower than it needs.
    """
    fixed = settled(known, atoms)
    numbers = groups(known, fixed)
    found: list[csr_array] = []

    def see(moves: csr_array | None) -> None:
        if moves is not None and moves.shape[0]:
            watched.see(moves)
            found.append(moves)

    if grid is not None:
        see(_cubed(known, atoms, watched, grid, fixed))
    turn, idle = directions(len(watched.need), seed), 0
    for _ in range(ROUNDS):
        before = len(watched.lacking)
        if not before or idle > 1:
            break
        see(_moved(known, atoms, watched, numbers, watched.lacking, next(turn)))
        idle = idle + 1 if len(watched.lacking) == before else 0
    for at in watched.lacking:
        for up in (True, False):
            see(_moved(known, atoms, watched, numbers, np.array([at]), np.full(len(watched.need), up)))
    moves = csr_array(vstack(found, format="csr")) if found else csr_array((0, len(atoms)))
    return Proof(
        atoms, moves, watched.rows, watched.need, watched.above, watched.low, watched.high, watched.truth,
        tuple(int(at) for at in watched.lacking),
    )  # fmt: skip


def _cubed(known: Known, atoms: Array, watched: Watched, grid: Grid, fixed: NDArray[np.bool_]) -> csr_array:
    single = np.flatnonzero(np.diff(watched.rows.indptr) == 1)
    single = np.intersect1d(single, watched.lacking)
    cubes = Cubes(atoms.reshape(grid.shape), np.where(fixed, np.inf, 0.0).reshape(grid.shape), grid.kin)
    for at in single:
        cubes.protect([int(watched.rows.indices[watched.rows.indptr[at]])], float(watched.need[at]))
    moves = cubes.moves
    return csr_array(moves[np.flatnonzero(agrees(known, atoms, moves))])


def _moved(
    known: Known,
    atoms: Array,
    watched: Watched,
    numbers: NDArray[np.intp],
    which: NDArray[np.intp],
    up: NDArray[np.bool_],
) -> csr_array | None:
    """A world for some figures, searched among the atoms that hang together with them."""
    touched = np.unique(numbers[csr_array(watched.rows[which]).indices])
    own = np.flatnonzero(np.isin(numbers, touched[touched >= 0]))
    if not len(own):
        return None
    inside = part(known, atoms, own)
    move = another_world(inside.known, atoms[own], watched.only(which, own), up[which])
    if move is None:
        return None
    return csr_array((move.data, own[move.indices], move.indptr), shape=(1, len(atoms)))


def intervals(known: Known, atoms: Array, rows: csr_array) -> list[tuple[float, float]]:
    """Exact lowest and highest value of each row, as a reader could work it out (for reports and as an oracle)."""
    fixed = settled(known, atoms)
    numbers = groups(known, fixed)
    parts = [part(known, atoms, np.flatnonzero(numbers == number)) for number in np.unique(numbers[numbers >= 0])]
    found = []
    for row in csr_array(rows).toarray():
        low = high = float(row[fixed] @ atoms[fixed])
        for one in parts:
            if row[one.atoms].any():
                least, most = bound(one.known, row[one.atoms])
                low, high = low + least, high + most
        found.append((low, high))
    return found
