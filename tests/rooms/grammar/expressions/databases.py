"""Evaluate SQL expressions over rows of answers, in PostgreSQL and in DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import psycopg
from tests.rooms.grammar.expressions.world import NAMES

from sojourn.grammar.expressions import Name, Type

_TYPES = {
    Type.TEXT: "text", Type.INTEGER: "bigint", Type.DECIMAL: "numeric", Type.CHOICE: "text", Type.CHOICES: "text[]",
    Type.DATE: "date", Type.DATETIME: "timestamptz", Type.TIME: "time", Type.BOOLEAN: "boolean",
}  # fmt: skip


def column(name: Name) -> str:
    """The column of a name in the tables below."""
    return f'answers."{name.name}"'


def in_postgresql(connection: psycopg.Connection[Any], sql: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """One result for each row."""
    return _asked(connection.execute, sql, rows, "%s", _TYPES)


def in_duckdb(connection: duckdb.DuckDBPyConnection, sql: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """One result for each row."""
    return _asked(connection.execute, sql, rows, "?", _TYPES | {Type.DECIMAL: "decimal(18, 2)"})


def _asked(execute: Any, sql: str, rows: Sequence[Mapping[str, Any]], hole: str, types: dict[Type, str]) -> list[Any]:
    holes = ", ".join(f"{hole}::{types[name.type]}" for name in NAMES)
    columns = ", ".join(f'"{name.name}"' for name in NAMES)
    lines = ", ".join(f"({number}, {holes})" for number in range(len(rows)))
    table = f"(VALUES {lines}) AS answers(line, {columns})"
    values = [answers.get(name.name) for answers in rows for name in NAMES]
    return [found[1] for found in execute(f"SELECT answers.line, {sql} FROM {table} ORDER BY 1", values).fetchall()]
