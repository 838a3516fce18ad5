"""Indicators about the evidence itself (MP175 to MP178), added to the figures of a reading.

MP175 share of indicators with a figure less than two years old; MP176 share with any figure; MP177 median logarithm of
arrivals counted here over departures counted there; MP178 median relative size of the last revision, in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from statistics import median

import pyarrow as pa

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.gaps.mirrors import mirror_rows
from sojourn.evidence.loading.raw import literal
from sojourn.evidence.store import Reading

FRESH_YEARS = 2
_SHARES = """
SELECT country, 100.0 * count(DISTINCT indicator) FILTER (year > {year} - {fresh}) / {asked},
    100.0 * count(DISTINCT indicator) / {asked}
FROM best WHERE value IS NOT NULL GROUP BY country
"""
_REVISED = """
SELECT geo, 100 * median(abs(n.obs_value - o.obs_value) / abs(o.obs_value))
FROM "{dataset}" n JOIN read_parquet({path}) o USING ({names}, time_period)
WHERE o.obs_value <> 0 AND n.obs_value IS NOT NULL AND geo IN (SELECT code FROM code_area WHERE level = 'country')
GROUP BY geo
"""

Row = tuple[str, str, float]
"""Indicator, country, value."""


def add_quality(figures: Figures, as_of: date, earlier: Mapping[str, Path] | None = None) -> None:
    """Add the four to the tables `figure` and `best`; `earlier` is where the vintage before the newest one lies."""
    rows = [*_shares(figures, as_of), *_mirrors(figures.reading), *_revisions(figures.reading, earlier or {})]
    if not rows:
        return
    ids, countries, values = zip(*rows, strict=True)
    made = pa.table({"id": ids, "country": countries, "value": [round(value, 6) for value in values]})
    figures.reading.connection.register("quality", made)
    for table in ("figure", "best"):
        year = f"{as_of.year}, '{as_of.year}'"
        statement = f"INSERT INTO {table} SELECT id, 0, country, {year}, value, 'A', '' FROM quality"  # noqa: S608
        figures.reading.connection.execute(statement)


def _shares(figures: Figures, as_of: date) -> Iterable[Row]:
    asked = sum(1 for one in figures.catalogue.indicators.values() if not one.method)
    query = _SHARES.format(year=as_of.year, fresh=FRESH_YEARS, asked=asked)
    for country, fresh, known in figures.reading.sql(query):
        yield "MP175", country, fresh
        yield "MP176", country, known


def _mirrors(reading: Reading) -> Iterable[Row]:
    found: dict[str, list[float]] = {}
    for row in mirror_rows(reading):
        if row.ratio is not None:
            found.setdefault(row.destination, []).append(row.ratio)
    return [("MP177", country, median(ratios)) for country, ratios in sorted(found.items())]


def _revisions(reading: Reading, earlier: Mapping[str, Path]) -> Iterable[Row]:
    found: dict[str, list[float]] = {}
    for dataset, path in sorted(earlier.items()):
        names = reading.datasets[dataset].names if dataset in reading.loaded else ()
        if "geo" not in names:
            continue
        query = _REVISED.format(dataset=dataset, path=literal(path), names=", ".join(f'"{name}"' for name in names))
        for country, size in reading.sql(query):
            if size is not None:
                found.setdefault(country, []).append(size)
    return [("MP178", country, median(sizes)) for country, sizes in sorted(found.items())]
