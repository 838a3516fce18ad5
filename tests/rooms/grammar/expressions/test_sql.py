"""What SQL says, and what it refuses to say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import psycopg
import pytest
from tests.rooms.grammar.expressions.asking import FORM
from tests.rooms.grammar.expressions.databases import column, in_duckdb, in_postgresql
from tests.rooms.grammar.expressions.world import SCOPE

from sojourn.grammar.expressions import FUNCTIONS, ExpressionError, Name, Place, Scope, Type, compile
from sojourn.kernel import moment

BOTH = pytest.mark.parametrize("dialect", ["postgresql", "duckdb"])


def _plain(name: Name) -> str:
    return f'"{name.name}"'


def test_a_simple_guard_stays_a_simple_condition() -> None:
    sql = compile("${age} < 18 and ${decision} = 'return'", FORM).sql("postgresql", _plain)

    assert sql == """((("age" < 18) IS TRUE) AND (COALESCE("decision", '') = 'return'))"""


@BOTH
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sum(${m_age})", "many rows"),
        ("count(${member})", "many rows"),
        ("join(',', ${m_name})", "many rows"),
        ("max(${m_age})", "many rows"),
        ("if(${age} > 3, random(), 1)", "another value"),
        ("uuid()", "another value"),
        ("jr:choice-name(${decision}, '${decision}')", "language"),
        ("format-date-time(${met}, '%Y')", "page"),
        ("format-date(${name}, '%Y')", "only a date"),
        ("distance(${home}, ${home})", "geography"),
        ("once(1)", "where in a form"),
        ("string(${met})", "not kept there"),
        ("concat(now(), '')", "no text"),
        ("${amount} mod 2", "mod of numbers with decimals"),
        ("substr(${name}, ${age})", "written as numbers"),
        ("pow(2, ${age})", "whole number from 0"),
        ("round(${amount}, ${age})", "decimals must be"),
        ("round(${amount}, -1)", "decimals must be"),
        ("${opens} < ${met}", "only compared with another time"),
        ("decimal-time(${name})", "not read there"),
        (" * ".join(["${amount}"] * 11), "too large or too small"),
        ("concat('a\x00b', ${name})", "a character"),
        ("coalesce(${age}, ${name}) = 'x'", "now one, now the other"),
    ],
)
def test_what_sql_cannot_say_is_refused_at_its_place(dialect: Any, text: str, why: str) -> None:
    expression = compile(text, FORM, Place("measures.yaml", 3, 10))

    with pytest.raises(ExpressionError, match=why) as caught:
        expression.sql(dialect, _plain)

    assert caught.value.code == "no_sql"
    assert caught.value.place.line == 3
    assert caught.value.place.column >= 10


@BOTH
def test_a_name_without_a_known_type_is_refused(dialect: Any) -> None:
    with pytest.raises(ExpressionError, match="not known"):
        compile("${x} = 1", Scope((Name("x", Type.ANY),))).sql(dialect, _plain)


@BOTH
def test_a_column_of_a_choice_list_is_refused(dialect: Any) -> None:
    with pytest.raises(ExpressionError, match="not in the facts"):
        compile("level = 1", Scope((), columns=("level",))).sql(dialect, _plain)


CALLS = {
    "substr": "substr('abc', 1)", "pow": "pow(2, 3)", "selected": "selected('a', 'a')", "position": "position(..)",
    "if": "if(true(), 1, 2)", "regex": "regex('a', 'a')", "weighted-checklist": "weighted-checklist(1, 2, true(), 1)",
    "digest": "digest('a', 'MD5')", "format-date": "format-date(today(), '%Y')",
    "format-date-time": "format-date-time('2026-01-01', '%Y')",
    "jr:choice-name": "jr:choice-name('stay', '${decision}')",
    "indexed-repeat": "indexed-repeat(${m_name}, ${member}, 1)", "checklist": "checklist(1, 1, true())",
    "translate": "translate('a', 'b', 'c')", "boolean": "boolean('a')", "not": "not(true())",
    "decimal-time": "decimal-time(0.5)",
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", [name for name, row in FUNCTIONS.items() if not row.refused])
def test_the_list_says_truly_which_functions_sql_has(dialect: Any, name: str) -> None:
    row = FUNCTIONS[name]
    text = CALLS.get(name, f"{name}({', '.join(['1'] * row.least)})")
    expression = compile(text, FORM.standing(here=("member",), current=Name("name", Type.TEXT)))

    if row.no_sql:
        with pytest.raises(ExpressionError, match="cannot be asked"):
            expression.sql(dialect, _plain)
    else:
        assert expression.sql(dialect, _plain)


NASTY = ("O'Neil", "a\\'b", "100%", "%s %(x)s", "$1 $$", "back\\", "; DROP TABLE answers; --", "سلام", "\n\t", ":x ?")


@pytest.mark.parametrize("text", NASTY)
def test_literals_are_quoted_whatever_they_hold(
    text: str, postgresql: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    literal = f'"{text}"'
    expression = compile(f"${{t}} = {literal}", SCOPE)
    rows = [{"t": text}, {"t": text + "x"}, {}]

    assert in_postgresql(postgresql, expression.sql("postgresql", column), rows) == [True, False, False]
    assert in_duckdb(duck, expression.sql("duckdb", column), rows) == [True, False, False]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("1 div ${i}", [{"i": 0}, {"i": 2}, {}], [float("inf"), 0.5, None]),
        ("${i} mod ${j}", [{"i": 7, "j": 0}, {"i": -7, "j": 3}, {"i": 7}], [None, -1.0, None]),
        ("${i} * ${j}", [{"i": 2**62, "j": 2**62}], [float(2**62) * 2**62]),
        ("${i} + 1", [{"i": 2**63 - 1}], [float(2**63)]),
        ("number(${t})", [{"t": "1" * 37}, {"t": "1" * 38}, {"t": "1e5"}], [float("1" * 37), None, None]),
        ("round(${d}, 1)", [{"d": "2.25"}, {"d": "-2.25"}, {"d": "1234567.35"}, {}], [2.3, -2.2, 1234567.4, None]),
        ("round(${d})", [{"d": "2.5"}, {"d": "-2.5"}, {"d": "0.49"}], [3.0, -2.0, 0.0]),
        ("string(${d})", [{"d": "12.50"}, {"d": "0.01"}, {}], ["12.5", "0.01", ""]),
        ("date(${i})", [{"i": 0}, {"i": 9999999}, {}], [date(1970, 1, 1), None, None]),
        ("${on} <= today()", [{"on": "2026-11-22"}, {"on": "2026-11-23"}, {}], [True, False, False]),
        ("${at} <= today()", [{"at": "2026-11-22T23:59:00Z"}, {"at": "2026-11-23T00:00:00Z"}], [True, False]),
        ("not(${i} > 3)", [{}, {"i": 4}], [True, False]),
        ("${m} = ''", [{}, {"m": []}, {"m": ["red"]}], [True, True, False]),
        ("log(${i})", [{"i": 0}, {"i": -1}, {"i": 1}], [float("-inf"), None, 0.0]),
        ("exp(${i})", [{"i": 10**6}, {"i": -(10**6)}], [float("inf"), 0.0]),
        ("sin(1 div ${i})", [{"i": 0}], [None]),
        ("(1 div ${i}) - (1 div ${i})", [{"i": 0}], [None]),
    ],
)
def test_what_would_stop_a_query_gives_the_result_of_the_closures(
    text: str,
    rows: list[dict[str, Any]],
    expected: list[Any],
    postgresql: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
) -> None:
    expression = compile(text, SCOPE)

    with moment.travelling(datetime(2026, 11, 22, 12, 0, tzinfo=UTC)):
        assert in_postgresql(postgresql, expression.sql("postgresql", column), rows) == expected
        assert in_duckdb(duck, expression.sql("duckdb", column), rows) == expected


@BOTH
def test_the_present_can_be_any_sql(dialect: Any) -> None:
    sql = compile("now() > ${met}", FORM).sql(dialect, _plain, now="facts.loaded_at")

    assert "facts.loaded_at" in sql
