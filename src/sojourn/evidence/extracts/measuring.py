"""Measures of a pack over an extract: the same expression tree as in the database, as DuckDB or Spark SQL.

What comes out of `measured` still counts single people: only `released` may be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sojourn.evidence.extracts.columns import UNITS, check_file
from sojourn.evidence.release.axes import TOTAL, Axis, flat
from sojourn.evidence.release.facts import Facts, facts_of
from sojourn.evidence.release.gate import publish
from sojourn.evidence.release.log import ReleaseLog
from sojourn.evidence.release.released import Release
from sojourn.evidence.release.rules import Rule
from sojourn.grammar.expressions import Type
from sojourn.grammar.measures import PERIODS, Filters, MeasureSql, measure_sql
from sojourn.grammar.packs import Measure, Pack
from sojourn.kernel.refused import Reason, Refused

HIT = "counted"
ALL = "measure"


@dataclass(frozen=True)
class Extract:
    """One folder of files that passed the check, with the pack they belong to and the day they stand for."""

    folder: Path
    pack: Pack
    vintage: str

    def file(self, unit: str) -> Path:
        """The file of a unit."""
        return self.folder / f"{unit}.parquet"


def open_extract(folder: Path, pack: Pack, vintage: str) -> Extract:
    """Check every file before anything is counted. Raises Refused (`no_extract` and those of `check`)."""
    for unit in UNITS:
        file = folder / f"{unit}.parquet"
        if not file.is_file():
            raise Refused(Reason("no_extract", "there is no {file} in the extract", {"file": file.name}))
        check_file(file, pack)
    return Extract(folder, pack, vintage)


def measured(
    extract: Extract, measure: str, by: Sequence[str] = (), filters: Filters | None = None, zone: str = "UTC"
) -> list[dict[str, Any]]:
    """Compute a measure in DuckDB, a row for each combination of `by`. Raw counts: not for publication."""
    sql = statement(extract.pack, measure, by, filters, zone)
    with _opened(extract, extract.pack.measures[measure]) as lake:
        names = [column.name for column in sql.columns]
        return [dict(zip(names, row, strict=True)) for row in lake.execute(str(sql)).fetchall()]


def statement(
    pack: Pack, measure: str, by: Sequence[str] = (), filters: Filters | None = None, zone: str = "UTC"
) -> MeasureSql:
    """The DuckDB statement over a table or view named `facts`."""
    return measure_sql(pack, measure, dialect="duckdb", by=by, filters=filters, zone=zone)


def released(
    extract: Extract, measure: str, by: Sequence[str], log: ReleaseLog, *, who: str, to: str,
    only: Mapping[str, Collection[str]] | None = None, zone: str = "UTC",
) -> Release:  # fmt: skip
    """Publish a count or a share by some dimensions through the release gate, under the pack's own threshold.

    `only` leaves codes of a dimension out. It is a group of that dimension to the gate, so that the difference to
    figures of everybody is judged too; for the same reason there is no period of days: publish by month, quarter or
    year. A share comes as a table with one dimension more, `counted` (yes or no): its parts are what must be safe.

    Raises Refused: `not_additive` (several answers to one question), `not_a_count` (means and medians), and those of
    the gate.
    """
    declared, wanted = extract.pack.measures[measure], only or {}
    if declared.kind not in ("count", "share"):
        raise Refused(Reason("not_a_count", "{measure} is a {kind}: only counts and shares pass the gate",
                             {"measure": measure, "kind": declared.kind}))  # fmt: skip
    about = f"{extract.pack.name} {measure}"
    # Whatever dimensions earlier tables of this measure had, the gate needs the facts cut along all of them.
    before = (axis.name for told in log.told(about) if told.vintage == extract.vintage for axis in told.axes)
    names = [name for name in dict.fromkeys([*by, *wanted, *before]) if name not in (HIT, ALL)]
    for name in names:
        _additive(extract.pack, declared, name)
    facts = _facts(extract, declared, about, names, measured(extract, measure, names, zone=zone), wanted)
    table = [_axis(name, facts.codes_of(name), wanted.get(name), name in by) for name in dict.fromkeys([*by, *wanted])]
    if declared.kind == "share":
        table.append(flat(HIT, facts.codes_of(HIT)))
    return publish(facts, table, Rule(extract.pack.suppress_below), log, by=who, to=to)


def _axis(name: str, codes: Sequence[str], only: Collection[str] | None, listed: bool) -> Axis:
    kept = tuple(code for code in codes if only is None or code in only)
    if listed:
        return flat(name, kept)
    return Axis(name, {" or ".join(kept): frozenset(kept)})


def shares(release: Release) -> dict[tuple[str, ...], float | None]:
    """The shares of a released share, None where a part of it is hidden or nobody is there."""
    found: dict[tuple[str, ...], float | None] = {}
    for cell, figure in release.figures.items():
        if cell[-1] == "yes":
            whole = release.figures[(*cell[:-1], TOTAL)]
            known = figure.value is not None and whole.value
            found[cell[:-1]] = (
                figure.value / whole.value if known and figure.value is not None and whole.value else None
            )
    return found


def _facts(
    extract: Extract, measure: Measure, about: str, by: Sequence[str], found: list[dict[str, Any]],
    wanted: Mapping[str, Collection[str]],
) -> Facts:  # fmt: skip
    counts: Counter[tuple[str, ...]] = Counter()
    for row in found:
        # Not asked and answered with "unknown" are one thing to a reader of statistics.
        cell = tuple(row[name] or "unknown" for name in by) or (ALL,)
        if measure.kind == "count":
            counts[cell] += int(row["n"])
        else:
            counts[(*cell, "yes")] += int(row["numerator"])
            counts[(*cell, "no")] += int(row["denominator"]) - int(row["numerator"])
    names = [*(by or [ALL]), *([HIT] if measure.kind == "share" else [])]
    codes = {
        name: sorted(
            {cell[at] for cell in counts} | set(wanted.get(name, ())) | ({"yes", "no"} if name == HIT else set())
        )
        for at, name in enumerate(names)
    }
    return facts_of(about, extract.vintage, names, counts, codes=codes)


def _additive(pack: Pack, measure: Measure, name: str) -> None:
    scope = pack.member_facts if measure.unit == "member" else pack.case_facts
    if name not in PERIODS and name in scope and scope[name].type is Type.CHOICES:
        raise Refused(Reason("not_additive", "{name} may have several answers: its rows add up to more than "
                             "all people, so no total can be protected with them", {"name": name}, name))  # fmt: skip


@contextmanager
def _opened(extract: Extract, measure: Measure) -> Iterator[duckdb.DuckDBPyConnection]:
    lake = duckdb.connect()
    try:
        lake.execute("SET TimeZone = 'UTC'")
        unit = "member" if measure.unit == "member" else "case"
        lake.from_parquet(str(extract.file(unit))).create_view("facts")
        yield lake
    finally:
        lake.close()
