"""No text, however strange or long, does more than raise an ExpressionError."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.grammar.expressions.asking import FORM, ask, refusal
from tests.rooms.grammar.expressions.databases import column

from sojourn.grammar.expressions import Env, ExpressionError, Name, Scope, Type, compile


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 10_000, "too_deep"),
        ("(" * 4_000 + "1" + ")" * 4_000, "too_deep"),
        ("-" * 10_000, "too_deep"),
        ("not(" * 2_000 + "1", "too_deep"),
        ("1" + "*1" * 4_000, "too_deep"),
        ("1" + "+1" * 50_000, "too_long"),
        ("'" + "a" * 9_000, "open_quote"),
    ],
)
def test_depth_and_length_are_bounded(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_long_sums_and_lists_of_conditions_do_not_count_as_deep() -> None:
    assert ask("1" + " + 1" * 1_500) == 1_501.0
    assert ask(" or ".join(["${age} = 1"] * 700), {"age": 1}) is True
    assert ask(" and ".join(["${age} = 1"] * 600), {"age": 2}) is False


def test_sixty_levels_compile_and_evaluate() -> None:
    levels = 58
    assert ask("if(true(), " * levels + "7" + ", 0)" * levels) == 7.0


@pytest.mark.parametrize("dialect", ["postgresql", "duckdb"])
def test_nested_guards_end_in_a_refusal_and_not_in_a_hang(dialect: str) -> None:
    scope = Scope((Name("i", Type.INTEGER),))
    text = "(1 div " * 25 + "${i}" + ")" * 25
    start = time.perf_counter()

    with pytest.raises(ExpressionError, match=r"too (long|large)"):
        compile(text, scope).sql(dialect, column)  # type: ignore[arg-type]

    assert time.perf_counter() - start < 2


def test_operands_needed_twice_are_compiled_once() -> None:
    text = "${age}"
    for _ in range(19):
        text = f"if({text} = ${{age}}, 1, '')"
    start = time.perf_counter()

    assert ask(text, {"age": 1}) == 1.0
    assert time.perf_counter() - start < 1


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("${}age()'\"+-*/=<>!.,[]|@ \n\tandordivmod1‘ "), max_size=40))
def test_noise_never_breaks_the_compiler(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        compile(text, FORM)(Env({"age": 1}))


ASKED = (
    "${age} + 1",
    "${born} < today()",
    "selected(${needs}, 'food')",
    "${amount} = 1",
    "string(${signed})",
    "${met} > now()",
    "${opens} < '10:00'",
    "sum(${m_age})",
    "format-date(${met}, '%Y')",
    "date(${amount})",
)
STRANGE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text(), max_size=3))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ASKED), STRANGE)
def test_answers_of_a_wrong_kind_give_a_result_and_no_error(text: str, value: object) -> None:
    names = ("age", "born", "needs", "amount", "signed", "met", "opens")
    answers = dict.fromkeys(names, value) | {"member": [{"m_age": value}]}

    expression = compile(text, FORM)

    assert isinstance(expression.truth(Env(answers)), bool)
    assert isinstance(expression.string(Env(answers)), str)
