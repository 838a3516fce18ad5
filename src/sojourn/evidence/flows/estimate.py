"""The one door to flow estimates: a method by name, its result with labels, types and warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from sojourn.evidence.flows import plain
from sojourn.evidence.flows.accounts import Accounting, balanced
from sojourn.evidence.flows.moves import Moves, fewest, independent
from sojourn.evidence.flows.stocks import Array, Stocks, read_square
from sojourn.kernel.refused import Reason, Refused

Method = Literal["difference_drop", "difference_reverse", "rates_dennett", "rates_rogers", "minimum", "pseudo_bayes"]
# The sixth method spans from the least moves (weight 1) to independence (weight 0).
METHODS: tuple[Method, ...] = get_args(Method)
# Calibrated on the European IMEM flows: Azose and Raftery, PNAS 116 (2019).
WEIGHT = 0.87
_PLAIN: dict[str, Callable[[Array, Array], Array]] = {
    "difference_drop": plain.difference_drop,
    "difference_reverse": plain.difference_reverse,
    "rates_rogers": plain.rates_rogers,
}


@dataclass(frozen=True)
class Flows:
    """Persons who moved from place (row) to place (column) over the period; the diagonal is zero.

    `moves` splits them by birthplace (outward, returning, transit) where the method knows it. `arrived` and `left`,
    by residence, are people from and to outside all places (open accounting only).
    """

    method: str
    places: tuple[str, ...]
    table: Array
    moves: Moves | None = None
    arrived: Array = field(default_factory=lambda: np.zeros(0))
    left: Array = field(default_factory=lambda: np.zeros(0))
    warnings: tuple[Reason, ...] = ()

    @property
    def total(self) -> float:
        """All persons who moved."""
        return float(self.table.sum())

    def between(self, origin: str, destination: str) -> float:
        """Persons who moved from one named place to another; KeyError for a place that is not there."""
        try:
            return float(self.table[self.places.index(origin), self.places.index(destination)])
        except ValueError as fault:
            raise KeyError(f"no place {fault}") from fault


def estimate(
    stocks: Stocks,
    method: Method = "pseudo_bayes",
    *,
    accounting: Accounting = "closed",
    weight: float = WEIGHT,
    seed: ArrayLike | None = None,
    moves: float | None = None,
    whole: bool = False,
) -> Flows:
    """Estimate flows between all places from two stocks.

    `weight` (pseudo_bayes) is the share of least moves, the rest being moves as if independent. `seed` (minimum and
    the minimum share of pseudo_bayes): n x n draw of each pair. `moves` (rates_dennett): an outside total. `whole`:
    native-born are rescaled to whole numbers. Raises Refused on inputs that no estimate can come from.
    """
    if method not in METHODS:
        known = ", ".join(METHODS)
        raise Refused(
            Reason("unknown_method", "no method {name}: take one of {known}", {"name": method, "known": known})
        )
    _fitting(method, seed, moves, weight)
    if method in ("minimum", "pseudo_bayes"):
        given = None if seed is None else read_square(stocks.places, seed, "seed")
        return _accounted(stocks, method, accounting, 1.0 if method == "minimum" else weight, given, whole)
    if method == "rates_dennett":
        table = plain.rates_dennett(stocks.start, stocks.end, moves)
    else:
        table = _PLAIN[method](stocks.start, stocks.end)
    return Flows(method, stocks.places, table, warnings=stocks.warnings + _below_zero(table))


def seed_of_costs(costs: ArrayLike, decay: float, kind: Literal["power", "exponential"] = "power") -> Array:
    """Turn n x n distances or costs into a seed that draws nearer pairs: cost ** -decay, or exp(-decay x cost).

    With the exponential, a cost that is a sum of one part by origin and one by destination changes nothing.
    """
    array = np.array(costs, dtype=np.float64)
    if kind == "exponential":
        return np.asarray(np.exp(-decay * (array - array.min())))
    return np.power(array, -decay, out=np.zeros_like(array), where=array > 0)


def _accounted(
    stocks: Stocks, method: str, accounting: Accounting, weight: float, seed: Array | None, whole: bool
) -> Flows:
    accounts = balanced(stocks, accounting, whole)
    moves = independent(accounts.start, accounts.end) if weight == 0 else fewest(accounts.start, accounts.end, seed)
    if 0 < weight < 1:
        moves = moves.mixed_with(independent(accounts.start, accounts.end), weight)
    return Flows(
        method,
        stocks.places,
        moves.total,
        moves,
        accounts.arrived.sum(axis=0),
        accounts.left.sum(axis=0),
        stocks.warnings + accounts.warnings,
    )


def _fitting(method: str, seed: object, moves: float | None, weight: float) -> None:
    if seed is not None and method not in ("minimum", "pseudo_bayes"):
        raise Refused(Reason("unused_option", "{method} takes no seed of costs", {"method": method}, "seed"))
    if seed is not None and weight == 0 and method == "pseudo_bayes":
        raise Refused(Reason("unused_option", "with weight 0 nothing follows the seed", {}, "seed"))
    if moves is not None and method != "rates_dennett":
        raise Refused(Reason("unused_option", "{method} takes no outside total of moves", {"method": method}, "moves"))
    if moves is not None and not 0 <= moves < np.inf:
        raise Refused(Reason("negative_stock", "an outside total of moves is zero or more", {}, "moves"))
    if not 0 <= weight <= 1:
        raise Refused(Reason("weight_out_of_range", "a weight lies between 0 and 1, not {w}", {"w": weight}, "weight"))


def _below_zero(table: Array) -> tuple[Reason, ...]:
    count = int((table < 0).sum())
    if not count:
        return ()
    message = "{count} flows are below zero ({persons} persons): this method gives rates, not counts"
    return (Reason("flows_below_zero", message, {"count": count, "persons": round(float(-table[table < 0].sum()), 1)}),)
