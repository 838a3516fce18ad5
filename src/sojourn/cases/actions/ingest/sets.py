"""Rows in sets: copied into a temporary table, then put in place by one statement that row security checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


class Bulk:
    """Collects rows per table, in the order in which tables were first named, and writes them together."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[Sequence[Any]]] = {}
        self._columns: dict[type[models.Model], tuple[str, ...]] = {}

    def table(self, model: type[models.Model], *columns: str) -> list[Sequence[Any]]:
        """Return the list to append rows of `model` to, with values in the order of `columns`."""
        self._columns[model] = columns
        return self._rows.setdefault(model, [])

    def write(self) -> None:
        """Write everything inside the caller's transaction."""
        for model, rows in self._rows.items():
            if rows:
                put(model, self._columns[model], rows)


def put(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into the model's table; columns not named keep their database default."""
    table = sql.Identifier(model._meta.db_table)
    draft = sql.Identifier(f"taking_{model._meta.db_table}"[:60])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as wrapper:
        cursor = wrapper.connection.connection.cursor()
        make = "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(draft))
        cursor.execute(sql.SQL(make).format(draft, names, table))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(draft, names)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(table, names, names, draft))


def compact(value: Any) -> str:
    """Write JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
