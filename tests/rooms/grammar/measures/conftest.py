"""The same invented facts in PostgreSQL, in DuckDB and in Python."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import psycopg
import pytest

from sojourn.grammar.expressions import Type
from sojourn.grammar.measures import fact_names, measure_sql
from sojourn.grammar.packs import Pack

_SQL_TYPES = {Type.CHOICES: "VARCHAR[]", Type.INTEGER: "BIGINT", Type.DATE: "DATE", Type.DATETIME: "TIMESTAMPTZ"}


@dataclass
class Store:
    """Facts of one pack, held three times."""

    pack: Pack
    rows: list[dict[str, Any]]
    postgresql: psycopg.Connection
    duckdb: duckdb.DuckDBPyConnection

    def ask(self, dialect: str, measure: str, **how: Any) -> list[tuple[Any, ...]]:
        """The result of a measure in one of the two databases, numbers as floats."""
        sql = measure_sql(self.pack, measure, dialect=dialect, **how)
        found = (self.postgresql if dialect == "postgresql" else self.duckdb).execute(sql).fetchall()
        width = len(sql.columns) - 4
        return [(*row[:width], *(None if part is None else float(part) for part in row[width:])) for row in found]


def _invented(chance: random.Random) -> dict[str, Any]:
    talked = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 300))
    row: dict[str, Any] = {
        "stage.talking.entered": talked.isoformat(),
        "member.sex": chance.choice(["F", "M", "X", ""]),
        "member.age_group": chance.choice(["0-17", "18-59", "60+", "unknown"]),
        "member.vulnerable": chance.choice(["yes", "no", ""]),
        "needs.kinds": chance.choice([[], ["food"], ["shelter"], ["food", "shelter"]]),
        "member.score": chance.choice(["", "0.53125", "12", "3.5"]),
        "case.office": chance.choice(["BER", "O'NEIL"]),
    }
    if chance.random() < 0.7:
        row["needs.filled"] = "yes"
    if chance.random() < 0.8:
        waited = talked + timedelta(hours=chance.randrange(100))
        row["stage.waiting.entered"] = waited.isoformat()
        if chance.random() < 0.6:
            row["stage.helped.entered"] = (waited + timedelta(hours=chance.randrange(1000))).isoformat()
    return {name: value for name, value in row.items() if value not in ("", [])}


@pytest.fixture(scope="session")
def store(family: Pack, pg_dsn: str) -> Iterator[Store]:
    """Three hundred invented members."""
    chance = random.Random(8)
    rows = [_invented(chance) for _ in range(300)]
    names = fact_names(family)
    lake = duckdb.connect()
    columns = ", ".join(f'"{name}" {_SQL_TYPES.get(type_, "VARCHAR")}' for name, type_ in names.items())
    lake.execute(f"CREATE TABLE facts ({columns})")
    marks = ", ".join("?" for _ in names)
    lake.executemany(f"INSERT INTO facts VALUES ({marks})", [[row.get(name) for name in names] for row in rows])
    with psycopg.connect(pg_dsn, autocommit=True) as held:
        held.execute("CREATE TEMPORARY TABLE facts (facts jsonb)")
        with held.cursor() as cursor:
            cursor.executemany("INSERT INTO facts VALUES (%s)", [(json.dumps(row),) for row in rows])
        yield Store(family, rows, held, lake)
    lake.close()
