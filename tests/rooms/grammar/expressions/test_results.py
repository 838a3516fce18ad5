"""Results take the form in which answers of a type are stored; calculations run in the order they need."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from tests.rooms.grammar.expressions.asking import FORM

from sojourn.grammar.expressions import Env, ExpressionError, Name, Place, Scope, Type, compile, order


@pytest.mark.parametrize(
    ("text", "type", "stored"),
    [
        ("7 * 2", Type.INTEGER, 14),
        ("29 div 2", Type.INTEGER, 14),
        ("29 div 2", Type.DECIMAL, "14.5"),
        ("7 * 2", Type.DECIMAL, "14"),
        ("7 * 2", Type.NUMBER, 14),
        ("29 div 2", Type.ANY, "14.5"),
        ("'14'", Type.INTEGER, 14),
        ("0 div 0", Type.DECIMAL, None),
        ("1 div 0", Type.DECIMAL, None),
        ("'x'", Type.INTEGER, None),
        ("''", Type.TEXT, None),
        ("concat('a', 1)", Type.TEXT, "a1"),
        ("7 * 2", Type.TEXT, "14"),
        ("1 < 2", Type.TEXT, "true"),
        ("1 < 2", Type.BOOLEAN, True),
        ("1 < 2", Type.ANY, True),
        ("0 div 0", Type.BOOLEAN, None),
        ("'2026-03-01'", Type.DATE, "2026-03-01"),
        ("'2026-03-01T10:00:00Z'", Type.DATE, "2026-03-01"),
        ("20000", Type.DATE, "2024-10-04"),
        ("'x'", Type.DATE, None),
        ("'2026-03-01T10:00:00+03:00'", Type.DATETIME, "2026-03-01T10:00:00+03:00"),
        ("0.5", Type.DATETIME, "1970-01-01T12:00:00.000+00:00"),
        ("'x'", Type.DATETIME, None),
        ("'food health'", Type.CHOICES, ["food", "health"]),
        ("'return'", Type.CHOICE, "return"),
        ("'08:15'", Type.TIME, "08:15"),
        ("${needs}", Type.CHOICES, ["food"]),
    ],
)
def test_a_value_is_stored_in_the_form_of_its_type(text: str, type: Type, stored: Any) -> None:
    found = compile(text, FORM).value(Env({"needs": ["food"]}), type)

    assert (found, found.__class__) == (stored, stored.__class__)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("${age} + 1", Type.INTEGER),
        ("${age} * 1.5", Type.DECIMAL),
        ("${age} div 2", Type.DECIMAL),
        ("number(${name})", Type.NUMBER),
        ("round(${amount})", Type.INTEGER),
        ("today()", Type.DATE),
        ("now()", Type.DATETIME),
        ("${age} > 3", Type.BOOLEAN),
        ("if(${age} > 3, ${born}, '')", Type.DATE),
        ("if(${age} > 3, 1, 2.5)", Type.NUMBER),
        ("if(${age} > 3, 1, 'a')", Type.ANY),
        ("coalesce(${decision}, ${name})", Type.TEXT),
        ("max(${m_age})", Type.INTEGER),
        ("${member}", Type.ROWS),
    ],
)
def test_an_expression_knows_its_type(text: str, type: Type) -> None:
    assert compile(text, FORM).type is type


def test_the_text_is_kept_untouched() -> None:
    text = "  ${age}\n >=  18 "

    assert compile(text, FORM).text == text


def test_an_expression_can_be_copied_and_sent() -> None:
    expression = compile("${age} >= 18", FORM)
    assert expression.truth(Env({"age": 20})) is True

    assert copy.copy(expression).truth(Env({"age": 3})) is False
    assert expression == compile("${age} >= 18", FORM)


def _calculations(**texts: str) -> dict[str, Any]:
    scope = Scope(Name(name, Type.INTEGER) for name in ("a", "b", "c", "d", "given"))
    return {name: compile(text, scope, Place("form.yaml", 7, 3)) for name, text in texts.items()}


def test_calculations_come_after_what_they_need() -> None:
    calculations = _calculations(a="${b} + 1", b="${c} + ${d}", c="${given}", d="1")

    assert order(calculations) == ["c", "d", "b", "a"]


def test_without_needs_the_order_is_the_one_written() -> None:
    assert order(_calculations(c="1", a="2", b="3")) == ["c", "a", "b"]


def test_a_circle_is_named_whole_and_placed() -> None:
    with pytest.raises(ExpressionError, match="a → b → c → a") as caught:
        order(_calculations(d="${a}", a="1 + ${b}", b="${c}", c="${a}"))

    assert (caught.value.code, caught.value.place) == ("circle", Place("form.yaml", 7, 7))


def test_a_calculation_of_itself_is_a_circle() -> None:
    with pytest.raises(ExpressionError, match="a → a"):
        order(_calculations(a="${a} + 1"))


def test_a_long_chain_of_calculations_is_ordered() -> None:
    scope = Scope(Name(f"n{number}", Type.INTEGER) for number in range(3_000))
    chain = {f"n{number}": compile(f"${{n{number + 1}}}", scope) for number in range(2_999)}

    assert order(chain)[0] == "n2998"


def test_the_tree_can_be_pickled_for_other_processes() -> None:
    tree = compile("${age} >= 18", FORM).tree

    assert pickle.loads(pickle.dumps(tree)) == tree
