"""The table of all figures of a reading: indicator × source × country × year, formulas included, as one DuckDB table.

Table `figure`: indicator, source (its place in the order of preference; a formula comes after the queries), country,
year, period, value (NULL when there is none), status (SDMX letters; Q suppressed, O missing, M not applicable), note.
Table `best`: the first source with a value for each indicator, country and year; else the first without one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pyarrow as pa

from sojourn.evidence.catalogue.catalogue import catalogue as house_catalogue
from sojourn.evidence.catalogue.catalogue import in_order
from sojourn.evidence.catalogue.cells import add_cells, fits, shapes
from sojourn.evidence.catalogue.derived import derive
from sojourn.evidence.catalogue.formulas import mentioned
from sojourn.evidence.catalogue.model import Catalogue
from sojourn.evidence.store import Reading

_MAKE = """
CREATE OR REPLACE TEMP TABLE cell (indicator TEXT, source INTEGER, country TEXT, period TEXT, value DOUBLE,
    status TEXT);
CREATE OR REPLACE TEMP TABLE figure (indicator TEXT, source INTEGER, country TEXT, year INTEGER, period TEXT,
    value DOUBLE, status TEXT, note TEXT);
CREATE OR REPLACE TEMP TABLE best (indicator TEXT, source INTEGER, country TEXT, year INTEGER, period TEXT,
    value DOUBLE, status TEXT, note TEXT);
"""
_FOLD = """
INSERT INTO figure
SELECT indicator, source, country, year, CASE WHEN fold = 'sum' THEN CAST(year AS TEXT) ELSE max(period) END,
    CASE WHEN fold = 'sum' THEN fsum(value) ELSE arg_max(value, period) END,
    CASE WHEN fold = 'last' THEN arg_max(status, period) WHEN max(period) < max(ends) THEN 'P'
        WHEN count(DISTINCT status) = 1 THEN max(status) ELSE 'P' END,
    CASE WHEN max(period) < max(ends) THEN 'until ' || max(period) ELSE '' END
FROM (
    SELECT cell.*, folding.fold, CAST(substr(period, 1, 4) AS INTEGER) AS year,
        max(period) OVER (PARTITION BY indicator, source, substr(period, 1, 4)) AS last,
        CASE length(period) WHEN 7 THEN substr(period, 1, 4) || CASE WHEN period LIKE '%Q%' THEN '-Q4' ELSE '-12' END
            ELSE substr(period, 1, 4) || '-12-01' END AS wanted_end,
        CASE WHEN folding.fold = 'sum' AND last < wanted_end THEN wanted_end WHEN folding.fold = 'last' THEN wanted_end
            ELSE period END AS ends
    FROM cell JOIN folding USING (indicator)
    WHERE length(period) > 4 AND folding.fold <> '' AND (indicator, source, country, substr(period, 1, 4)) NOT IN (
        SELECT (indicator, source, country, period) FROM cell WHERE length(period) = 4)
)
GROUP BY indicator, source, country, year, fold
"""
_ANNUAL = """
INSERT INTO figure
SELECT indicator, source, country, CAST(period AS INTEGER), period, value, status, '' FROM cell WHERE length(period) = 4
"""
_BEST = """
INSERT INTO best
SELECT indicator, arg_min(source, rank), country, year, arg_min(period, rank), arg_min(value, rank),
    arg_min(status, rank), arg_min(note, rank)
FROM (SELECT *, CASE WHEN value IS NULL THEN 1000 ELSE 0 END + source AS rank FROM figure)
GROUP BY indicator, country, year
"""


def build_figures(
    reading: Reading,
    *,
    catalogue: Catalogue | None = None,
    only: Collection[str] | None = None,
    countries: Collection[str] | None = None,
) -> Mapping[tuple[str, int], str]:
    """Make the tables `figure` and `best` in the reading's connection, for all or some indicators and countries.

    Returns why the store refused a query's sum, by indicator and the query's place; empty when it refused none.
    """
    known = catalogue or house_catalogue()
    needed = None if only is None else with_inputs(known, only)
    connection = reading.connection
    connection.execute(_MAKE)
    refused: dict[tuple[str, int], str] = {}
    for shape, wanted in shapes(known, needed).items():
        if shape.dataset not in reading.loaded or not fits(shape, reading.datasets[shape.dataset]):
            continue
        if why := add_cells(reading, shape, wanted, countries):
            refused |= {(one.indicator, one.source): why for one in wanted}
    folding = [(one.id, one.fold) for one in known.indicators.values()]
    ids, folds = zip(*folding, strict=True)
    connection.register("folding", pa.table({"indicator": ids, "fold": folds}))
    for statement in (_ANNUAL, _FOLD, _BEST):
        connection.execute(statement)
    there = {name for (name,) in reading.sql("SELECT DISTINCT indicator FROM best WHERE value IS NOT NULL")}
    for name in in_order(known.indicators):
        formula = known[name].formula
        if formula and (needed is None or name in needed) and there.issuperset(mentioned(formula)):
            derive(connection, known[name], anew=name not in there)
            there.add(name)
    return refused


def with_inputs(catalogue: Catalogue, only: Iterable[str]) -> frozenset[str]:
    """Some indicators and all that their formulas stand on."""
    found: set[str] = set()
    waiting = list(only)
    while waiting:
        name = waiting.pop()
        formula = catalogue[name].formula
        if name not in found:
            found.add(name)
            waiting += mentioned(formula) if formula else ()
    return frozenset(found)
