"""Writing a cube's observations: one pass of DuckDB from the raw table to Parquet, then looking at what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from sojourn.evidence.loading.mapping import Map
from sojourn.evidence.loading.raw import FLAGS, LINE, STATUS, TIME, VALUE, identifier, literal

NO_NUMBER, VALUE_BESIDE_GAP = "!", "#"
"""Marks in obs_status while a cube is staged; a vintage with one of them is never kept."""
GAPS = "('Q', 'O', 'L', 'M')"


@dataclass(frozen=True)
class Shape:
    """The columns of a raw cube: dimensions in declared order, those the layout fixed, and all it brings itself."""

    dimensions: tuple[str, ...]
    fixed: Mapping[str, str]
    present: frozenset[str]


def write(connection: duckdb.DuckDBPyConnection, shape: Shape, maps: Mapping[str, Map], target: Path) -> int:
    """Copy the view `raw` into a Parquet file in our codes; return the number of observations."""
    joins, clauses = [], []
    for column, each in maps.items():
        if each.changes:
            connection.register(f"map_{column}", _pairs(each))
            joins.append(_join(column, keep_all=column == FLAGS))
        if each.left_out:
            listed = ", ".join(map(literal, each.left_out))
            clauses.append(f"CAST(raw.{identifier(column)} AS VARCHAR) NOT IN ({listed})")
    columns = [*(_dimension(name, shape, maps) for name in (*shape.dimensions, TIME)), *_figure(shape, maps)]
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    query = f"SELECT {', '.join(columns)} FROM raw {' '.join(joins)}{where}"  # noqa: S608 names are quoted
    copy = f"COPY ({query}) TO {literal(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    (count,) = connection.execute(copy).fetchone() or (0,)
    return int(count)


def _pairs(each: Map) -> pa.Table:
    text = pa.string()
    columns = {"source": list(each.codes), "code": list(each.codes.values())}
    return pa.table(columns, schema=pa.schema([("source", text), ("code", text)]))


def _join(column: str, keep_all: bool) -> str:
    name = identifier(f"map_{column}")
    kind = "LEFT JOIN" if keep_all else "JOIN"
    return f"{kind} {name} ON {name}.source = CAST(raw.{identifier(column)} AS VARCHAR)"


def _dimension(name: str, shape: Shape, maps: Mapping[str, Map]) -> str:
    if name in shape.fixed:
        return f"{literal(shape.fixed[name])} AS {identifier(name)}"
    if maps[name].changes:
        return f"{identifier(f'map_{name}')}.code AS {identifier(name)}"
    return f"CAST(raw.{identifier(name)} AS VARCHAR) AS {identifier(name)}"


def _figure(shape: Shape, maps: Mapping[str, Map]) -> list[str]:
    text = f"nullif(CAST(raw.{VALUE} AS VARCHAR), '')"
    number = f"nullif(TRY_CAST(trim({text}) AS DOUBLE), 'NaN'::DOUBLE)"
    said = _status(shape, maps)
    status = (
        f"CASE WHEN {text} IS NULL OR lower(trim({text})) = 'nan' THEN"
        f" CASE WHEN {said} IS NULL THEN 'O' WHEN {said} IN {GAPS} THEN {said} ELSE 'O' END"
        f" WHEN {number} IS NULL OR NOT isfinite({number}) THEN '{NO_NUMBER}'"
        f" WHEN {said} IN {GAPS} THEN '{VALUE_BESIDE_GAP}' ELSE coalesce({said}, 'A') END"
    )
    flags = f"coalesce(CAST(raw.{FLAGS} AS VARCHAR), '')" if FLAGS in shape.present else "''"
    return [f"{number} AS {VALUE}", f"{status} AS {STATUS}", f"{flags} AS {FLAGS}"]


def _status(shape: Shape, maps: Mapping[str, Map]) -> str:
    said = [f"nullif(CAST(raw.{STATUS} AS VARCHAR), '')"] if STATUS in shape.present else []
    if FLAGS in shape.present and maps[FLAGS].codes:
        as_given = f"nullif(CAST(raw.{FLAGS} AS VARCHAR), '')"
        said.append(f"map_{FLAGS}.code" if maps[FLAGS].changes else as_given)
    return f"coalesce({', '.join(said)})" if said else "CAST(NULL AS VARCHAR)"


def doubles(connection: duckdb.DuckDBPyConnection, written: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return up to five keys that came out more than once."""
    key = ", ".join(map(identifier, (*names, TIME)))
    source = f"read_parquet({literal(written)})"
    twice = f"SELECT hash({key}) FROM {source} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608 names are quoted
    if not connection.execute(f"{twice} LIMIT 1").fetchall():
        return []
    query = (
        f"SELECT {key} FROM {source} WHERE hash({key}) IN ({twice})"  # noqa: S608
        f" GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 5"
    )
    return connection.execute(query).fetchall()


def statuses(connection: duckdb.DuckDBPyConnection, written: Path) -> dict[str, int]:
    """Count the observations by status."""
    query = f"SELECT {STATUS}, count(*) FROM read_parquet({literal(written)}) GROUP BY 1 ORDER BY 1"  # noqa: S608
    return dict(connection.execute(query).fetchall())


def lines(
    connection: duckdb.DuckDBPyConnection, shape: Shape, first: int, condition: str, most: int = 3
) -> list[tuple[int, str]]:
    """Return the first lines of the file on which a condition over `raw` holds, with the figure that stands there."""
    number = f"CAST({LINE} AS BIGINT)" if LINE in shape.present else f"row_number() OVER () + {first - 1}"
    inner = f"SELECT {number} AS line__, * FROM raw"  # noqa: S608
    query = f"SELECT line__, CAST({VALUE} AS VARCHAR) FROM ({inner}) AS raw WHERE {condition} LIMIT {most}"  # noqa: S608
    return connection.execute(query).fetchall()
