"""Mirror statistics: the same move as the country of arrival and the country of departure count it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from sojourn.evidence.loading.raw import literal
from sojourn.evidence.store import Reading
from sojourn.grammar.source import Section, read_yaml

FILE = Path(__file__).parent / "mirrors.yaml"
_ROWS = """
SELECT a.other AS origin, a.counted_by AS destination, a.time_period, a.value, d.value
FROM ({arrivals}) a JOIN ({departures}) d
    ON a.counted_by = d.other AND a.other = d.counted_by AND a.time_period = d.time_period
WHERE ($country IS NULL OR a.counted_by = $country OR a.other = $country)
ORDER BY 1, 2, 3
"""
_SIDE = """
SELECT "{counted_by}" AS counted_by, "{other}" AS other, time_period, fsum(obs_value) AS value
FROM "{dataset}"
WHERE obs_value IS NOT NULL AND {kept} AND "{other}" IN (SELECT code FROM code_area WHERE level = 'country')
GROUP BY ALL
"""


@dataclass(frozen=True)
class Side:
    """One side of a mirror: who counts, whom they count with, and which cells."""

    dataset: str
    counted_by: str
    other: str
    where: Mapping[str, str]


@dataclass(frozen=True)
class Mirror:
    """A pair of datasets that count the same moves."""

    name: str
    title: Mapping[str, str]
    arrivals: Side
    departures: Side


@dataclass(frozen=True)
class MirrorRow:
    """One corridor and year. `ratio` is ln(arrivals / departures), None when either is nought.

    Arrivals are preferred where both stand: people have more reason to register where they arrive.
    """

    mirror: str
    origin: str
    destination: str
    year: int
    arrivals: float
    departures: float
    ratio: float | None

    @property
    def difference(self) -> float:
        """Arrivals less departures."""
        return self.arrivals - self.departures


@cache
def mirrors() -> tuple[Mirror, ...]:
    """The declared mirrors."""
    found = read_yaml(FILE)["mirrors"]
    return tuple(
        Mirror(name, dict(one["title"]), _side(one["arrivals"]), _side(one["departures"]))
        for name, one in found.items()
    )


def mirror_rows(reading: Reading, country: str | None = None) -> tuple[MirrorRow, ...]:
    """Every corridor that both sides count, of all or of one country; nothing when a side is not loaded."""
    found: list[MirrorRow] = []
    for mirror in mirrors():
        if mirror.arrivals.dataset in reading.loaded and mirror.departures.dataset in reading.loaded:
            found += _rows(reading, mirror, country)
    return tuple(found)


def by_discrepancy(rows: Iterable[MirrorRow]) -> list[MirrorRow]:
    """Rows with the largest disagreement first; one side nought is the largest of all."""
    return sorted(rows, key=lambda row: (row.ratio is not None, -abs(row.ratio or 0), -abs(row.difference), row.origin))


def _rows(reading: Reading, mirror: Mirror, country: str | None) -> list[MirrorRow]:
    query = _ROWS.format(arrivals=_sql(mirror.arrivals), departures=_sql(mirror.departures))
    return [
        MirrorRow(mirror.name, origin, destination, int(period[:4]), one, other, _ratio(one, other))
        for origin, destination, period, one, other in reading.sql(query, {"country": country})
    ]


def _ratio(arrivals: float, departures: float) -> float | None:
    return log(arrivals / departures) if arrivals > 0 and departures > 0 else None


def _sql(side: Side) -> str:
    kept = " AND ".join(f'"{name}" = {literal(code)}' for name, code in side.where.items()) or "true"
    return _SIDE.format(counted_by=side.counted_by, other=side.other, dataset=side.dataset, kept=kept)


def _side(section: Section) -> Side:
    return Side(
        section.text("dataset"), section.text("counted_by"), section.text("other"),
        {name: section["where"].text(name) for name in section["where"]},
    )  # fmt: skip
