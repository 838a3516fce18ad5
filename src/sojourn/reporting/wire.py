"""Figures between the tables of a template and the rows that are kept, signed and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sojourn.evidence.templates import Figure, Figures, Problem

Row = Sequence[Any]


def rows_of(figures: Figures) -> list[list[Any]]:
    """Figures as [table, [codes], value or null, status], in the order of their codes."""
    return [
        [table, list(codes), None if figure.value is None else int(figure.value), figure.status]
        for (table, codes), figure in sorted(figures.items())
    ]


def figures_of(rows: Iterable[Row]) -> Figures:
    """The figures that rows say; raises ValueError when a row is of another shape."""
    found: Figures = {}
    for row in rows:
        table, codes, value, status = row
        if not isinstance(table, str) or not isinstance(status, str) or not (value is None or type(value) is int):
            raise ValueError("a figure is [table, [codes], whole number or null, status]")
        found[table, tuple(str(code) for code in codes)] = Figure(value, status)
    return found


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as they are kept: enough to say them again in another language."""
    return [
        {
            "code": one.reason.code, "message": one.reason.message,
            "params": {name: str(value) for name, value in one.reason.params.items()},
            "at": one.at, "table": one.table, "codes": list(one.coordinates), "severity": one.severity,
        }
        for one in problems
    ]  # fmt: skip


def cell_name(problem: Mapping[str, Any]) -> str:
    """The name under which a warning is explained: its rule, table and cell."""
    return ".".join([problem["code"], problem["table"], *problem["codes"]])
