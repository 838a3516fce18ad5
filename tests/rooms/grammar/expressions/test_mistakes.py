"""An author who slips is told what, where and how to write it instead."""

from __future__ import annotations

import pytest
from tests.rooms.grammar.expressions.asking import FORM, refusal

from sojourn.grammar.expressions import Place, Scope, Type, compile

SLIPS = [
    ("", 5, "empty", "no expression"),
    ("   ", 5, "empty", "no expression"),
    ("3 +* 4", 8, "unexpected", "unexpected *"),
    ("3 +", 8, "ends_early", "ends too early"),
    ("selected(${needs}, 'health'", 13, "open_bracket", "never closed"),
    ("(1 + 2", 5, "open_bracket", "never closed"),
    ("1 + 2)", 10, "unexpected", "unexpected )"),
    ("concat('a',)", 15, "loose_comma", "value is missing"),
    ("${age} = 'abc", 14, "open_quote", "no closing '"),
    ("“x” = 'a'", 5, "foreign_sign", "word processor"),
    ("${name} = ’yes’", 15, "foreign_sign", "word processor"),
    ("${age} – 3", 12, "foreign_sign", "write -"),
    ("${age} − 3", 12, "foreign_sign", "write -"),
    ("${age} ≤ 3", 12, "foreign_sign", "write <="),
    ("${age} && 3", 12, "foreign_sign", "write and"),
    ("${age}\u00a0= 3", 11, "hidden_sign", "no-break space"),
    ("${age}\u200b= 3", 11, "hidden_sign", "zero width space"),
    ("${age} == 3", 13, "double_equals", "write one ="),
    ("${age} AND 3", 12, "unexpected_near", "did you mean and"),
    ("1 < ${age} < 5", 16, "chained", "a < b and b < c"),
    ("$age", 5, "bad_name", "${question_name}"),
    ("${a b}", 5, "bad_name", "${question_name}"),
    ("${last-saved#age}", 5, "last_saved", "read from the case"),
    ("${agee} < 3", 5, "unknown_name", 'did you mean "age"'),
    ("age > 3", 5, "bare_word", "write ${age}"),
    ("${decision} = return", 19, "bare_word", "a text 'return'"),
    ("${signed} = true", 17, "bare_word", "write true()"),
    ("'${age}' = 3", 5, "quoted_name", "without quotes"),
    ("/data/age", 5, "refused_sign", "write the question as ${age}"),
    ("${member}[1]", 14, "refused_sign", "square brackets"),
    ("${age} | ${name}", 12, "refused_sign", "cannot be joined"),
    ("..", 5, "parent", "only for position"),
    ("position(..)", 14, "position", "no repeat around"),
    ("position(${member})", 14, "position", "only position(..)"),
    ("${m_age} > 3", 5, "many", "in each row of member"),
    ("${member} > 3", 5, "many", "count(${member})"),
    ("todayy() < 3", 5, "unknown_function", 'did you mean "today"'),
    ("age(${born})", 5, "refused_function", "div 10000"),
    ("pulldata('a', 'b', 'c', 'd')", 5, "refused_function", "code list"),
    ("substr(${name})", 5, "wrong_count", "substr(text, start, end?)"),
    ("today(1)", 5, "wrong_count", "cannot have 1"),
    ("${age} + 'abc'", 14, "not_a_number", "'abc' is a text"),
    ("${needs} * 2", 5, "not_a_number", "count-selected()"),
    ("${home} > 2", 5, "not_a_number", "distance()"),
    ("${age} = 'abc'", 14, "not_a_number", "the other side is a number"),
    ("if(${decision}, 1, 2)", 8, "not_a_condition", "= 'yes'"),
    ("not(${name})", 9, "not_a_condition", "= 'yes'"),
    ("${age} > 3 and ${born}", 20, "not_a_condition", "= 'yes'"),
    ("${age} > 3 or 'yes'", 19, "not_a_condition", "'yes' is a text"),
    ("${born} < '17/05/2008'", 15, "not_a_date", "YYYY-MM-DD"),
    ("${born} = '2025-02-29'", 15, "not_a_date", "YYYY-MM-DD"),
    ("date('2026-13-01')", 10, "not_a_date", "YYYY-MM-DD"),
    ("${opens} < '25:00'", 16, "not_a_time", "HH:MM"),
    ("regex(${name}, '[')", 21, "pattern", "never closed"),
    ("regex(${name}, ${name})", 20, "literal_needed", "in quotes"),
    ("format-date(${born}, '%d %H')", 30, "format", "%H is not one of"),
    ("digest(${name}, 'SHA-3')", 21, "algorithm", "SHA-256"),
    ("digest(${name}, 'MD5', 'rot13')", 28, "encoding", "base64, hex"),
    ("selected(${age}, '3')", 14, "not_a_choice", "compare it with ="),
    ("jr:choice-name(${decision}, ${decision})", 33, "choice_name", "in quotes"),
    ("jr:choice-name(${name}, '${name}')", 29, "choice_name", "no list of choices"),
    ("indexed-repeat(${m_name}, ${name}, 1)", 31, "indexed_repeat", "not a repeat around"),
    ("indexed-repeat('x', ${member}, 1)", 20, "indexed_repeat", "names such as"),
    ("indexed-repeat(${s_name}, ${member}, 1)", 5, "indexed_repeat", "${skill}"),
    ("indexed-repeat(${m_name}, ${member}, 1, ${skill})", 5, "wrong_count", "pairs"),
    ("weighted-checklist(1, 2, true())", 5, "wrong_count", "pairs"),
]


@pytest.mark.parametrize(("text", "column", "code", "words"), SLIPS, ids=[slip[0] or "nothing" for slip in SLIPS])
def test_a_slip_is_named_at_its_column(text: str, column: int, code: str, words: str) -> None:
    error = refusal(text)

    assert (error.place, error.code) == (Place("form.yaml", 10, column), code)
    assert words in error.message
    assert str(error) == f"form.yaml:10:{column}: {error.message}"


def test_the_message_is_its_template_filled() -> None:
    error = refusal("${agee} < 3")

    assert error.template.format_map(error.params) == error.message


def test_no_current_answer_outside_a_constraint() -> None:
    assert refusal(". > 3", FORM.standing()).code == "no_current"


def test_lines_and_tabs_are_counted() -> None:
    assert refusal("${age}\n  +\n\t\tfoo(1)").place == Place("form.yaml", 12, 3)


def test_a_place_unknown_is_counted_in_the_text() -> None:
    with pytest.raises(ValueError, match=r"^1:8: there is no \$\{b\} here"):
        compile("1 +    ${b}", Scope(()))


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("${decision}", Type.BOOLEAN, "a condition is expected here, and this gives a code"),
        ("'yes'", Type.BOOLEAN, "this gives a text"),
        ("${needs}", Type.INTEGER, "this gives a list of codes"),
        ("${age} + 1", Type.DATE, "date() makes a date"),
        ("${age} > 1", Type.DATE, "this gives a condition"),
    ],
)
def test_a_result_must_fit_its_place(text: str, expected: Type, words: str) -> None:
    error = refusal(text, expect=expected)

    assert error.code == "wrong_type"
    assert words in error.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [("${age} > 1", Type.BOOLEAN), ("${age}", Type.BOOLEAN), ("today()", Type.DATE), ("'2026-01-01'", Type.DATE),
     ("${age} * 2", Type.DECIMAL), ("if(${age} > 3, 'a', 'b')", Type.TEXT), ("${name}", Type.INTEGER)],
)  # fmt: skip
def test_a_result_that_fits_is_let_through(text: str, expected: Type) -> None:
    assert compile(text, FORM, expect=expected).text == text


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("${decision} = 'retrun'", 19, "not_in_list"),
        ("'retrun' != ${decision}", 5, "not_in_list"),
        ("selected(${needs}, 'fod')", 24, "not_in_list"),
        ("${needs} = 'food'", 5, "one_of_many"),
        ("regex(${name}, '([a-z]+ ?)+')", 20, "slow_pattern"),
    ],
)
def test_a_doubt_is_a_notice_and_no_error(text: str, column: int, code: str) -> None:
    (notice,) = compile(text, FORM, Place("form.yaml", 10, 5)).notices

    assert (notice.place, notice.code) == (Place("form.yaml", 10, column), code)


def test_a_notice_suggests_the_nearest_code() -> None:
    (notice,) = compile("${decision} = 'retrun'", FORM).notices

    assert str(notice) == "1:15: 'retrun' is not a code of the list decision; did you mean \"return\"?"
