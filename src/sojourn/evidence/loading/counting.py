"""The distinct values of coded columns, with how often each comes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from sojourn.evidence.loading.mapping import Found
from sojourn.evidence.loading.raw import identifier, literal
from sojourn.evidence.loading.writing import text_of


def counted(connection: duckdb.DuckDBPyConnection, staged: Path, names: Sequence[str]) -> dict[str, Found]:
    """Count the values of all columns in one reading of the staged file; an empty one is none."""
    quoted = [identifier(name) for name in names]
    which = ", ".join(f"grouping({name})" for name in quoted)
    query = (
        f"SELECT {', '.join(quoted)}, count(*), {which} FROM read_parquet({literal(staged)})"  # noqa: S608 quoted
        f" GROUP BY GROUPING SETS ({', '.join(f'({name})' for name in quoted)})"
    )
    counts: dict[str, dict[str | None, int]] = {name: {} for name in names}
    for row in connection.execute(query).fetchall():
        place = row[len(names) + 1 :].index(0)
        column, value = counts[names[place]], row[place] or None
        column[value] = column.get(value, 0) + row[len(names)]
    return {name: Found(name, counts[name]) for name in names}


def counted_raw(connection: duckdb.DuckDBPyConnection, name: str) -> Found:
    """Count the values of one column in the file itself: those nobody knows included."""
    query = f"SELECT {text_of(name)}, count(*) FROM raw GROUP BY 1"  # noqa: S608 names are quoted
    return Found(name, dict(connection.execute(query).fetchall()))
