"""What every method starts from: two tables of birthplace by residence, births and deaths, under one list of places.

Source of the set-up: Abel, "Estimating global migration flow tables using place of birth data", Demographic Research
28 (2013), section 2; Abel and Cohen, Scientific Data 6:82 (2019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Stocks:
    """Persons by birthplace (rows) and residence (columns) at the start and the end of a period.

    `start`, `end`: n x n, the diagonal holding those who live where they were born; `births`, `deaths`: n, by
    residence, over the period. All in persons, finite and not negative. `warnings` say what was mended on the way.
    """

    places: tuple[str, ...]
    start: Array
    end: Array
    births: Array
    deaths: Array
    warnings: tuple[Reason, ...] = ()


def read_stocks(
    places: Sequence[str],
    start: ArrayLike,
    end: ArrayLike,
    births: ArrayLike | Mapping[str, float] | None = None,
    deaths: ArrayLike | Mapping[str, float] | None = None,
) -> Stocks:
    """Check and keep the inputs of a flow estimate; births and deaths are none when left out.

    Raises Refused (`doubled_places`, `mismatched_shape`, `mismatched_labels`, `not_a_number`, `negative_stock`),
    naming the table and the places at fault.
    """
    labels = tuple(places)
    if doubled := sorted({place for place in labels if labels.count(place) > 1}):
        raise _refused("doubled_places", "places", "these places are listed twice: {places}", doubled)
    return Stocks(
        labels,
        read_square(labels, start, "start"),
        read_square(labels, end, "end"),
        read_vector(labels, births, "births"),
        read_vector(labels, deaths, "deaths"),
    )


def read_square(places: Sequence[str], values: ArrayLike, table: str) -> Array:
    """Return an n x n table of finite, non-negative numbers; `table` is its name in a refusal."""
    array = _numbers(values, table)
    n = len(places)
    if array.shape != (n, n):
        shape = " x ".join(str(side) for side in array.shape)
        raise Refused(
            Reason(
                "mismatched_shape",
                "the table {table} is {shape}, but {n} places are named: it must be {n} x {n}",
                {"table": table, "shape": shape or "a single number", "n": n},
                table,
            )
        )
    _check(places, array, table)
    return array


def read_vector(places: Sequence[str], values: ArrayLike | Mapping[str, float] | None, table: str) -> Array:
    """Return one finite, non-negative number for each place: from a mapping by place, or in the order of places."""
    n = len(places)
    if values is None:
        return np.zeros(n)
    if isinstance(values, Mapping):
        same_labels(places, values, table)
        values = [values[place] for place in places]
    array = _numbers(values, table)
    if array.shape != (n,):
        raise Refused(
            Reason(
                "mismatched_shape",
                "{table} has {found} figures, but {n} places are named",
                {"table": table, "found": array.size, "n": n},
                table,
            )
        )
    _check(places, array, table)
    return array


def same_labels(places: Sequence[str], found: Mapping[str, object] | Sequence[str], table: str) -> None:
    """Raise Refused (`mismatched_labels`) unless `found` names exactly the places."""
    missing, strange = sorted(set(places) - set(found)), sorted(set(found) - set(places))
    if missing or strange:
        raise Refused(
            Reason(
                "mismatched_labels",
                "{table} does not name the same places: missing {missing}; not expected {strange}",
                {"table": table, "missing": _some(missing), "strange": _some(strange)},
                table,
            )
        )


def with_native_born(
    places: Sequence[str], foreign: ArrayLike, population: ArrayLike | Mapping[str, float], table: str
) -> tuple[Array, tuple[Reason, ...]]:
    """Fill the diagonal: those born where they live are the population less the foreign-born.

    Where more foreign-born than people are counted, nobody is native-born and the column is scaled to the
    population, with a warning that names the place.
    """
    stock = read_square(places, foreign, table).copy()
    people = read_vector(places, population, f"population of {table}")
    np.fill_diagonal(stock, 0.0)
    native = people - stock.sum(axis=0)
    short = native < 0
    scale = np.divide(people, stock.sum(axis=0), out=np.ones_like(people), where=short)
    stock *= scale
    np.fill_diagonal(stock, np.maximum(native, 0.0))
    warnings = tuple(
        Reason(
            "more_foreign_born_than_people",
            "{place}: more foreign-born than people in {table}; its foreign-born were scaled down by {percent} %",
            {"place": places[int(i)], "table": table, "percent": round(100 * (1 - scale[i]), 2)},
            table,
        )
        for i in np.flatnonzero(short)
    )
    return stock, warnings


def _numbers(values: ArrayLike, table: str) -> Array:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise Refused(
            Reason(
                "not_a_number", "{table} holds something that is no number: {fault}", {"table": table, "fault": fault}
            )
        ) from fault


def _check(places: Sequence[str], array: Array, table: str) -> None:
    for wrong, code, message in (
        (~np.isfinite(array), "not_a_number", "{table} is empty or not finite at {places}: fill it, or leave it out"),
        (array < 0, "negative_stock", "{table} is below zero at {places}: nobody can be fewer than none"),
    ):
        if wrong.any():
            cells = [" to ".join(places[int(i)] for i in at.tolist()) for at in np.argwhere(wrong)]
            raise _refused(code, table, message, cells)


def _refused(code: str, table: str, message: str, places: Sequence[str]) -> Refused:
    return Refused(Reason(code, message, {"table": table, "places": _some(places)}, table))


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return (", ".join(names[:NAMED_AT_MOST]) or "none") + (f" and {more} more" if more > 0 else "")
