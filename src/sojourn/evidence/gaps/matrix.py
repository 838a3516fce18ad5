"""The matrix of gaps: indicator × country × year, made by a few statements over all of them at once.

A figure is `available`; `covered` when a slower source (every five years) has one within its rhythm; `suppressed`,
`stated_missing` or `not_applicable` when the source says so; `not_yet_due`; else `absent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from sojourn.evidence.catalogue import Catalogue
from sojourn.evidence.catalogue.compute import Figures

STATES = ("available", "covered", "not_yet_due", "suppressed", "stated_missing", "not_applicable", "absent")
COLUMNS = (
    "indicator", "country", "year", "state", "value", "status", "dataset", "released_on", "days_late", "days_overdue",
    "by_sex", "by_age", "by_origin", "detail", "sources", "difference",
)  # fmt: skip
_GAP = """
CREATE OR REPLACE TEMP TABLE gap AS
WITH newest AS (
    SELECT indicator, source, country, max(year) AS year FROM figure WHERE value IS NOT NULL GROUP BY ALL
), spread AS (
    SELECT indicator, country, year, count(*) AS sources,
        CASE WHEN count(*) > 1 THEN list(value ORDER BY source)[2] / NULLIF(list(value ORDER BY source)[1], 0) - 1 END
            AS difference
    FROM figure WHERE value IS NOT NULL GROUP BY ALL
), detailed AS (
    SELECT indicator, country, year, bool_or(by_sex) AS by_sex, bool_or(by_age) AS by_age,
        bool_or(by_origin) AS by_origin
    FROM detail GROUP BY ALL
), joined AS (
    SELECT w.indicator, c.country, y.year, b.value, b.status, v.dataset, v.released_on, w.step,
        w.months, b.period, n.year AS newest_year,
        CASE WHEN w.months IS NOT NULL THEN CAST(make_date(y.year + 1, 1, 1) + to_months(w.months) AS DATE)
            END AS due_on,
        last_value(CASE WHEN b.value IS NOT NULL THEN y.year END IGNORE NULLS) OVER (
            PARTITION BY w.indicator, c.country ORDER BY y.year) AS last_year,
        d.by_sex, d.by_age, d.by_origin, w.wants_sex, w.wants_age, w.wants_origin, s.sources, s.difference
    FROM wanted_indicator w CROSS JOIN wanted_country c CROSS JOIN wanted_year y
    LEFT JOIN best b ON b.indicator = w.indicator AND b.country = c.country AND b.year = y.year
    LEFT JOIN taken v ON v.indicator = w.indicator AND v.source = b.source
    LEFT JOIN newest n ON n.indicator = w.indicator AND n.country = c.country AND n.source = b.source
    LEFT JOIN detailed d ON d.indicator = w.indicator AND d.country = c.country AND d.year = y.year
    LEFT JOIN spread s ON s.indicator = w.indicator AND s.country = c.country AND s.year = y.year
)
SELECT indicator, country, year,
    CASE WHEN value IS NOT NULL THEN 'available'
        WHEN status = 'Q' THEN 'suppressed' WHEN status IN ('O', 'L') THEN 'stated_missing'
        WHEN status = 'M' THEN 'not_applicable'
        WHEN step > 1 AND year - last_year < step THEN 'covered'
        WHEN due_on > $as_of THEN 'not_yet_due' ELSE 'absent' END AS state,
    value, status, CASE WHEN value IS NOT NULL THEN dataset END AS dataset,
    CASE WHEN value IS NOT NULL THEN released_on END AS released_on,
    CASE WHEN value IS NOT NULL AND year = newest_year THEN greatest(0, released_on - due_on) END AS days_late,
    CASE WHEN value IS NULL AND status IS NULL AND step = 1 AND due_on <= $as_of THEN $as_of - due_on END
        AS days_overdue,
    coalesce(by_sex, FALSE) AS by_sex, coalesce(by_age, FALSE) AS by_age, coalesce(by_origin, FALSE) AS by_origin,
    (CAST(coalesce(by_sex AND wants_sex, FALSE) AS INTEGER) + CAST(coalesce(by_age AND wants_age, FALSE) AS INTEGER)
        + CAST(coalesce(by_origin AND wants_origin, FALSE) AS INTEGER))
        / NULLIF(CAST(wants_sex AS INTEGER) + CAST(wants_age AS INTEGER) + CAST(wants_origin AS INTEGER), 0) AS detail,
    coalesce(sources, 0) AS sources, difference
FROM joined
"""


@dataclass(frozen=True)
class Frame:
    """What the matrix spans: countries, years from `first` to `last`, and the day that lateness is judged on."""

    countries: tuple[str, ...]
    first: int
    last: int
    as_of: date


class Gaps:
    """The table `gap` in the connection of a reading, and the questions asked of it."""

    def __init__(self, figures: Figures, frame: Frame) -> None:
        self.figures = figures
        self.frame = frame
        self.connection = figures.reading.connection
        figures.with_details()
        self._register()
        self.connection.execute(_GAP, {"as_of": frame.as_of})

    def rows(self, country: str = "", indicator: str = "", state: str = "") -> list[dict[str, Any]]:
        """The cells as mappings of COLUMNS, filtered by country, indicator and state where given."""
        asked = {"country": country, "indicator": indicator, "state": state}
        kept = {name: value for name, value in asked.items() if value}
        clauses = " AND ".join(f"{name} = ${name}" for name in kept) or "true"
        query = f"SELECT {', '.join(COLUMNS)} FROM gap WHERE {clauses} ORDER BY indicator, country, year"  # noqa: S608
        return [dict(zip(COLUMNS, row, strict=True)) for row in self.connection.execute(query, kept).fetchall()]

    def arrow(self) -> pa.Table:
        """Every cell as an Arrow table, in the order of indicator, country, year."""
        query = f"SELECT {', '.join(COLUMNS)} FROM gap ORDER BY indicator, country, year"  # noqa: S608 - our columns
        return self.connection.execute(query).to_arrow_table()

    def shares(self, by: str) -> dict[str, dict[str, int]]:
        """How many cells are in each state, by "indicator", "country" or "year"."""
        assert by in ("indicator", "country", "year")
        query = f"SELECT CAST({by} AS TEXT), state, count(*) FROM gap GROUP BY ALL"  # noqa: S608 - one of three words
        found: dict[str, dict[str, int]] = {}
        for key, state, number in self.connection.execute(query).fetchall():
            found.setdefault(key, dict.fromkeys(STATES, 0))[state] = number
        return {key: found[key] for key in sorted(found)}

    def newest_years(self) -> dict[tuple[str, str], int]:
        """The newest year with a figure, by indicator and country, whatever the frame's years."""
        query = "SELECT indicator, country, max(year) FROM best WHERE value IS NOT NULL GROUP BY ALL"
        return {(indicator, country): year for indicator, country, year in self.connection.execute(query).fetchall()}

    def _register(self) -> None:
        catalogue: Catalogue = self.figures.catalogue
        known = [one for one in catalogue.indicators.values() if not one.method]
        indicators = {
            "indicator": [one.id for one in known],
            "step": [catalogue.frequencies[one.frequency] for one in known],
            "months": pa.array([one.due.months for one in known], pa.int32()),
            "wants_sex": ["sex" in one.by for one in known],
            "wants_age": ["age" in one.by for one in known],
            "wants_origin": [bool({"origin", "destination", "partner"} & set(one.by)) for one in known],
        }
        self.connection.register("wanted_indicator", pa.table(indicators))
        self.connection.register("wanted_country", pa.table({"country": list(self.frame.countries)}))
        years = pa.array(range(self.frame.first, self.frame.last + 1), pa.int32())
        self.connection.register("wanted_year", pa.table({"year": years}))
        self.connection.register("taken", _taken(self.figures))


def _taken(figures: Figures) -> pa.Table:
    loaded = figures.reading.loaded
    rows: list[tuple[Any, ...]] = [
        (one.id, place, query.dataset, loaded[query.dataset].released_on)
        for one in figures.catalogue.indicators.values()
        for place, query in enumerate(one.queries)
        if query.dataset in loaded
    ]
    known = figures.catalogue.indicators.values()
    rows += [(one.id, len(one.queries), "formula", None) for one in known if one.formula]
    return _table(rows)


def _table(rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    types = (pa.string(), pa.int32(), pa.string(), pa.date32())
    arrays = [pa.array(column, type) for column, type in zip(columns, types, strict=True)]
    return pa.Table.from_arrays(arrays, names=["indicator", "source", "dataset", "released_on"])
