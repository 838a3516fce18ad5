"""How far the methods disagree: a band from the lowest to the highest estimate of each flow.

The methods rest on different beliefs that the data cannot tell apart, so their spread is an honest lower bound of
what is not known. It is no confidence interval: errors of the stocks themselves come on top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sojourn.evidence.flows.accounts import Accounting
from sojourn.evidence.flows.estimate import METHODS, WEIGHT, Flows, Method, estimate
from sojourn.evidence.flows.stocks import Array, Stocks
from sojourn.kernel.refused import Reason, Refused


@dataclass(frozen=True)
class Band:
    """n x n tables of the lowest, middle (median) and highest estimate; each method's result; who could not speak."""

    places: tuple[str, ...]
    low: Array
    middle: Array
    high: Array
    by_method: Mapping[str, Flows]
    silent: Mapping[str, tuple[Reason, ...]]

    @property
    def totals(self) -> dict[str, float]:
        """All movers under each method."""
        return {name: flows.total for name, flows in self.by_method.items()}


def spread(
    stocks: Stocks,
    methods: Sequence[Method] = METHODS,
    *,
    accounting: Accounting = "closed",
    weight: float = WEIGHT,
    moves: float | None = None,
) -> Band:
    """Run several methods on the same stocks and keep the band; figures below zero count as zero in it.

    A method that refuses these stocks is left out and named in `silent`; raises Refused when none is left.
    """
    found: dict[str, Flows] = {}
    silent: dict[str, tuple[Reason, ...]] = {}
    for method in methods:
        try:
            found[method] = estimate(
                stocks, method, accounting=accounting, weight=weight, moves=moves if method == "rates_dennett" else None
            )
        except Refused as refusal:
            silent[method] = refusal.reasons
    if not found:
        raise Refused([reason for reasons in silent.values() for reason in reasons])
    tables = np.maximum(np.stack([flows.table for flows in found.values()]), 0.0)
    return Band(stocks.places, tables.min(axis=0), np.median(tables, axis=0), tables.max(axis=0), found, silent)
