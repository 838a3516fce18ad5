"""Cells become raw answers; what a cell can't mean is a problem, never dropped and never guessed."""

import pytest

from sojourn.exchange.mappings import Converter, read_mapping
from sojourn.exchange.mappings.dates import DateOrder, needs_order


def convert(columns, cells, *, faults=None, dates=(), extra=""):
    mapping = read_mapping(f"mapping: x\npack: p\nform: f\n{extra}columns: {columns}\n")
    header = [rule.column for rule in mapping.columns]
    return Converter(mapping, header, {("f", name): "date" for name in dates}).convert(cells, faults or {})


def test_plain_cells_are_trimmed_and_empty_ones_left_out():
    raw, problems = convert("{A: name, B: note}", [" Alder ", ""])
    assert (raw, problems) == ({"f": {"name": "Alder"}}, [])


def test_codes_are_translated():
    raw, _ = convert("{A: {question: sex, codes: {m: M}}}", ["m"])
    assert raw == {"f": {"sex": "M"}}


def test_an_unknown_value_is_a_problem_with_what_is_known():
    raw, [problem] = convert("{A: {question: sex, codes: {m: M, f: F}}}", ["male"])
    assert raw == {}
    assert (problem.column, problem.question, problem.value, problem.code) == ("A", "sex", "male", "unknown_value")
    assert "f, m" in problem.fix


def test_several_columns_add_up_to_one_answer():
    columns = "{A: {question: m, add: {'1': a}, nothing: ['0']}, B: {question: m, add: {'1': b}, nothing: ['0']}}"
    assert convert(columns, ["1", "1"])[0] == {"f": {"m": ["a", "b"]}}
    assert convert(columns, ["0", "1"])[0] == {"f": {"m": ["b"]}}
    assert convert(columns, ["0", "2"])[1][0].code == "unknown_value"


def test_one_cell_can_hold_several_codes():
    raw, problems = convert("{A: {question: m, split: ';', codes: {x: a, y: b}}}", ["x; y; z"])
    assert raw == {"f": {"m": ["a", "b"]}}
    assert [problem.value for problem in problems] == ["z"]


def test_two_columns_that_contradict_each_other_are_noticed():
    columns = "{A: {question: sex, codes: {'1': F}}, B: {question: sex, codes: {'1': M}}}"
    _, [problem] = convert(columns, ["1", "1"])
    assert problem.code == "contradiction"
    assert "'F'" in problem.why


def test_a_formula_is_not_taken_for_a_value():
    _, [problem] = convert("{A: name}", ["=1+1"], faults={0: "formula"})
    assert problem.code == "formula"
    assert "values" in problem.fix


def test_constants_stand_in_every_row():
    assert convert("{A: name}", ["Alder"], extra="constants: {source: ngo}\n")[0]["f"]["source"] == "ngo"


@pytest.mark.parametrize(
    ("order", "cell", "iso"),
    [
        ("dmy", "03/04/2026", "2026-04-03"),
        ("mdy", "03/04/2026", "2026-03-04"),
        ("ymd", "2026.4.3", "2026-04-03"),
        ("dmy", "٠٣/٠٤/٢٠٢٦", "2026-04-03"),
        ("dmy", "۳-۴-۲۰۲۶", "2026-04-03"),
        ("dmy", "2026-04-03", "2026-04-03"),
        ("dmy", "31/02/2026", None),
        ("dmy", "3/4/26", None),
        ("", "03/04/2026", None),
        ("dmy", "soon", None),
    ],
)
def test_dates_are_read_in_the_declared_order_only(order, cell, iso):
    assert DateOrder(order).iso(cell) == iso


@pytest.mark.parametrize(
    ("cell", "needs"), [("03/04/2026", True), ("2026-04-03", False), ("٣/٤/٢٠٢٦", True), ("soon", False)]
)
def test_a_date_without_a_declared_order_is_asked_about(cell, needs):
    assert needs_order(cell) is needs
