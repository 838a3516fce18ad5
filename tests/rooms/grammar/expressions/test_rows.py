"""Names in repeats mean the row around us, or all rows, by where we stand."""

from __future__ import annotations

import pytest
from tests.rooms.grammar.expressions.asking import FORM, ask, refusal

from sojourn.grammar.expressions import Env, compile

COOK, SEW = {"s_name": "cook", "s_years": 3}, {"s_name": "sew", "s_years": 1}
BIRCH = {"m_name": "Birch", "m_age": 40, "skill": [COOK, SEW]}
CEDAR = {"m_name": "Cedar", "m_age": 7, "skill": []}
ANSWERS = {"age": 14, "member": [BIRCH, CEDAR]}
MEMBER = FORM.standing(here=("member",))
SKILL = FORM.standing(here=("member", "skill"))


def test_inside_a_row_a_name_is_the_answer_of_that_row() -> None:
    assert ask("${m_age} < ${age}", ANSWERS, MEMBER, rows=(CEDAR,)) is True
    assert ask("${m_age} < ${age}", ANSWERS, MEMBER, rows=(BIRCH,)) is False


def test_inside_a_row_deeper_rows_are_those_of_that_row() -> None:
    assert ask("sum(${s_years})", ANSWERS, MEMBER, rows=(BIRCH,)) == 4.0
    assert ask("count(${skill})", ANSWERS, MEMBER, rows=(CEDAR,)) == 0.0


def test_the_repeat_itself_means_all_its_rows_even_inside_one() -> None:
    assert ask("count(${member})", ANSWERS, MEMBER, rows=(CEDAR,)) == 2.0


def test_a_row_of_a_row_sees_both() -> None:
    rows = (BIRCH, SEW)

    assert ask("concat(${m_name}, ' ', ${s_name})", ANSWERS, SKILL, rows=rows) == "Birch sew"
    assert ask("${s_years} = ${m_age}", ANSWERS, SKILL, rows=rows) is False


@pytest.mark.parametrize(("text", "place"), [("position(..)", 3.0), ("position(../..)", 2.0)])
def test_position_counts_the_rows_around_us(text: str, place: float) -> None:
    assert ask(text, ANSWERS, SKILL, rows=(BIRCH, SEW), position=(2, 3)) == place


def test_the_answer_of_the_row_before() -> None:
    text = "if(position(..) > 1, indexed-repeat(${m_name}, ${member}, position(..) - 1), 'first')"

    assert ask(text, ANSWERS, MEMBER, rows=(CEDAR,), position=(2,)) == "Birch"
    assert ask(text, ANSWERS, MEMBER, rows=(BIRCH,), position=(1,)) == "first"


def test_an_indexed_row_in_the_row_around_us() -> None:
    text = "indexed-repeat(${s_name}, ${skill}, 2)"

    assert ask(text, ANSWERS, MEMBER, rows=(BIRCH,)) == "sew"
    assert ask(text, ANSWERS, MEMBER, rows=(CEDAR,)) == ""


def test_below_an_indexed_row_every_row_must_be_named() -> None:
    assert refusal("indexed-repeat(${s_name}, ${member}, 1)", SKILL).code == "indexed_repeat"


@pytest.mark.parametrize("answers", [{}, {"member": None}, {"member": []}])
def test_no_rows_are_no_error(answers: dict[str, object]) -> None:
    assert ask("count(${member})", answers) == 0.0
    assert ask("sum(${m_age}) + count(${skill})", answers) == 0.0
    assert ask("join(',', ${s_name})", answers) == ""


def test_an_expression_names_what_it_needs() -> None:
    expression = compile("sum(${s_years}) div count(${member}) + ${age}", FORM)

    assert expression.names == {"s_years", "member", "age"}


def test_all_answers_of_many_rows_are_a_list() -> None:
    assert compile("${m_age}", FORM)(Env(ANSWERS)) == [40, 7]
