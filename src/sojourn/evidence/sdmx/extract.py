"""What is to be written: one dataset as of a date, whole or filtered by key and period, its rows in series order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import duckdb

from sojourn.evidence.codes import Codelist, codelist
from sojourn.evidence.loading.raw import identifier
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.fit import OWN_AGENCY
from sojourn.evidence.store import Dataset, Reading
from sojourn.kernel.refused import Reason, Refused

VERSION = "1.0"
BATCH = 20_000
TIME, VALUE, STATUS, FLAGS = "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "OBS_FLAG"
_TEXT = (
    "CASE WHEN obs_value = trunc(obs_value) AND abs(obs_value) < 1e15 THEN CAST(CAST(obs_value AS BIGINT) AS VARCHAR)"
    " ELSE CAST(obs_value AS VARCHAR) END"
)


@dataclass(frozen=True)
class Wanted:
    """Which part of a dataset: codes per dimension (none means all), any of several `keys` of that kind, periods from
    `start` to `end`, and how many of the `first` or `last` observations of each series."""

    key: Mapping[str, Collection[str]] = field(default_factory=dict)
    keys: tuple[Mapping[str, Collection[str]], ...] = ()
    start: str = ""
    end: str = ""
    first: int = 0
    last: int = 0


ALL = Wanted()


@dataclass(frozen=True)
class Observation:
    """One observation as it is written: its figure as text (None when there is none), status and flags."""

    period: str
    value: str | None
    status: str
    flags: str


@dataclass(frozen=True)
class Extract:
    """One dataset's observations, on their way out."""

    reading: Reading
    dataset: Dataset
    wanted: Wanted = ALL

    @property
    def flow(self) -> str:
        """The id of the dataflow in our agency."""
        return self.dataset.id.upper()

    @property
    def structure(self) -> str:
        """`SOJOURN:ID(1.0)`."""
        return f"{OWN_AGENCY}:{self.flow}({VERSION})"

    @property
    def components(self) -> tuple[str, ...]:
        """The SDMX ids of the dimensions, without the time period."""
        return tuple(concept(name).id for name in self.dataset.names)

    def select(self, columns: str, *, ordered: bool = False) -> tuple[str, list[Any]]:
        """SQL for these columns of the observations wanted (in series order if asked), and its parameters."""
        clauses, params = _clauses(self.wanted)
        names = ", ".join(map(identifier, self.dataset.names))
        source = f"SELECT *, {_TEXT} AS value_text FROM {identifier(self.dataset.id)}"  # noqa: S608 names are declared
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        kept = ""
        if self.wanted.first or self.wanted.last:
            way, count = ("DESC", self.wanted.last) if self.wanted.last else ("ASC", self.wanted.first)
            kept = f" QUALIFY row_number() OVER (PARTITION BY {names} ORDER BY time_period {way}) <= {int(count)}"
        order = f" ORDER BY {names}, time_period" if ordered else ""
        return f"SELECT {columns} FROM ({source}{where}{kept}{order})", params  # noqa: S608 names are declared

    def used(self, name: str) -> list[str]:
        """The codes of a dimension (or the periods) that occur, in the order of the codelist."""
        query, params = self.select(f"DISTINCT {identifier(name)}")
        found = {str(code) for (code,) in self.reading.sql(query, params)}
        if name == "time_period":
            return sorted(found)
        return [code for code in codelist(self.dataset.codelist_of(name)).codes if code in found]

    def codelists(self) -> dict[str, Codelist]:
        """The codelist of every dimension."""
        return {each.name: codelist(each.codelist) for each in self.dataset.dimensions}

    def count(self) -> int:
        """How many observations there are."""
        query, params = self.select("count(*)")
        return int(self.reading.sql(query, params)[0][0])

    def series(self) -> Iterator[tuple[tuple[str, ...], Iterator[Observation]]]:
        """Yield every series: its codes in the order of the dimensions, and its observations by period."""
        width = len(self.dataset.names)
        for key, rows in groupby(self._rows(), key=lambda row: row[:width]):
            yield key, (Observation(*row[width:]) for row in rows)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        names = ", ".join(map(identifier, self.dataset.names))
        query, params = self.select(f"{names}, time_period, value_text, obs_status, flags", ordered=True)
        cursor: duckdb.DuckDBPyConnection = self.reading.connection_for(self.dataset.id).cursor()
        cursor.execute(query, params)
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def extract(reading: Reading, dataset: str, wanted: Wanted = ALL) -> Extract:
    """Take a dataset out; Refused `not_loaded` when nothing is known of it on that day."""
    if dataset not in reading.datasets:
        message = "Nothing is loaded for {dataset}: load a file with `sojourn evidence load`."
        raise Refused(Reason("not_loaded", message, {"dataset": dataset}))
    return Extract(reading, reading.datasets[dataset], wanted)


def _clauses(wanted: Wanted) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    params: list[Any] = []
    for name, codes in wanted.key.items():
        clauses.append(f"list_contains(?, {identifier(name)})")
        params.append(list(codes))
    if wanted.keys and all(wanted.keys):
        either = []
        for key in wanted.keys:
            either.append(" AND ".join(f"list_contains(?, {identifier(name)})" for name in key))
            params.extend(list(codes) for codes in key.values())
        clauses.append(f"({' OR '.join(either)})")
    if wanted.start:
        clauses.append("time_period >= ?")
        params.append(wanted.start)
    if wanted.end:
        # Every period inside the last one belongs to it: 2020-12-31 and 2020-Q4 lie in 2020.
        clauses.append("(time_period <= ? OR starts_with(time_period, ?))")
        params.extend([wanted.end, wanted.end])
    return clauses, params
