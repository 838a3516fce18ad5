"""Per birthplace, who must have moved: the least moves, or moves as if nobody remembered where they lived.

Each birthplace k has a start row o and an end row e with equal sums. Least moves: whoever can stay, stays, so the
surplus a = max(o - e, 0) goes to the want c = max(e - o, 0), in proportion a_i c_j / sum(a), or as close to a seed
of costs as these totals allow. As if independent: o_i e_j / sum(o). Source: Abel and Cohen (2019), equations 5 to 9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sojourn.evidence.flows.stocks import Array
from sojourn.kernel.refused import Reason, Refused

TURNS = 5000
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Moves:
    """All n x n, origin by destination, diagonal zero. `outward`: people leaving their birthplace; `returning`:
    people coming back to it; the rest of `total` is in transit between two other places."""

    total: Array
    outward: Array
    returning: Array

    @property
    def transit(self) -> Array:
        """Moves between two places that are both not the birthplace."""
        return np.maximum(self.total - self.outward - self.returning, 0.0)

    def mixed_with(self, other: Moves, weight: float) -> Moves:
        """`weight` of these moves and the rest of the other ones."""
        rest = 1.0 - weight
        return Moves(
            weight * self.total + rest * other.total,
            weight * self.outward + rest * other.outward,
            weight * self.returning + rest * other.returning,
        )


def fewest(start: Array, end: Array, seed: Array | None = None) -> Moves:
    """The least moves between two n x n stocks with equal row totals.

    `seed` (n x n, origin by destination, positive where moves may go; a larger value draws more) is fitted to each
    birthplace's surplus and want. Raises Refused (`seed_too_empty`) when its zeros leave no way.
    """
    surplus, want = np.maximum(start - end, 0.0), np.maximum(end - start, 0.0)
    if seed is not None:
        return _by_seed(surplus, want, seed)
    return _products(surplus, want, surplus.sum(axis=1))


def independent(start: Array, end: Array) -> Moves:
    """Moves as if each person's place at the end were drawn anew from those of the same birthplace."""
    return _products(start, end, start.sum(axis=1))


def _products(origins: Array, destinations: Array, totals: Array) -> Moves:
    """Sum over birthplaces k of origins[k, i] * destinations[k, j] / totals[k], off the diagonal."""
    shares = origins * np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > 0)[:, None]
    outward = np.diag(shares)[:, None] * destinations
    returning = (shares * np.diag(destinations)[:, None]).T
    return _off_diagonal(shares.T @ destinations, outward, returning)


def _off_diagonal(*tables: Array) -> Moves:
    for table in tables:
        np.fill_diagonal(table, 0.0)
    return Moves(*tables)


def _by_seed(surplus: Array, want: Array, seed: Array) -> Moves:
    """Fit the seed to every birthplace at once: factors u[k, i] and v[k, j], two matrix products a turn."""
    moved = surplus.sum(axis=1)
    want = want * _quotient(moved, want.sum(axis=1))[:, None]
    u, v = (surplus > 0).astype(np.float64), (want > 0).astype(np.float64)
    size = max(float(surplus.max(initial=0.0)), 1e-300)
    off = np.inf
    for _ in range(TURNS):
        u = _quotient(surplus, v @ seed.T)
        v = _quotient(want, u @ seed)
        off = float(np.abs(u * (v @ seed.T) - surplus).max(initial=0.0))
        if off <= TOLERANCE * size:
            outward = np.diag(u)[:, None] * seed * v
            returning = (u * np.diag(v)[:, None]).T * seed
            return _off_diagonal(seed * (u.T @ v), outward, returning)
    raise Refused(
        Reason(
            "seed_too_empty",
            "the seed of costs leaves no way for all moves (off by {off} persons): give every pair a positive value",
            {"off": round(off, 3)},
            "seed",
        )
    )


def _quotient(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=(wanted > 0) & (found > 0))
