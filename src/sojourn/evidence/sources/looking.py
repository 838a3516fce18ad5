"""Looking into a text file before it is loaded: one small question at a time, answered by DuckDB."""

from __future__ import annotations

from typing import Any

import duckdb

from sojourn.evidence.loading.problems import LoadProblem, LoadRefused
from sojourn.evidence.loading.raw import Opened, csv_relation, identifier
from sojourn.evidence.loading.trouble import explained


def numbered(opened: Opened) -> str:
    """A FROM clause: the rows of the file as text columns, with `line` counted from the header's 1."""
    return f"(SELECT row_number() OVER () + 1 AS line, * FROM {csv_relation(opened)})"  # noqa: S608 names are quoted


def column(opened: Opened, name: str) -> str:
    """The quoted name of a column as the file spells it, found without regard to case."""
    spelt = {each.casefold(): each for each in reversed(opened.columns)}
    return identifier(spelt.get(name.casefold(), name))


def rows(opened: Opened, query: str) -> list[tuple[Any, ...]]:
    """Run a query; a broken table is a LoadRefused that names the line."""
    with explained(opened.name), duckdb.connect(":memory:") as connection:
        return connection.execute(query).fetchall()


def one(opened: Opened, query: str) -> Any:
    """The first value of the first row; None when there is no row."""
    found = rows(opened, query)
    return found[0][0] if found else None


def refuse_where(opened: Opened, condition: str, name: str, code: str, why: str, fix: str) -> None:
    """Raise LoadRefused when the condition holds on some row: with the first lines, and what stands in the column.

    `why` may hold `{value}` for the first such value.
    """
    shown = f"CAST({column(opened, name)} AS VARCHAR)"
    query = (
        f"SELECT line, {shown}, count(*) OVER () FROM {numbered(opened)}"  # noqa: S608 conditions are the layout's own
        f" WHERE {condition} ORDER BY line LIMIT 3"
    )
    if found := rows(opened, query):
        value = found[0][1] or ""
        lines = tuple(int(row[0]) for row in found)
        why = why.replace("{value}", value)
        raise LoadRefused([LoadProblem(code, opened.name, why, fix, lines, name, value, int(found[0][2]))])


def refuse_without(opened: Opened, *names: str) -> None:
    """Raise LoadRefused when the header lacks a column that the layout needs."""
    absent = [name for name in names if not opened.has_columns(name)]
    if absent:
        why = f"the header has no column {', '.join(absent)}; it has {', '.join(opened.header[:15])}."
        fix = "The source may have renamed its columns, or another file was saved under this name."
        raise LoadRefused([LoadProblem("missing_column", opened.name, why, fix, (1,), absent[0])])
