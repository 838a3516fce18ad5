"""Figures by formula: the expression compiled to SQL over the best figures of the indicators it mentions."""

from __future__ import annotations

import duckdb

from sojourn.evidence.catalogue.formulas import BEFORE, YEARS, mentioned
from sojourn.evidence.catalogue.model import Indicator
from sojourn.grammar.expressions import Name

_WITH_BEFORE = """
SELECT best.country, best.year, best.value, best.status, earlier.before, earlier.years
FROM best
LEFT JOIN (
    SELECT country, year, source, lag(value) OVER (PARTITION BY country, source ORDER BY year) AS before,
        year - lag(year) OVER (PARTITION BY country, source ORDER BY year) AS years
    FROM figure WHERE indicator = '{id}' AND value IS NOT NULL
) earlier USING (country, year, source)
WHERE best.indicator = '{id}' AND best.value IS NOT NULL
"""
_PLAIN = "SELECT country, year, value, status FROM best WHERE indicator = '{id}' AND value IS NOT NULL"
_INSERT = """
INSERT INTO figure
SELECT '{id}', {source}, country, year, CAST(year AS TEXT), value,
    status, note
FROM (SELECT t0.country, t0.year, {expression} AS value, {status} AS status, {note} AS note FROM {joined})
WHERE value IS NOT NULL AND isfinite(value)
"""
_BEST_OF_NONE = """
INSERT INTO best
SELECT indicator, source, country, year, period, value, status, note FROM figure
WHERE indicator = '{id}' AND source = {source}
"""
_BEST = """
INSERT INTO best
SELECT indicator, source, country, year, period, value, status, note FROM figure
WHERE indicator = '{id}' AND source = {source} AND NOT EXISTS (
    SELECT 1 FROM best WHERE best.indicator = figure.indicator AND best.country = figure.country
        AND best.year = figure.year AND best.value IS NOT NULL)
"""
_DROP = """
DELETE FROM best WHERE indicator = '{id}' AND value IS NULL AND EXISTS (
    SELECT 1 FROM figure WHERE figure.indicator = '{id}' AND figure.source = {source}
        AND figure.country = best.country AND figure.year = best.year)
"""


def derive(connection: duckdb.DuckDBPyConnection, indicator: Indicator, *, anew: bool) -> None:
    """Add the figures of an indicator's formula, and make them the best ones where no query gave any.

    `anew` says that no query gave any figure at all, for any country.
    """
    assert indicator.formula is not None
    needed = _in_text_order(indicator)
    places = {name: f"t{number}" for number, name in enumerate(needed)}
    words = {
        "id": indicator.id,
        "source": len(indicator.queries),
        "expression": indicator.formula.sql("duckdb", lambda name: _column(name, places)),
        "status": _status(places),
        "note": _note(places) if indicator.within else "''",
        "joined": _joined(indicator, places),
    }
    for statement in (_INSERT, _DROP, _BEST_OF_NONE) if anew else (_INSERT, _DROP, _BEST):
        connection.execute(statement.format_map(words))


def _in_text_order(indicator: Indicator) -> list[str]:
    """What the formula mentions, the first one in its text first: its years are those of the result."""
    assert indicator.formula is not None
    text = indicator.formula.text
    return sorted(mentioned(indicator.formula), key=lambda name: (text.find("${" + name), name))


def _column(name: Name, places: dict[str, str]) -> str:
    plain = name.name.removesuffix(BEFORE).removesuffix(YEARS)
    column = "before" if name.name.endswith(BEFORE) else "years" if name.name.endswith(YEARS) else "value"
    return f"CAST({places[plain]}.{column} AS DOUBLE)"


def _joined(indicator: Indicator, places: dict[str, str]) -> str:
    assert indicator.formula is not None
    parts: list[str] = []
    for id, place in places.items():
        back = f"{id}{BEFORE}" in indicator.formula.names or f"{id}{YEARS}" in indicator.formula.names
        source = (_WITH_BEFORE if back else _PLAIN).format(id=id)
        if not parts:
            parts.append(f"({source}) {place}")
        elif indicator.within:
            parts.append(
                f"ASOF JOIN ({source}) {place} ON t0.country = {place}.country AND t0.year >= {place}.year"
                f" AND {place}.year IS NOT NULL"
            )
        else:
            parts.append(f"JOIN ({source}) {place} ON t0.country = {place}.country AND t0.year = {place}.year")
    within = " AND ".join(f"t0.year - {place}.year <= {indicator.within}" for place in list(places.values())[1:])
    return " ".join(parts) + (f" WHERE {within}" if indicator.within and within else "")


def _status(places: dict[str, str]) -> str:
    """Normal when every part is; else the first mark that a part has."""
    marks = ", ".join(f"NULLIF({place}.status, 'A')" for place in places.values())
    return f"coalesce({marks}, 'A')"


def _note(places: dict[str, str]) -> str:
    others = [
        f"CASE WHEN {place}.year < t0.year THEN '{id} of ' || {place}.year END"
        for id, place in list(places.items())[1:]
    ]
    return f"concat_ws('; ', {', '.join(others)})" if others else "''"
