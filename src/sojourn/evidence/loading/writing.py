"""Writing a cube's observations: the file is read once into Parquet; codes are then looked up on the small result.

The first pass keeps the source's codes and turns figures into numbers. What is wrong in a row becomes a mark in its
status, so that nothing has to be read twice unless there is something to report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from sojourn.evidence.codes import codelist
from sojourn.evidence.loading.mapping import Map
from sojourn.evidence.loading.raw import FLAGS, LINE, STATUS, TIME, VALUE, identifier, literal

NO_NUMBER, VALUE_BESIDE_GAP, OTHER_CONSTANT, NO_STATUS = "!", "#", "~", "?"
"""Marks in obs_status while a cube is staged; a vintage with one of them is never kept."""
GAPS = "('Q', 'O', 'L', 'M')"
_KIND = "status_or_mark"
"""The type of a staged status: comparing its numbers takes a fraction of the time that texts take."""
SAID = "said"
"""Column of the staged file: the status as the file gives it, where flags are still to be looked up."""
MOST_LINES = 3
MOST_AT_ONCE = 10_000_000
"""Hashes of keys that are sorted at once: 80 MB."""
_READ, _SAID = "number__", "said__"
_FINITE = f"CASE WHEN isfinite({_READ}) THEN {_READ} END"
_NUMBER = f"raw.{_READ}"
"""The figure; NULL for none, for NaN, and for what is no finite number."""
PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


@dataclass(frozen=True)
class Shape:
    """The columns of a raw cube: dimensions in declared order, those the layout fixed, and all it brings itself.

    `known` lists the source codes of columns whose codes can be listed: others are written as NULL. `constants` are
    the values allowed in further columns; `flags_mean_statuses` whether flags are looked up.
    """

    dimensions: tuple[str, ...]
    fixed: Mapping[str, str]
    present: frozenset[str]
    known: Mapping[str, Collection[str]] = field(default_factory=dict)
    constants: Mapping[str, Collection[str]] = field(default_factory=dict)
    flags_mean_statuses: bool = False

    @property
    def coded(self) -> tuple[str, ...]:
        """The columns of codes that the raw cube brings: its dimensions and the period."""
        return (*(name for name in self.dimensions if name not in self.fixed), TIME)


def text_of(column: str) -> str:
    """SQL for a raw column as text, NULL when empty."""
    return f"nullif(CAST(raw.{identifier(column)} AS VARCHAR), '')"


def _cell(column: str) -> str:
    """SQL for a raw column as text, where an empty one may stay empty: the cheapest there is, for every row."""
    return f"CAST(raw.{identifier(column)} AS VARCHAR)"


def stage(connection: duckdb.DuckDBPyConnection, shape: Shape, target: Path) -> int:
    """Copy the view `raw` into a Parquet file in the source's codes; return the number of rows."""
    columns = [_staged(connection, name, shape) for name in (*shape.dimensions, TIME)]
    flags = f"coalesce(CAST(raw.{FLAGS} AS VARCHAR), '')" if FLAGS in shape.present else "''"
    columns += [f"{_NUMBER} AS {VALUE}", *_staged_status(connection, shape), f"{flags} AS {FLAGS}"]
    said = f", TRY_CAST(CAST({STATUS} AS VARCHAR) AS {_KIND}) AS {_SAID}" if STATUS in shape.present else ""
    read = f"SELECT *, TRY_CAST({VALUE} AS DOUBLE) AS {_READ}{said} FROM raw"  # noqa: S608
    source = f"(SELECT * REPLACE ({_FINITE} AS {_READ}) FROM ({read})) AS raw"  # noqa: S608
    query = f"SELECT {', '.join(columns)} FROM {source}"  # noqa: S608 names are quoted
    (count,) = connection.execute(f"COPY ({query}) TO {literal(target)} {PARQUET}").fetchone() or (0,)
    return int(count)


def _staged(connection: duckdb.DuckDBPyConnection, name: str, shape: Shape) -> str:
    if name in shape.fixed:
        return f"{literal(shape.fixed[name])} AS {identifier(name)}"
    if name not in shape.known:
        return f"{_cell(name)} AS {identifier(name)}"
    kind = identifier(f"known_{name}")
    _make_kind(connection, kind, shape.known[name])
    return f"TRY_CAST({_cell(name)} AS {kind}) AS {identifier(name)}"


def _make_kind(connection: duckdb.DuckDBPyConnection, kind: str, words: Iterable[str]) -> None:
    connection.execute(f"CREATE OR REPLACE TYPE {kind} AS ENUM ({', '.join(map(literal, words))})")


def _staged_status(connection: duckdb.DuckDBPyConnection, shape: Shape) -> list[str]:
    """The status column(s): final, or the mark and what the file says, when flags are still to be looked up."""
    letters = codelist("obs_status").codes
    _make_kind(connection, _KIND, (*letters, NO_NUMBER, VALUE_BESIDE_GAP, OTHER_CONSTANT, NO_STATUS))
    strange = " OR ".join(_strange(name, values) for name, values in shape.constants.items())
    mark = f"WHEN {strange} THEN '{OTHER_CONSTANT}'::{_KIND}" if strange else ""
    there = f"raw.{VALUE} IS NOT NULL AND {_NUMBER} IS NULL"
    wrong = f"WHEN {there} AND lower(trim({_cell(VALUE)})) NOT IN ('', 'nan') THEN '{NO_NUMBER}'::{_KIND}"
    if shape.flags_mean_statuses:
        said = text_of(STATUS) if STATUS in shape.present else "CAST(NULL AS VARCHAR)"
        return [f"CASE {mark} {wrong} END AS {STATUS}", f"{said} AS {SAID}"]
    checked = f"CASE {_checked(STATUS in shape.present, wrong)} END"
    return [f"{f'CASE {mark} ELSE {checked} END' if mark else checked} AS {STATUS}"]


def _strange(column: str, allowed: Collection[str]) -> str:
    """SQL that is true where a column holds something else than it may, and nothing is not something else."""
    # One comparison after the other: each sees only the rows that the ones before it have not settled.
    return f"({' AND '.join(f'{_cell(column)} <> {literal(value)}' for value in dict.fromkeys((*allowed, '')))})"


def _checked(with_status: bool, wrong: str) -> str:
    """The cases of the status as the file gives it; the usual one comes first, since five million rows pass here."""
    if not with_status:
        return f"WHEN {_NUMBER} IS NOT NULL THEN 'A'::{_KIND} {wrong} ELSE 'O'::{_KIND}"
    said, gaps = f"raw.{_SAID}", GAPS.replace("',", f"'::{_KIND},").replace("')", f"'::{_KIND})")
    return (
        f"WHEN {_NUMBER} IS NOT NULL AND {said} NOT IN {gaps} THEN {said} {wrong}"
        f" WHEN {_NUMBER} IS NULL THEN CASE WHEN {said} IN {gaps} THEN {said} ELSE 'O'::{_KIND} END"
        f" WHEN {said} IS NOT NULL THEN '{VALUE_BESIDE_GAP}'::{_KIND}"
        f" WHEN {text_of(STATUS)} IS NULL THEN 'A'::{_KIND} ELSE '{NO_STATUS}'::{_KIND}"
    )


def _final(number: str, said: str) -> str:
    """The cases of the status where flags said it."""
    return (
        f"WHEN {number} IS NOT NULL AND ({said} IS NULL OR {said} NOT IN {GAPS}) THEN coalesce({said}, 'A')"
        f" WHEN {number} IS NULL THEN CASE WHEN {said} IN {GAPS} THEN {said} ELSE 'O' END ELSE '{VALUE_BESIDE_GAP}'"
    )


def translate(
    connection: duckdb.DuckDBPyConnection, shape: Shape, maps: Mapping[str, Map], staged: Path, target: Path
) -> int:
    """Write the staged rows in our codes to `target`; return the number of observations."""
    joins, clauses = [], []
    for column, each in maps.items():
        if column == FLAGS or each.changes:
            connection.register(f"map_{column}", _pairs(each))
            joins.append(_join(column))
        if each.left_out:
            clauses.append(f"raw.{identifier(column)} NOT IN ({', '.join(map(literal, each.left_out))})")
    columns = [_translated(name, shape, maps) for name in (*shape.dimensions, TIME)]
    columns += [f"raw.{VALUE}", f"{_translated_status(shape)} AS {STATUS}", f"raw.{FLAGS}"]
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    source = f"read_parquet({literal(staged)}) AS raw {' '.join(joins)}"
    query = f"SELECT {', '.join(columns)} FROM {source}{where}"  # noqa: S608 names are quoted
    (count,) = connection.execute(f"COPY ({query}) TO {literal(target)} {PARQUET}").fetchone() or (0,)
    return int(count)


def _pairs(each: Map) -> pa.Table:
    columns = {"source": list(each.codes), "code": list(each.codes.values())}
    return pa.table(columns, schema=pa.schema([("source", pa.string()), ("code", pa.string())]))


def _join(column: str) -> str:
    name = identifier(f"map_{column}")
    return f"{'LEFT JOIN' if column == FLAGS else 'JOIN'} {name} ON {name}.source = raw.{identifier(column)}"


def _translated(name: str, shape: Shape, maps: Mapping[str, Map]) -> str:
    if name in shape.fixed or not maps[name].changes:
        return f"raw.{identifier(name)}"
    return f"{identifier(f'map_{name}')}.code AS {identifier(name)}"


def _translated_status(shape: Shape) -> str:
    if not shape.flags_mean_statuses:
        return f"raw.{STATUS}"
    return f"CASE {_final(f'raw.{VALUE}', f'coalesce(raw.{SAID}, map_{FLAGS}.code)')} END"


def doubles(connection: duckdb.DuckDBPyConnection, written: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return up to five keys that came out more than once."""
    key = ", ".join(map(identifier, (*names, TIME)))
    source = f"read_parquet({literal(written)})"
    if _all_differ(connection, f"hash({key})", source):
        return []
    twice = f"SELECT hash({key}) FROM {source} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608 names are quoted
    query = (
        f"SELECT {key} FROM {source} WHERE hash({key}) IN ({twice})"  # noqa: S608
        f" GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 5"
    )
    return connection.execute(query).fetchall()


def _all_differ(connection: duckdb.DuckDBPyConnection, hashed: str, source: str) -> bool:
    """Whether no two rows have the same hash; sorting numbers takes half the time of grouping them.

    A part of the hashes is looked at at a time, so that a longer file needs no more memory.
    """
    (rows,) = connection.execute(f"SELECT count(*) FROM {source}").fetchone() or (0,)  # noqa: S608
    parts = rows // MOST_AT_ONCE + 1
    for part in range(parts):
        query = f"SELECT {hashed} AS place FROM {source} WHERE {hashed} % {parts} = {part}"  # noqa: S608
        places = np.asarray(connection.execute(query).fetchnumpy()["place"])
        places.sort()
        if (places[1:] == places[:-1]).any():
            return False
    return True


def statuses(connection: duckdb.DuckDBPyConnection, written: Path) -> dict[str | None, int]:
    """Count the rows by status; None where flags are still to be looked up."""
    query = f"SELECT {STATUS}, count(*) FROM read_parquet({literal(written)}) GROUP BY 1 ORDER BY 1"  # noqa: S608
    return dict(connection.execute(query).fetchall())


def lines_by_value(
    connection: duckdb.DuckDBPyConnection, shape: Shape, first: int, column: str, values: Sequence[str | None]
) -> dict[str | None, tuple[int, ...]]:
    """Return the first lines of the file on which each of these values stands in a column, in one reading."""
    number = f"CAST({LINE} AS BIGINT)" if LINE in shape.present else f"row_number() OVER () + {first - 1}"
    inner = f"SELECT {number} AS line__, {text_of(column)} AS value__ FROM raw"  # noqa: S608 names are quoted
    listed = ", ".join(literal(value) for value in values if value is not None) or "NULL"
    among = f"value__ IN ({listed}) OR value__ IS NULL"
    query = f"SELECT value__, min(line__, {MOST_LINES}) FROM ({inner}) WHERE {among} GROUP BY 1"  # noqa: S608
    return {value: tuple(found) for value, found in connection.execute(query).fetchall()}


def lines(
    connection: duckdb.DuckDBPyConnection, shape: Shape, first: int, condition: str, most: int = 3
) -> list[tuple[int, str]]:
    """Return the first lines of the file on which a condition over `raw` holds, with the figure that stands there."""
    number = f"CAST({LINE} AS BIGINT)" if LINE in shape.present else f"row_number() OVER () + {first - 1}"
    inner = f"SELECT {number} AS line__, * FROM raw"  # noqa: S608
    query = f"SELECT line__, CAST({VALUE} AS VARCHAR) FROM ({inner}) AS raw WHERE {condition} LIMIT {most}"  # noqa: S608
    return connection.execute(query).fetchall()
