"""A name of a fact row as SQL, in PostgreSQL (a jsonb column) and in DuckDB (a plain column)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from sojourn.grammar.expressions import Name, Type
from sojourn.grammar.expressions.sql.dialects import DIALECTS
from sojourn.grammar.measures.facts import DEFAULT_NO

Dialect: TypeAlias = Literal["postgresql", "duckdb"]
ROW = "fact_row"
_CASTS: Mapping[Type, str] = {
    Type.INTEGER: "bigint",
    Type.DECIMAL: "double precision",
    Type.NUMBER: "double precision",
    Type.DATE: "date",
    Type.DATETIME: "timestamp with time zone",
    Type.TIME: "time",
}


def column_of(dialect: Dialect) -> Callable[[Name], str]:
    """Return the function that writes a name in the natural SQL type of its answers, NULL when missing."""
    return _in_postgresql if dialect == "postgresql" else _in_duckdb


def quoted(dialect: Dialect, text: str) -> str:
    """A text literal of the dialect, without the percent sign that drivers of PostgreSQL read as their own."""
    if "\0" in text:
        raise ValueError("a text with a NUL character cannot stand in a measure")
    return DIALECTS[dialect].quoted(text)


def identifier(text: str) -> str:
    """A quoted identifier."""
    if set(text) & set("%\0"):
        raise ValueError(f"{text!r} cannot name a column")
    return '"' + text.replace('"', '""') + '"'


def _in_postgresql(name: Name) -> str:
    key = quoted("postgresql", name.name)
    if name.type is Type.CHOICES:
        value = f"{ROW}.facts -> {key}"
        items = f"SELECT array_agg(code) FROM jsonb_array_elements_text({value}) AS chosen(code)"  # noqa: S608 - the name is quoted
        return f"(CASE WHEN jsonb_typeof({value}) = 'array' THEN ({items}) END)"
    return _cast(name, f"{ROW}.facts ->> {key}")


def _in_duckdb(name: Name) -> str:
    column = f"{ROW}.{identifier(name.name)}"
    return column if name.type is Type.CHOICES else _cast(name, column)


def _cast(name: Name, value: str) -> str:
    if name.type in _CASTS:
        return f"NULLIF(({value})::text, '')::{_CASTS[name.type]}"
    return f"COALESCE({value}, 'no')" if name.name.endswith(DEFAULT_NO) else f"({value})"
