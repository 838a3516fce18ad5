"""Other possible worlds: tables of atoms that agree with all that is known and differ where something is protected.

One linear programme moves many protected figures at once, each up or down as far as it still needs. Each solution is
a world, kept as its moves away from the real table; from the worlds together follows how far a reader must stay in
doubt about each figure. Prices, when given, say how dear it is to move a figure that is still shown: whatever moved
has to be hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from sojourn.evidence.release.system import Known

Array = NDArray[np.float64]
MOVED = 1e-6
SECONDS = 20.0
WHOLE_SECONDS = 5.0


@dataclass
class Watched:
    """Protected sums (rows x atoms) and how far each has been seen to move.

    `need`: the width of doubt each must have; `above`: how far above the truth some world must be (magnitudes).
    """

    rows: csr_array
    need: Array
    above: Array
    truth: Array
    low: Array
    high: Array
    people: bool = True

    @staticmethod
    def of(rows: csr_array, atoms: Array, need: Array, above: Array | None = None, people: bool = True) -> Watched:
        """Start with the real world alone, in which nothing is in doubt.

        Atoms that are people come whole, and a reader knows it; amounts (`people` false) do not.
        """
        truth = np.asarray(rows @ atoms)
        return Watched(
            csr_array(rows), need, np.zeros_like(need) if above is None else above, truth, truth, truth, people
        )

    def see(self, moves: csr_array) -> None:
        """Take more worlds (moves x atoms) into account."""
        if moves.shape[0]:
            change = csr_array(self.rows @ moves.T)
            self.low = np.minimum(self.low, self.truth + change.min(axis=1).toarray().ravel())
            self.high = np.maximum(self.high, self.truth + change.max(axis=1).toarray().ravel())

    @property
    def lacking(self) -> NDArray[np.intp]:
        """Which still lack doubt."""
        wide = self.high - self.low >= self.need - MOVED
        return np.flatnonzero(~(wide & (self.high - self.truth >= self.above - MOVED)))

    def only(self, which: NDArray[np.intp], atoms: NDArray[np.intp]) -> Watched:
        """Some of the figures, seen within some of the atoms."""
        rows = csr_array(csr_array(self.rows[which])[:, atoms])
        need, above, truth, low, high = (one[which] for one in (self.need, self.above, self.truth, self.low, self.high))
        return Watched(rows, need, above, truth, low, high, self.people)

    def wants(self, up: NDArray[np.bool_]) -> Array:
        """How far each should move in the direction chosen, from the truth."""
        upward = np.maximum(self.low + self.need - self.truth, self.above)
        downward = np.minimum(self.truth, self.truth - (self.high - self.need))
        return np.asarray(np.where(up, upward, downward))


@dataclass(frozen=True)
class Prices:
    """Shown sums that may be hidden (rows x atoms) and what moving each by one costs."""

    rows: csr_array
    cost: Array


def directions(count: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    """Up or down for each watched figure: neighbours opposite, then all the other way; after that by lot, in pairs."""
    chance = np.random.default_rng(seed)
    up = np.arange(count) % 2 == 0
    while True:
        yield up
        yield ~up
        up = chance.random(count) < 0.5


def another_world(
    known: Known,
    truth: Array,
    watched: Watched,
    up: NDArray[np.bool_],
    prices: Prices | None = None,
    reward: float = 1.0,
) -> csr_array | None:
    """Move the watched figures as far as they want, as cheaply as possible: one row of moves, None when nothing moves.

    `up` has one entry for each watched figure.
    """
    wanted = watched.wants(up)
    which = np.flatnonzero(wanted > MOVED)
    if not len(which):
        return None
    signs = np.where(up[which], -1.0, 1.0)
    programme = _Programme(known, truth, csr_array(watched.rows[which]), signs, prices)
    move = programme.solved(wanted[which], reward, watched.people)
    return None if move is None or not move.any() else csr_array(move[None, :])


class _Programme:
    """Variables: atoms up, atoms down (where anybody is), gains of the watched, priced sums up and down."""

    def __init__(self, known: Known, truth: Array, watched: csr_array, signs: Array, prices: Prices | None) -> None:
        self.truth, self.down = truth, np.flatnonzero(truth > 0)
        self.prices = prices or Prices(csr_array((0, len(truth))), np.zeros(0))
        self.gains = len(signs)
        self.known = known
        exact = known.low == known.high
        self.equal = vstack(
            [self._line(self.prices.rows, sums=True), self._line(csr_array(known.rows[np.flatnonzero(exact)]))],
            format="csr",
        )
        loose = csr_array(known.rows[np.flatnonzero(~exact)])
        here = np.asarray(loose @ truth)
        self.below = vstack(
            [self._line(csr_array(watched.multiply(signs[:, None])), gain=True), self._line(loose),
             self._line(csr_array(-loose))], format="csr",
        )  # fmt: skip
        self.limits = np.concatenate([np.zeros(self.gains), known.high[~exact] - here, here - known.low[~exact]])

    def _line(self, rows: csr_array, gain: bool = False, sums: bool = False) -> csr_array:
        count, priced = rows.shape[0], len(self.prices.cost)
        gains = eye_array(count, format="csr") if gain else csr_array((count, self.gains))
        own = eye_array(count, format="csr") if sums else csr_array((count, priced))
        return hstack([rows, -csr_array(rows[:, self.down]), gains, -own, own], format="csr")

    def solved(self, wanted: Array, reward: float, whole: bool) -> Array | None:
        """The move of each atom; with `whole`, of whole people, or None when none is found in time."""
        n, fall, priced = len(self.truth), len(self.down), self.prices.cost
        cost = np.concatenate([np.full(n + fall, 1e-6), np.full(self.gains, -reward), priced, priced])
        top = np.concatenate([np.full(n, np.inf), self.truth[self.down], wanted, np.full(2 * len(priced), np.inf)])
        found = linprog(
            cost, A_ub=self.below, b_ub=self.limits, A_eq=self.equal, b_eq=np.zeros(self.equal.shape[0]),
            bounds=np.column_stack([np.zeros(len(top)), top]), method="highs", options={"time_limit": SECONDS},
        )  # fmt: skip
        if found.status != 0:
            return None
        move = self._move(found.x)
        if not whole or not (move % 1.0).any():
            return move
        both = vstack([self.equal, self.below], format="csr")
        least = np.concatenate([np.zeros(self.equal.shape[0]), np.full(len(self.limits), -np.inf)])
        most = np.concatenate([np.zeros(self.equal.shape[0]), self.limits])
        people = np.concatenate([np.ones(n + fall), np.zeros(len(top) - n - fall)])
        slow = milp(cost, constraints=LinearConstraint(both, least, most), bounds=Bounds(0, top), integrality=people,
                    options={"time_limit": WHOLE_SECONDS, "mip_rel_gap": 0.1})  # fmt: skip
        return None if slow.x is None else self._move(slow.x)

    def _move(self, solution: Array) -> Array:
        n = len(self.truth)
        move = np.asarray(solution[:n], dtype=np.float64).copy()
        move[self.down] -= solution[n : n + len(self.down)]
        near = np.round(move)
        return np.where(np.abs(move - near) < MOVED, near, move)


def bound(known: Known, row: Array) -> tuple[float, float]:
    """The lowest and highest value of a sum of atoms for all that is known (two linear programmes, exact)."""
    exact = known.low == known.high
    loose = known.rows[np.flatnonzero(~exact)]
    sides = []
    for sign in (1.0, -1.0):
        solved = linprog(
            sign * row,
            A_ub=vstack([loose, -loose], format="csr"), b_ub=np.concatenate([known.high[~exact], -known.low[~exact]]),
            A_eq=known.rows[np.flatnonzero(exact)], b_eq=known.high[exact], bounds=(0, None), method="highs",
        )  # fmt: skip
        sides.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
    return float(sides[0]), float(sides[1])
