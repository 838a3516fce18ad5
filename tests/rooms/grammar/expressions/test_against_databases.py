"""The same expression gives the same result in Python, in PostgreSQL and in DuckDB, whatever is missing."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.grammar.expressions.databases import column, in_duckdb, in_postgresql
from tests.rooms.grammar.expressions.drawing import expressions
from tests.rooms.grammar.expressions.world import ANSWERS, SCOPE, ZONE

from sojourn.grammar.expressions import Env, Expression, ExpressionError, Type, compile
from sojourn.kernel import moment

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
PER_EXPRESSION = 4


def _python(expression: Expression, answers: dict[str, Any]) -> Any:
    env = Env(answers, zone=ZONE)
    if expression.type is Type.BOOLEAN:
        return expression.truth(env)
    if expression.type in (Type.INTEGER, Type.DECIMAL, Type.NUMBER):
        return expression.number(env)
    return expression.string(env)


def _same(python: Any, database: Any) -> bool:
    if isinstance(python, bool | str):
        return python == ("" if database is None else database.isoformat() if isinstance(database, date) else database)
    if math.isnan(python) or database is None:
        return database is None and math.isnan(python)
    return python == database or math.isclose(python, database, rel_tol=1e-9, abs_tol=1e-9)


def _compare(text: str, rows: list[dict[str, Any]], postgresql: Any, duck: Any) -> None:
    expression = compile(text, SCOPE)
    with moment.travelling(NOW):
        expected = [_python(expression, answers) for answers in rows]
        for dialect, ask, connection in (("postgresql", in_postgresql, postgresql), ("duckdb", in_duckdb, duck)):
            sql = _sql(expression, dialect)
            found = ask(connection, sql, rows) if sql else []
            for answers, python, database in zip(rows, expected, found, strict=bool(sql)):
                assert _same(python, database), f"{dialect}: {text} over {answers}: {python!r}, {database!r}\n{sql}"


def _sql(expression: Expression, dialect: Any) -> str:
    """The SQL, or nothing when it is refused for the one reason that these expressions may give."""
    try:
        return expression.sql(dialect, column, zone="Africa/Addis_Ababa")
    except ExpressionError as refusal:
        if "too large or too small" in refusal.message:
            return ""
        raise


def _drawn(examples: int) -> Any:
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    several = st.lists(ANSWERS, min_size=PER_EXPRESSION, max_size=PER_EXPRESSION)

    def decorate(test: Any) -> Any:
        drawn = given(text=expressions(), rows=several)(test)
        return settings(max_examples=examples, deadline=None, database=None, suppress_health_check=quiet)(drawn)

    return decorate


@_drawn(100)
def test_databases_agree_with_python(
    text: str, rows: list[dict[str, Any]], postgresql: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    _compare(text, rows, postgresql, duck)


@pytest.mark.nightly
@_drawn(10_000)
def test_databases_agree_with_python_on_many(
    text: str, rows: list[dict[str, Any]], postgresql: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    _compare(text, rows, postgresql, duck)
