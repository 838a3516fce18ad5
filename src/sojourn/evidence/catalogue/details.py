"""Which details a country's figures have: by sex, by age, by origin; found in the data, not in what was promised."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.evidence.catalogue.cells import Shape, Wanted, fits
from sojourn.evidence.catalogue.model import Catalogue
from sojourn.evidence.codes import codelist_names
from sojourn.evidence.loading.raw import literal
from sojourn.evidence.store import Dataset, Reading

PLACES = ("origin", "citizen", "partner", "destination", "geo")
"""Dimensions that tell where people come from or go to, unless they hold the country itself."""
OWN = ("sex", "age", *PLACES)
_MAKE = """
CREATE OR REPLACE TEMP TABLE detail (indicator TEXT, country TEXT, year INTEGER, by_sex BOOLEAN, by_age BOOLEAN,
    by_origin BOOLEAN)
"""
_INSERT = """
INSERT INTO detail
SELECT w.indicator, o.country, o.year, o.by_sex, o.by_age, o.by_origin
FROM (
    SELECT "{country}" AS country, CAST(substr(time_period, 1, 4) AS INTEGER) AS year, {sex} AS by_sex, {age} AS by_age,
        {origin} AS by_origin{keys}
    FROM "{dataset}" WHERE obs_value IS NOT NULL {among} GROUP BY ALL
) o JOIN (SELECT DISTINCT * FROM (VALUES {rows})) w(indicator{names}) ON {matched}
"""


def build_details(reading: Reading, catalogue: Catalogue) -> None:
    """Make the table `detail` in the reading's connection: per indicator, country and year, over all its sources."""
    reading.connection.execute(_MAKE)
    for shape, wanted in _shapes(catalogue).items():
        if shape.dataset in reading.loaded and fits(shape, reading.datasets[shape.dataset]):
            reading.connection.execute(_statement(shape, wanted, reading.datasets[shape.dataset]))


def _shapes(catalogue: Catalogue) -> Mapping[Shape, list[Wanted]]:
    """The queries by dataset, country and those of their codes that are no detail themselves."""
    found: dict[Shape, list[Wanted]] = {}
    for one in catalogue.indicators.values():
        for place, query in enumerate(one.queries):
            keys = tuple(sorted(key for key in query.where if key not in OWN))
            found.setdefault(Shape(query.dataset, query.country, keys, ()), []).append(Wanted(one.id, place, query))
    return found


def _statement(shape: Shape, wanted: list[Wanted], dataset: Dataset) -> str:
    keys = "".join(f', "{key}"' for key in shape.keys)
    return _INSERT.format(
        country=shape.country,
        dataset=shape.dataset,
        sex="bool_or(sex IN ('F', 'M'))" if "sex" in dataset.names else "FALSE",
        age="bool_or(age NOT IN ('_T', '_U'))" if "age" in dataset.names else "FALSE",
        origin=" OR ".join(_origins(shape, dataset)) or "FALSE",
        keys=keys,
        names=keys,
        among="".join(f' AND "{key}" IN ({_codes(key, wanted)})' for key in shape.keys),
        rows=", ".join(sorted({row for one in wanted for row in _rows(shape, one)})),
        matched=" AND ".join(f'o."{key}" = w."{key}"' for key in shape.keys) or "true",
    )


def _origins(shape: Shape, dataset: Dataset) -> list[str]:
    known = codelist_names()
    names = [name for name in dataset.names if name in PLACES and name != shape.country]
    return [
        f"bool_or(\"{name}\" IN (SELECT code FROM code_{dataset.codelist_of(name)} WHERE level = 'country'))"  # noqa: S608
        for name in names
        if dataset.codelist_of(name) in known
    ]


def _codes(key: str, wanted: list[Wanted]) -> str:
    return ", ".join(literal(code) for code in sorted({code for one in wanted for code in one.query.where[key]}))


def _rows(shape: Shape, one: Wanted) -> list[str]:
    firsts = "".join(f", {literal(one.query.where[key][0])}" for key in shape.keys)
    return [f"({literal(one.indicator)}{firsts})"]
