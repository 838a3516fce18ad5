"""Compiling a form finds what no phone would: unknown names, lists, circles, wrong defaults."""

import pytest
from tests.rooms.grammar.forms.written import compiled

from sojourn.grammar.codes import read_codes
from sojourn.grammar.expressions import Type
from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.forms import compile_form, placement_faults, read_form

HEAD = 'form: f\nversion: "1"\nlabel: F\nsurvey:\n'


def refused(questions):
    text = HEAD + "".join(f"  - {{{question}}}\n" for question in questions)
    with pytest.raises(GrammarErrors) as errors:
        compile_form(read_form(text, file="f.yaml"), {})
    return errors.value.faults


def test_an_unknown_name_is_found_where_it_stands():
    (fault,) = refused(
        ["type: integer, name: age, label: A", 'type: text, name: q, label: Q, relevant: "${agee} < 18"']
    )

    assert (fault.place.line, fault.place.column) == (6, 48)
    assert "did you mean" in fault.message


def test_an_expression_over_several_lines_is_placed_in_the_right_line():
    text = HEAD + "  - type: text\n    name: q\n    label: Q\n    relevant: |\n      1 = 1 and\n      ${agee} < 18\n"

    with pytest.raises(GrammarErrors) as errors:
        compile_form(read_form(text), {})

    (fault,) = errors.value.faults
    assert (fault.place.line, fault.place.column) == (10, 7)


def test_a_list_nobody_has_is_found_with_the_nearest():
    (fault,) = refused(["type: select_one countri, name: q, label: Q"])

    assert fault.code == "unknown_list"
    assert '"country"' in fault.message


@pytest.mark.parametrize(
    ("questions", "circle"),
    [
        (
            ["type: calculate, name: a, calculation: '${b} + 1'", "type: calculate, name: b, calculation: '${a} + 1'"],
            {"a → b → a", "b → a → b"},
        ),
        (["type: text, name: a, label: A, relevant: \"${a} = 'x'\""], {"a → a"}),
        (
            [
                "type: text, name: a, label: A, relevant: \"${b} = 'x'\"",
                "type: text, name: b, label: B, relevant: \"${a} = 'x'\"",
            ],
            {"a → b → a", "b → a → b"},
        ),
        (
            ["type: begin_group, name: g, relevant: \"${a} = 'x'\", children: [{type: text, name: a, label: A}]"],
            {"g → a → g", "a → g → a"},
        ),
    ],
)
def test_a_circle_is_named_whole(questions, circle):
    (fault,) = refused(questions)

    assert fault.code == "circle"
    assert fault.message.partition(": ")[2] in circle


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("type: integer, name: q, label: Q, default: many", "bad_default"),
        ("type: select_one sex, name: q, label: Q, default: W", "bad_default"),
        ("type: calculate, name: q", "no_calculation"),
        ('type: range, name: q, label: Q, columns: {parameters: "start=a"}', "parameters"),
        ("type: note, name: q, label: 'Hello ${name}'", "expression_"),
        ("type: text, name: q, label: Q, constraint: '. >'", "expression_"),
        ("type: text, name: q, label: Q, constraint: 'nonsense(.)'", "expression_"),
    ],
)
def test_other_mistakes(question, code):
    (fault,) = refused([question])

    assert fault.code.startswith(code)


def test_lists_are_looked_for_in_the_form_then_the_pack_then_the_shared_ones():
    text = HEAD + "  - {type: select_one sex, name: q, label: Q}\n"
    own = read_form(text + "choices: {sex: {a: A}}")
    pack = read_codes("sex: {b: B}")

    assert compile_form(own, pack).codes["sex"].names == ("a", "unknown", "declined")
    assert compile_form(read_form(text), pack).codes["sex"].names == ("b", "unknown", "declined")
    assert compile_form(read_form(text), {}).codes["sex"].names == ("F", "M", "X", "unknown", "declined")


def test_calculations_have_the_type_of_what_they_calculate():
    form = compiled(
        HEAD
        + """\
  - {type: date, name: born, label: Born}
  - {type: calculate, name: over, calculation: "${twice} > 3"}
  - {type: calculate, name: twice, calculation: "${years} * 2"}
  - {type: calculate, name: years, calculation: "int(2.5)"}
"""
    )

    types = {name: form.scope[name].type for name in ("born", "over", "years")}
    assert types == {"born": Type.DATE, "over": Type.TEXT, "years": Type.INTEGER}
    assert form.clean({}).answers == {"years": 2, "twice": 4, "over": "true"}


def test_placement_is_asked_of_every_field():
    form = read_form(
        HEAD
        + """\
  - {type: text, name: a, label: A}
  - {type: text, name: b, label: B, sensitive: ordinary, in_evidence: yes}
  - {type: date, name: c, label: C, sensitive: identifying, in_evidence: yes}
  - {type: integer, name: d, label: D, sensitive: ordinary, maps_to: person.sexx}
  - {type: note, name: e, label: E, in_evidence: yes}
  - {type: image, name: f, label: F, sensitive: sensitive, in_evidence: yes}
  - {type: integer, name: g, sensitive: ordinary}
  - {type: integer, name: h, label: H, sensitive: ordinary, in_evidence: yes, maps_to: person.sex}
"""
    )

    assert [(fault.code, fault.place.line) for fault in placement_faults(form)] == [
        ("unplaced", 5),
        ("text_in_evidence", 6),
        ("identifying_in_evidence", 7),
        ("unknown_target", 8),
        ("nothing_in_evidence", 9),
        ("type_in_evidence", 10),
        ("no_label", 11),
    ]
