"""Figures of every query for all countries and periods at once: queries of one shape are one sum in the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sojourn.evidence.catalogue.model import Catalogue, Query
from sojourn.evidence.loading.raw import literal
from sojourn.evidence.store import Dataset, Reading
from sojourn.evidence.store.totals import summable
from sojourn.kernel.refused import Refused

COUNTRY = ("country", "historic")
_INSERT = """
INSERT INTO cell
SELECT w.indicator, w.source, o."{country}", o.time_period, round(fsum(o.obs_value) * any_value(w.scale), 6),
    CASE WHEN count(*) FILTER (o.obs_value IS NULL AND o.obs_status = 'Q') > 0 THEN 'Q'
        WHEN count(*) FILTER (o.obs_value IS NULL AND o.obs_status = 'O') > 0 THEN 'O'
        WHEN count(*) FILTER (o.obs_value IS NULL AND o.obs_status = 'L') > 0 THEN 'L'
        WHEN count(o.obs_value) = 0 THEN 'M'
        ELSE coalesce(max(o.obs_status) FILTER (o.obs_status NOT IN ('A', 'M')), 'A') END
FROM ({source}) o JOIN (VALUES {rows}) w(indicator, source, scale{keys}) ON {matched}
GROUP BY w.indicator, w.source, o."{country}", o.time_period
"""


@dataclass(frozen=True)
class Shape:
    """What queries must share to be read together."""

    dataset: str
    country: str
    keys: tuple[str, ...]
    levels: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Wanted:
    """One query of an indicator; `source` is its place in the order of preference."""

    indicator: str
    source: int
    query: Query


def shapes(catalogue: Catalogue, only: Collection[str] | None = None) -> Mapping[Shape, list[Wanted]]:
    """The queries of the catalogue (of some indicators only) by their shape."""
    found: dict[Shape, list[Wanted]] = {}
    for one in catalogue.indicators.values():
        if only is not None and one.id not in only:
            continue
        for place, query in enumerate(one.queries):
            levels = tuple(sorted(query.levels.items()))
            shape = Shape(query.dataset, query.country, tuple(sorted(query.where)), levels)
            found.setdefault(shape, []).append(Wanted(one.id, place, query))
    return found


def fits(shape: Shape, dataset: Dataset) -> bool:
    """Whether the dataset has every dimension that the queries name."""
    return {shape.country, *shape.keys, *(name for name, _ in shape.levels)} <= set(dataset.names)


def add_cells(reading: Reading, shape: Shape, wanted: Sequence[Wanted], countries: Collection[str] | None) -> str:
    """Add the figures of some queries of one shape to the table `cell`; return why the store refused the sum, or "".

    The status is that of the gravest gap among what was added up (Q suppressed, O missing, L not collected), M when
    nothing applies, else the mark (estimated, provisional, break …) that some part has, else A.
    """
    dataset = reading.datasets[shape.dataset]
    where: dict[str, Collection[str]] = {
        key: sorted({code for one in wanted for code in one.query.where[key]}) for key in shape.keys
    }
    levels = dict(shape.levels)
    if countries is not None:
        where[shape.country] = list(countries)
    elif dataset.codelist_of(shape.country) == "area":
        levels[shape.country] = COUNTRY
    by = (shape.country, "time_period", *shape.keys)
    try:
        source, params = summable(reading.connection, dataset, where=where, by=by, levels=levels)
    except Refused as refused:
        return str(refused)
    reading.connection.execute(_insert(shape, wanted, source), params)
    return ""


def _insert(shape: Shape, wanted: Sequence[Wanted], source: str) -> str:
    keys = "".join(f', "{key}"' for key in shape.keys)
    matched = " AND ".join(f'o."{key}" = w."{key}"' for key in shape.keys) or "true"
    return _INSERT.format(
        country=shape.country, source=source, keys=keys, matched=matched, rows=", ".join(_rows(shape, wanted))
    )


def _rows(shape: Shape, wanted: Iterable[Wanted]) -> Iterator[str]:
    for one in wanted:
        for codes in product(*(one.query.where[key] for key in shape.keys)):
            words = "".join(f", {literal(code)}" for code in codes)
            yield f"({literal(one.indicator)}, {one.source}, CAST({one.query.scale!r} AS DOUBLE){words})"
