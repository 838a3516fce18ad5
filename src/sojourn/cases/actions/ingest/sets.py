"""Rows in sets: copied into a temporary table, then put in place by one statement that row security checks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

# What stands for "nothing" in a row; forms let no control characters through, so no answer can be mistaken for it.
NOTHING = "\x01"
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_BLOCK = 2_000


class Bulk:
    """Collects rows of texts per table, in the order in which tables were first named, and writes them together."""

    def __init__(self) -> None:
        self._tables: dict[type[models.Model], tuple[tuple[str, ...], Mapping[str, Any], list[Sequence[str]]]] = {}

    def table(self, model: type[models.Model], *columns: str, **same: Any) -> list[Sequence[str]]:
        """Return the list to append rows to, values in the order of `columns`; `same` holds for every row.

        What neither names takes the model's default.
        """
        if model not in self._tables:
            self._tables[model] = (columns, _defaults(model, {*columns, *same}) | same, [])
        return self._tables[model][2]

    def write(self) -> None:
        """Write everything inside the caller's transaction, and have its references checked at once.

        Otherwise they would be checked at the commit, when the audit trail is already taken and everybody waits.
        """
        for model, (columns, same, rows) in self._tables.items():
            if rows:
                put(model, columns, rows, same)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def put(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[str]], same: Mapping[str, Any]
) -> None:
    """Insert rows into the model's table; columns not named are left to the database."""
    table = sql.Identifier(model._meta.db_table)
    draft = sql.Identifier(f"taking_{model._meta.db_table}"[:60])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    every = sql.SQL(", ").join(map(sql.Identifier, (*columns, *same)))
    with connection.cursor() as wrapper:
        cursor = wrapper.connection.connection.cursor()
        make = "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(draft))
        cursor.execute(sql.SQL(make).format(draft, names, table))
        nothing = sql.Literal(NOTHING)
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN (NULL {})").format(draft, names, nothing)) as copy:
            for start in range(0, len(rows), _BLOCK):
                copy.write(lines(rows[start : start + _BLOCK]))
        chosen = sql.SQL(", ").join([names, *(_constant(model, name, value) for name, value in same.items())])
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(table, every, chosen, draft))


def lines(rows: Sequence[Sequence[str]]) -> str:
    """Write rows of equally many texts in the text format of COPY."""
    text = "\n".join(["\t".join(row) for row in rows]) + "\n"
    marks = text.count("\n"), text.count("\t")
    if "\\" in text or "\r" in text or marks != (len(rows), len(rows) * (len(rows[0]) - 1)):
        text = "".join(["\t".join([value.translate(_SPECIAL) for value in row]) + "\n" for row in rows])
    return text


def listed(values: Sequence[str]) -> str:
    """Write a list of texts as PostgreSQL reads an array."""
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def _defaults(model: type[models.Model], named: set[str]) -> dict[str, Any]:
    """The model's own defaults for columns that must not be empty."""
    return {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if field.attname not in named and not field.null and not field.primary_key
    }


def _constant(model: type[models.Model], name: str, value: Any) -> sql.Composable:
    if value is None:
        column = model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
        return sql.SQL("NULL::{}").format(sql.SQL(column.db_type(connection)))
    return sql.Literal(value)


def compact(value: Any) -> str:
    """Write JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
