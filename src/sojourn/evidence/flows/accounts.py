"""Make the two stocks count the same people: births and deaths out, each birthplace with equal totals.

Source: Abel (2013) section 3 and Abel and Cohen (2019) "demographic accounting"; the names `closed`, `open` and
`open_dr` follow the R package `migest`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sojourn.evidence.flows.proportions import fit
from sojourn.evidence.flows.stocks import Array, Stocks
from sojourn.kernel.refused import Reason, Refused

Accounting = Literal["closed", "open", "open_dr"]
ACCOUNTINGS: tuple[Accounting, ...] = ("closed", "open", "open_dr")


@dataclass(frozen=True)
class Accounts:
    """`start` and `end`: n x n with equal row totals, so that whoever was born in k is only moved.

    `arrived`, `left`: n x n, birthplace by residence, people from and to outside all places (zero when closed).
    """

    start: Array
    end: Array
    arrived: Array
    left: Array
    warnings: tuple[Reason, ...]


def balanced(stocks: Stocks, accounting: Accounting = "closed", whole: bool = False) -> Accounts:
    """Take births and deaths out and bring each birthplace to equal totals at both times.

    `closed`: no one enters or leaves the world; the native-born are rescaled to the world's natural change first
    (with `whole`, to whole numbers, what is left over going to the largest place), then both stocks are fitted.
    `open`: whoever is missing or too many of a birthplace left the places or came to them, spread by the shares of
    the other stock; `open_dr`: by the shares of the same stock.

    Raises Refused (`more_births_than_people`, `more_deaths_than_people`, `nobody_left`).
    """
    if accounting not in ACCOUNTINGS:
        raise Refused(
            Reason("unknown_accounting", "no accounting {name}: take one of {known}",
                   {"name": accounting, "known": ", ".join(ACCOUNTINGS)})
        )  # fmt: skip
    start, end = rescaled(stocks, whole) if accounting == "closed" else (stocks.start, stocks.end)
    start = start - _deaths(stocks, start)
    births, warnings = _births(stocks, end)
    end = end - births
    if accounting == "closed":
        return _closed(stocks, start, end, warnings)
    return _open(stocks, start, end, warnings, own_shares=accounting == "open_dr")


def rescaled(stocks: Stocks, whole: bool = False) -> tuple[Array, Array]:
    """Shift half of the gap between natural and counted change of the world to the native-born of either stock."""
    gap = (stocks.births.sum() - stocks.deaths.sum()) - (stocks.end.sum() - stocks.start.sum())
    return _with_native(stocks.start, -gap / 2, whole), _with_native(stocks.end, gap / 2, whole)


def _with_native(stock: Array, change: float, whole: bool) -> Array:
    native = np.diag(stock)
    total = native.sum()
    if change == 0:
        return stock
    if total + change < 0 or total == 0:
        raise Refused(
            Reason(
                "nobody_left",
                "the native-born ({total}) cannot take up the gap of {change} between births, deaths and the stocks",
                {"total": float(total), "change": float(change)},
            )
        )
    scaled = native * ((total + change) / total)
    if whole:
        scaled = np.round(scaled)
        scaled[int(scaled.argmax())] += round(total + change) - scaled.sum()
    moved = stock.copy()
    np.fill_diagonal(moved, scaled)
    return moved


def _deaths(stocks: Stocks, start: Array) -> Array:
    """Deaths by birthplace: everyone in a place is as likely to have died there."""
    people = start.sum(axis=0)
    _not_more(stocks, stocks.deaths, people, "more_deaths_than_people", "{place}: {count} deaths, but {people} people")
    return np.asarray(start * np.divide(stocks.deaths, people, out=np.zeros_like(people), where=people > 0))


def _births(stocks: Stocks, end: Array) -> tuple[Array, tuple[Reason, ...]]:
    """Births by birthplace: native-born where they live; where there are too few of those, shared by the column."""
    people, births = end.sum(axis=0), stocks.births
    _not_more(stocks, births, people, "more_births_than_people", "{place}: {count} births, but {people} people")
    short = np.diag(end) < births
    table = np.where(short, end * np.divide(births, people, out=np.zeros_like(people), where=people > 0), 0.0)
    table[np.diag_indices_from(table)] += np.where(short, 0.0, births)
    return table, tuple(
        Reason(
            "more_births_than_native_born",
            "{place}: more births ({count}) than native-born at the end; births were shared among all who live there",
            {"place": stocks.places[i], "count": float(births[i])},
        )
        for i in np.flatnonzero(short)
    )


def _not_more(stocks: Stocks, events: Array, people: Array, code: str, message: str) -> None:
    wrong = np.flatnonzero(events > people * (1 + 1e-12))
    if len(wrong):
        raise Refused(
            Reason(
                code,
                message,
                {"place": stocks.places[i], "count": float(events[i]), "people": float(people[i])},
                stocks.places[i],
            )
            for i in wrong
        )


def _closed(stocks: Stocks, start: Array, end: Array, warnings: tuple[Reason, ...]) -> Accounts:
    rows = (start.sum(axis=1) + end.sum(axis=1)) / 2
    seeds, lent = _seeds(stocks, start, end)
    first, last = (_fitted(stocks, seed, rows, stock) for seed, stock in zip(seeds, (start, end), strict=True))
    none = np.zeros_like(start)
    return Accounts(first, last, none, none, warnings + lent)


def _fitted(stocks: Stocks, seed: Array, rows: Array, stock: Array) -> Array:
    columns = stock.sum(axis=0)
    # Whole native-born can leave the two stocks one person apart: that goes over all rows alike.
    wanted = rows * (columns.sum() / rows.sum()) if rows.sum() else rows
    _connected(stocks, seed, wanted, columns)
    table = fit(seed, wanted, columns).table
    found = table.sum(axis=1)
    return np.asarray(table * np.divide(rows, found, out=np.zeros_like(rows), where=found > 0)[:, None])


def _connected(stocks: Stocks, seed: Array, rows: Array, columns: Array) -> None:
    """Places that exchange nobody with the rest must grow by their own births and deaths alone, or nothing fits."""
    n = len(rows)
    graph = coo_array((np.ones(np.count_nonzero(seed)), _edges(seed, n)), shape=(2 * n, 2 * n))
    groups, group = connected_components(graph, directed=False)
    gap = np.bincount(group[:n], rows, groups) - np.bincount(group[n:], columns, groups)
    apart = np.flatnonzero(np.abs(gap) > 1e-9 * max(rows.sum(), 1.0))
    if len(apart):
        main = np.bincount(group[:n]).argmax()
        alone = [stocks.places[i] for i in range(n) if group[i] != main and group[i] in apart]
        raise Refused(
            Reason(
                "unconnected_places",
                "the stocks link {places} to no other place, yet births and deaths do not explain their growth: "
                "leave them out, give their migrants, or take open accounting",
                {"places": ", ".join(alone[:8]) + (" ..." if len(alone) > 8 else "")},
            )
        )


def _edges(seed: Array, n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    row, column = np.nonzero(seed)
    return row, column + n


def _seeds(stocks: Stocks, start: Array, end: Array) -> tuple[tuple[Array, Array], tuple[Reason, ...]]:
    """A birthplace that only one stock knows lends its proportions to the other, with a warning."""
    first, last = start.sum(axis=1) > 0, end.sum(axis=1) > 0
    lent = [
        Reason(
            "birthplace_in_one_stock",
            "people born in {place} appear in only one of the two stocks; the other took over their proportions",
            {"place": stocks.places[i]},
        )
        for i in np.flatnonzero(first != last)
    ]
    seeds = np.where(first[:, None], start, end), np.where(last[:, None], end, start)
    return seeds, tuple(lent)


def _open(stocks: Stocks, start: Array, end: Array, warnings: tuple[Reason, ...], own_shares: bool) -> Accounts:
    gap = start.sum(axis=1) - end.sum(axis=1)
    came, went = np.maximum(-gap, 0.0)[:, None], np.maximum(gap, 0.0)[:, None]
    of_start, of_end = _shares(start, end), _shares(end, start)
    arrived = came * (of_end if own_shares else of_start)
    left = went * (of_start if own_shares else of_end)
    first, second = _less(stocks, start, left), _less(stocks, end, arrived)
    return Accounts(first[0], second[0], arrived=second[1], left=first[1], warnings=warnings + first[2] + second[2])


def _shares(stock: Array, other: Array) -> Array:
    """Row shares of a stock, of the other one where it holds nobody of that birthplace."""
    rows = stock.sum(axis=1, keepdims=True)
    used = np.where(rows > 0, stock, other)
    total = used.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(used, total, out=np.zeros_like(used), where=total > 0))


def _less(stocks: Stocks, stock: Array, taken: Array) -> tuple[Array, Array, tuple[Reason, ...]]:
    """Take people off a stock; where a cell has too few, the rest comes from the others of that birthplace."""
    rest = stock - taken
    short = np.flatnonzero((rest < -1e-9 * max(stock.max(initial=0.0), 1.0)).any(axis=1))
    rows = np.maximum(rest.sum(axis=1, keepdims=True), 0.0)
    positive = np.maximum(rest, 0.0)
    total = positive.sum(axis=1, keepdims=True)
    kept = positive * np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)
    return (
        kept,
        stock - kept,
        tuple(
            Reason(
                "too_few_to_take_off",
                "people born in {place}: fewer live somewhere than had to be taken off there; the rest was spread",
                {"place": stocks.places[i]},
            )
            for i in short
        ),
    )
