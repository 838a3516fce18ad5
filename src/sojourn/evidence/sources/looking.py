"""Looking into a text file before it is loaded: one small question at a time, answered by DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
    with explained(opened.name), _connection().cursor() as connection:
        return connection.execute(query).fetchall()


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """One engine for all looks: opening one takes longer than most looks do."""
    return duckdb.connect(":memory:")


def one(opened: Opened, query: str) -> Any:
    """The first value of the first row; None when there is no row."""
    found = rows(opened, query)
    return found[0][0] if found else None


@dataclass(frozen=True)
class Fault:
    """A condition in SQL that no row may fulfil; `why` may hold `{value}` for what stands in column `name`."""

    name: str
    condition: str
    code: str
    why: str
    fix: str


def refuse_where(opened: Opened, *faults: Fault) -> None:
    """Raise LoadRefused for the faults that are found in one reading of the file, each with its first lines."""
    counts = ", ".join(f"count(*) FILTER ({fault.condition})" for fault in faults)
    found = rows(opened, f"SELECT {counts} FROM {csv_relation(opened)}")[0]  # noqa: S608 the layout's own conditions
    if any(found):
        raise LoadRefused(
            [_shown(opened, fault, int(count)) for fault, count in zip(faults, found, strict=True) if count]
        )


def _shown(opened: Opened, fault: Fault, count: int) -> LoadProblem:
    query = (
        f"SELECT line, CAST({column(opened, fault.name)} AS VARCHAR) FROM {numbered(opened)}"  # noqa: S608
        f" WHERE {fault.condition} ORDER BY line LIMIT 3"
    )
    first = rows(opened, query)
    value = first[0][1] or ""
    lines = tuple(int(line) for line, _ in first)
    why = fault.why.replace("{value}", value)
    return LoadProblem(fault.code, opened.name, why, fault.fix, lines, fault.name, value, count)


def refuse_without(opened: Opened, *names: str) -> None:
    """Raise LoadRefused when the header lacks a column that the layout needs."""
    absent = [name for name in names if not opened.has_columns(name)]
    if absent:
        why = f"the header has no column {', '.join(absent)}; it has {', '.join(opened.header[:15])}."
        fix = "The source may have renamed its columns, or another file was saved under this name."
        raise LoadRefused([LoadProblem("missing_column", opened.name, why, fix, (1,), absent[0])])
