"""Choose what else to hide so that nothing unsafe can be worked out: the cheapest worlds that leave it in doubt.

Whatever figure differs between the real table and another world has to be hidden, and then that world stays possible
for every reader. Cubes come first: they are quick, leave all totals alone and hide little. For what they leave, worlds
are searched by linear programming with a price on each shown figure that moves with the unsafe ones; dearer figures
(totals, large counts) move last. Complementary suppression by linear programming: Kelly, Golden and Assad, Networks 22
(1992); here a single programme moves many figures at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from sojourn.evidence.release.audit import agrees
from sojourn.evidence.release.cubes import Cubes
from sojourn.evidence.release.grid import Grid
from sojourn.evidence.release.system import Known
from sojourn.evidence.release.worlds import MOVED, Prices, Watched, another_world, directions

Array = NDArray[np.float64]
ROUNDS = 14
REWARDS = (40.0, 40.0, 200.0, 200.0, 1e4, 1e4, 1e6)
MARGIN = 3.0  # how much dearer a figure is for each doubling of the atoms that it adds up


def hide(
    cells: csr_array, atoms: Array, watched: Watched, first: NDArray[np.bool_], before: Known, grid: Grid, seed: int = 0
) -> NDArray[np.bool_]:
    """Hide more of `cells` (rows x atoms) than `first` until all watched figures are in doubt, or nothing more helps.

    `before` is what earlier releases told: it cannot be taken back. Returns which cells are hidden; `watched` is
    brought up to date, so `watched.lacking` tells what could not be protected.
    """
    hidden = first.copy()
    hidden |= _by_cubes(cells, atoms, watched, hidden, before, grid)
    turn = directions(len(watched.need), seed)
    cost = _prices(cells, atoms)
    for number in range(ROUNDS):
        which = watched.lacking
        if not len(which):
            break
        shown = np.flatnonzero(~hidden)
        prices = Prices(csr_array(cells[shown]), cost[shown])
        everywhere = np.arange(len(atoms))
        reward = REWARDS[min(number, len(REWARDS) - 1)]
        move = another_world(before, atoms, watched.only(which, everywhere), next(turn)[which], prices, reward)
        if move is not None:
            hidden |= np.abs(np.asarray(cells @ move.toarray().ravel())) > MOVED
            watched.see(move)
    return hidden


def _by_cubes(
    cells: csr_array, atoms: Array, watched: Watched, hidden: NDArray[np.bool_], before: Known, grid: Grid
) -> NDArray[np.bool_]:
    single = np.flatnonzero(np.diff(cells.indptr) == 1)
    price = np.zeros(len(atoms))
    price[cells.indices[cells.indptr[single]]] = np.where(
        hidden[single], 0.0, 1.0 + np.log1p((cells @ atoms)[single]) / 10
    )
    cubes = Cubes(atoms.reshape(grid.shape), price.reshape(grid.shape), grid.kin)
    for at in np.flatnonzero(np.diff(watched.rows.indptr) == 1):
        cubes.protect([int(watched.rows.indices[watched.rows.indptr[at]])], float(watched.need[at]))
    moves = cubes.moves
    moves = csr_array(moves[np.flatnonzero(agrees(before, atoms, moves))])
    watched.see(moves)
    if not moves.shape[0]:
        return np.zeros_like(hidden)
    change = csr_array(abs(csr_array(cells @ moves.T)))
    return np.asarray(change.max(axis=1).toarray().ravel() > MOVED)


def _prices(cells: csr_array, atoms: Array) -> Array:
    """A cell costs by what it tells: the larger the count and the more it adds up, the dearer."""
    size = np.diff(cells.indptr).astype(np.float64)
    return np.asarray((1.0 + np.log1p(np.asarray(cells @ atoms)) / 10) * (1 + MARGIN * np.log2(np.maximum(size, 1.0))))
