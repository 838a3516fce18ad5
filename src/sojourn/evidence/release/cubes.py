"""A quick way in two and more dimensions: the opposite corner of a cube.

If a cell moves up by one, the corner opposite along one dimension moves down, along two up again, and so on: all
margins stay. So hiding the corners of a cube leaves its first cell in doubt by what the falling corners hold plus what
the rising ones hold. Among all cubes the cheapest that is wide enough is taken. After Giessing and Repsilber, GHMITER
(hypercube method), in: Inference Control in Statistical Databases (2002). The audit decides afterwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Array = NDArray[np.float64]
Place = tuple[int, ...]


class Cubes:
    """Looks for cubes in one table of atoms.

    `counts`: people in each atom. `price`: what hiding an atom costs, zero where it is hidden or never shown by
    itself, infinite where it must stay. `kin`: for each dimension a number for each atom; atoms with one number share
    all published sums above them, so that a move between them is unseen there.
    """

    def __init__(self, counts: Array, price: Array, kin: Iterable[NDArray[np.intp]]) -> None:
        self.counts, self.price, self.kin = counts, price.copy(), list(kin)
        # Dimensions with a single atom have no opposite side.
        self.sides = [(False, True) if length > 1 else (False,) for length in counts.shape]
        self.corners = list(itertools.product(*self.sides))
        self.room = np.zeros_like(counts)
        self._moves: list[tuple[list[int], list[float]]] = []

    def protect(self, atoms: Iterable[int], need: float) -> None:
        """Take a cube for each atom (flat number) that has less room than `need`; its corners become free of price."""
        for flat in atoms:
            at = tuple(int(one) for one in np.unravel_index(flat, self.counts.shape))
            if len(self.corners) > 1 and self.room[at] < need:
                opposite = self._cheapest(at, need)
                if opposite is not None:
                    self._take(at, opposite)

    @property
    def moves(self) -> csr_array:
        """Worlds, as moves away from the real table (rows x atoms): each cube pushed to either end."""
        columns = [one for where, _ in self._moves for one in where]
        amounts = [one for _, by in self._moves for one in by]
        starts = np.cumsum([0, *(len(where) for where, _ in self._moves)])
        return csr_array((amounts, columns, starts), shape=(len(self._moves), self.counts.size))

    def _take(self, at: Place, opposite: Place) -> None:
        cells = [
            tuple(b if side else a for a, b, side in zip(at, opposite, corner, strict=True)) for corner in self.corners
        ]
        falls = [sum(corner) % 2 == 1 for corner in self.corners]
        most_up = min(self.counts[cell] for cell, fall in zip(cells, falls, strict=True) if fall)
        most_down = min(self.counts[cell] for cell, fall in zip(cells, falls, strict=True) if not fall)
        where = [int(np.ravel_multi_index(cell, self.counts.shape)) for cell in cells]
        for amount in (most_up, -most_down):
            if amount:
                self._moves.append((where, [-float(amount) if fall else float(amount) for fall in falls]))
        for cell in cells:
            self.price[cell] = 0.0
            self.room[cell] = max(self.room[cell], most_up + most_down)

    def _cheapest(self, at: Place, need: float) -> Place | None:
        """The opposite corner of the cheapest cube with room enough, none when there is no such cube."""
        ones = (1,) * self.counts.ndim
        cost, least = np.zeros(ones), [np.full(ones, np.inf), np.full(ones, np.inf)]
        for corner in self.corners:
            view = tuple(slice(None) if side else slice(a, a + 1) for a, side in zip(at, corner, strict=True))
            cost = cost + self.price[view]
            least[sum(corner) % 2] = np.minimum(least[sum(corner) % 2], self.counts[view])
        allowed = (least[0] + least[1] >= need) & np.isfinite(cost)
        for axis, (own, numbers, side) in enumerate(zip(at, self.kin, self.sides, strict=True)):
            good = numbers == numbers[own]
            good[own] = len(side) == 1
            allowed = allowed & good.reshape([-1 if i == axis else 1 for i in range(self.counts.ndim)])
        if not allowed.any():
            return None
        best = int(np.where(allowed, cost, np.inf).argmin())
        return tuple(int(one) for one in np.unravel_index(best, self.counts.shape))
