"""Methods that look at two stocks without any accounting: differences and rates.

Sources: difference methods as in Beine and Parsons (2015) and Bertoli and Fernández-Huertas Moraga (2015); Dennett,
"Estimating an annual time series of global migration flows" (2016); Rogers and von Rabenau (1971).
"""

from __future__ import annotations

import numpy as np

from sojourn.evidence.flows.stocks import Array
from sojourn.kernel.refused import Reason, Refused


def difference_drop(start: Array, end: Array) -> Array:
    """Growth of a stock is a flow from birthplace to residence; decline counts for nothing."""
    return _off(np.maximum(end - start, 0.0))


def difference_reverse(start: Array, end: Array) -> Array:
    """As `difference_drop`, and decline is a flow back from residence to birthplace."""
    change = end - start
    return _off(np.maximum(change, 0.0) + np.maximum(-change, 0.0).T)


def rates_dennett(start: Array, end: Array, moves: float | None = None) -> Array:
    """Share `moves` persons over pairs as the start stock of the foreign-born lies.

    Without `moves` (an outside total of migrants) the sum of absolute changes of the places' populations is taken.
    Raises Refused (`no_foreign_born`) when the start stock has none.
    """
    foreign = _off(start.copy())
    total = foreign.sum()
    if total <= 0:
        raise Refused(Reason("no_foreign_born", "the start stock has no foreign-born: there is nothing to share by"))
    if moves is None:
        moves = float(np.abs(end.sum(axis=0) - start.sum(axis=0)).sum())
    return np.asarray(foreign * (moves / total))


def rates_rogers(start: Array, end: Array) -> Array:
    """Solve end = start x G for the growth matrix G and apply it to the populations; figures may be below zero.

    Raises Refused (`dependent_birthplaces`) when two birthplaces have proportional rows, so that G is not defined.
    """
    try:
        growth = np.linalg.solve(start, end)
    except np.linalg.LinAlgError as fault:
        raise Refused(
            Reason(
                "dependent_birthplaces",
                "the rates of Rogers and von Rabenau need a start stock in which no birthplace is a mix of others",
            )
        ) from fault
    return _off(growth * start.sum(axis=0)[:, None])


def _off(table: Array) -> Array:
    np.fill_diagonal(table, 0.0)
    return table
