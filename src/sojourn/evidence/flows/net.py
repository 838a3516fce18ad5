"""From known net gains and losses to a table of flows: the one nearest to a former table.

Nearest in relative entropy: flow_ij = former_ij * exp(pull_j - pull_i), with one pull for each place. The pulls
minimise a smooth convex function, so Newton's method with a halving line search finds them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sojourn.evidence.flows.stocks import Array, read_square
from sojourn.kernel.refused import Reason, Refused

STEPS = 200
TOLERANCE = 1e-10


def flows_of_net(places: Sequence[str], former: ArrayLike, net: ArrayLike) -> Array:
    """Return n x n flows nearest to `former` whose inflow minus outflow is `net` (n, adding up to zero).

    Raises Refused (`net_not_balanced`, `mismatched_shape`, `net_out_of_reach` when the zeros of `former` leave no way).
    """
    table = read_square(places, former, "former flows").copy()
    np.fill_diagonal(table, 0.0)
    wanted = np.array(net, dtype=np.float64)
    if wanted.shape != (len(places),) or not np.isfinite(wanted).all():
        raise Refused(Reason("mismatched_shape", "one net figure is needed for each of {n} places", {"n": len(places)}))
    size = float(np.abs(wanted).sum()) or 1.0
    if abs(wanted.sum()) > 1e-9 * size:
        raise Refused(
            Reason("net_not_balanced", "net figures must add up to zero, not {sum}", {"sum": float(wanted.sum())})
        )
    pull = np.zeros(len(places))
    for _ in range(STEPS):
        flows = _pulled(table, pull)
        gap = wanted - (flows.sum(axis=0) - flows.sum(axis=1))
        if np.abs(gap).max() <= TOLERANCE * size:
            return flows
        pull = _stepped(table, pull, wanted, flows, gap)
    raise Refused(Reason("net_out_of_reach", "no flows along the pairs of the former table have these net figures"))


def _pulled(table: Array, pull: Array) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(table > 0, table * np.exp(pull[None, :] - pull[:, None]), 0.0)


def _stepped(table: Array, pull: Array, wanted: Array, flows: Array, gap: Array) -> Array:
    both = flows + flows.T
    matrix = np.diag(both.sum(axis=1)) - both
    step = np.linalg.lstsq(matrix, gap, rcond=None)[0]
    here = flows.sum() - wanted @ pull
    length = 1.0
    for _ in range(60):
        there = pull + length * step
        value = _pulled(table, there).sum() - wanted @ there
        if np.isfinite(value) and value <= here + 1e-12 * abs(here):
            return there
        length /= 2
    return pull
