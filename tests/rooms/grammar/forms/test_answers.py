"""A whole form: what is shown, calculated, required, and refused."""

from datetime import UTC, date, datetime

import pytest
from tests.rooms.grammar.forms.written import FAMILY, TRAVEL, asking, compiled

from sojourn.grammar.expressions import Name, Scope, Type
from sojourn.grammar.forms import compile_form, read_form
from sojourn.kernel import moment

FAMILY_FORM, TRAVEL_FORM = compiled(FAMILY), compiled(TRAVEL)


def codes(cleaned):
    return [(problem.path, problem.code) for problem in cleaned.problems]


def test_rows_are_cleaned_calculated_and_summed():
    cleaned = FAMILY_FORM.clean(
        {
            "has_children": "yes",
            "child": [
                {"given": "Ash", "age": "9", "school": "Town school", "vaccination": [{"given_on": "2020-05-01"}]},
                {"given": "Elm", "age": "١٥"},
            ],
        }
    )

    assert cleaned.ok
    assert cleaned.answers == {
        "has_children": "yes",
        "child": [
            {
                "given": "Ash",
                "age": 9,
                "school": "Town school",
                "vaccination": [{"given_on": "2020-05-01"}],
                "minor": 1,
            },
            {"given": "Elm", "age": 15, "minor": 0},
        ],
        "minors": 1,
    }


def test_what_is_not_relevant_is_removed_at_every_level():
    cleaned = FAMILY_FORM.clean(
        {"has_children": "yes", "child": [{"given": "Elm", "age": "16", "school": "left over"}]}
    )
    gone = FAMILY_FORM.clean({"has_children": "no", "child": [{"given": "Elm", "age": "99"}]})

    assert "school" not in cleaned.answers["child"][0]
    assert gone.ok
    assert gone.answers == {"has_children": "no", "minors": 0}


def test_problems_name_the_row_from_1_in_the_order_of_the_form():
    cleaned = FAMILY_FORM.clean(
        {
            "has_children": "yes",
            "child": [{"given": "Ash", "age": "old"}, {"age": "18", "vaccination": [{"given_on": "2999-01-01"}]}],
        }
    )

    assert codes(cleaned) == [
        ("child[2].given", "required"),
        ("child[1].age", "type"),
        ("child[2].age", "constraint"),
        ("child[2].vaccination[1].given_on", "constraint"),
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "A child is younger than 18."),
        ("fr", "Un enfant a moins de 18 ans."),
        ("fr-CA", "Un enfant a moins de 18 ans."),
        ("ar", "A child is younger than 18."),
    ],
)
def test_the_forms_own_words_are_used_when_there_are_some(language, message):
    cleaned = FAMILY_FORM.clean({"has_children": "yes", "child": [{"given": "A", "age": 40}]}, language=language)

    assert [problem.message for problem in cleaned.problems] == [message]


def test_built_in_words_come_in_the_persons_language():
    messages = [FAMILY_FORM.clean({}, language=language).problems[0].message for language in ("en", "fr", "ar", "xx")]

    assert messages == [
        "An answer is needed here.",
        "Une réponse est nécessaire ici.",
        "مطلوب جواب هنا.",
        "An answer is needed here.",
    ]


def test_a_question_the_form_does_not_have_is_a_problem_with_a_hint():
    (problem,) = FAMILY_FORM.clean({"has_children": "no", "has_childen": "yes"}).problems

    assert (problem.code, problem.fix) == ("unknown_question", 'Did you mean "has_children"?')


def test_groups_may_be_given_nested_or_flat():
    nested = FAMILY_FORM.clean({"has_children": "yes", "children": {"child": {"given": "Ash"}}})

    assert nested.answers["child"] == [{"given": "Ash", "minor": 0}]


def test_empty_rows_at_the_end_are_dropped_and_others_stay():
    cleaned = FAMILY_FORM.clean(
        {"has_children": "yes", "child": [{"given": "Ash"}, {"given": " "}, {"given": "Elm"}, {"given": "", "age": ""}]}
    )

    assert codes(cleaned) == [("child[2].given", "required")]
    assert len(cleaned.answers["child"]) == 3


@pytest.mark.parametrize("rows", ["text", 5, ["text"], [[]], [{"given": "x"}] * 501])
def test_rows_that_are_no_rows(rows):
    assert codes(FAMILY_FORM.clean({"has_children": "yes", "child": rows}))[0][0] == "child"


def test_a_choice_filter_looks_at_other_answers():
    assert TRAVEL_FORM.clean({"region": "south", "town": "bay"}).ok
    assert codes(TRAVEL_FORM.clean({"region": "north", "town": "bay"})) == [("town", "choice")]


def test_a_dated_code_is_offered_only_on_its_days():
    answers = {"region": "north", "town": "dale"}

    assert TRAVEL_FORM.clean(answers, on=date(2026, 6, 30)).ok
    assert codes(TRAVEL_FORM.clean(answers, on=date(2026, 7, 1))) == [("town", "choice")]
    with moment.travelling(datetime(2026, 1, 1, tzinfo=UTC)):
        assert TRAVEL_FORM.clean(answers).ok


def test_a_constraint_sees_the_answer_as_a_dot():
    assert codes(TRAVEL_FORM.clean({"region": "north", "needs": ["food", "health", "legal"]})) == [
        ("needs", "constraint")
    ]


def test_defaults_fill_a_blank_form():
    with moment.travelling(datetime(2026, 3, 1, tzinfo=UTC)):
        assert TRAVEL_FORM.blank() == {"leaves_on": "2026-03-01", "remark": "none"}


def test_a_default_may_come_from_outside_and_rows_have_defaults_too():
    form = compile_form(
        read_form(
            """
form: outside
version: "1"
label: Outside
survey:
  - {type: integer, name: hours, label: Hours, default: "${parameter.hours} + 1"}
  - type: begin_repeat
    name: visit
    label: Visit
    children:
      - {type: text, name: kind, label: Kind, default: home}
"""
        ),
        {},
        Scope([Name("parameter.hours", Type.NUMBER)]),
    )

    assert form.blank({"parameter.hours": 71}) == {"hours": 72}
    assert form.blank(repeat="visit") == {"kind": "home"}


def test_names_from_outside_are_seen_and_not_kept():
    text = (
        "form: f\nversion: '1'\nlabel: F\nsurvey:\n  - {type: text, name: q, label: Q, relevant: '${member.age} < 18'}"
    )
    form = compile_form(read_form(text), {}, Scope([Name("member.age", Type.INTEGER)]))

    assert form.clean({"q": "x"}, outside={"member.age": 17}).answers == {"q": "x"}
    assert form.clean({"q": "x"}, outside={"member.age": 18}).answers == {}


def test_a_repeat_with_a_count_has_so_many_rows():
    form = compiled(
        """
form: counted
version: "1"
label: Counted
survey:
  - {type: integer, name: n, label: How many}
  - type: begin_repeat
    name: person
    label: Person
    repeat_count: ${n}
    children:
      - {type: text, name: given, label: Name, required: yes}
"""
    )

    assert codes(form.clean({"n": 2, "person": [{"given": "Ash"}]})) == [("person[2].given", "required")]
    (surplus,) = form.clean({"n": 1, "person": [{"given": "Ash"}, {"given": "Elm"}]}).problems
    assert (surplus.code, surplus.message) == ("repeat_count", "There are 2 rows here, but 1 are expected.")
    assert form.clean({"n": 10**9}).problems[0].code == "required"


def test_calculations_are_never_taken_from_the_person():
    assert FAMILY_FORM.clean({"has_children": "no", "minors": "99"}).answers["minors"] == 0


def test_once_keeps_the_first_value():
    form = asking("type: text", more="  - {type: calculate, name: first, calculation: 'once(${q})'}")

    first = form.clean({"q": "a"}).answers
    second = form.clean({**first, "q": "b"}).answers

    assert (first["first"], second["first"]) == ("a", "a")


def test_or_other_asks_what():
    form = asking("type: select_one sex or_other")

    assert codes(form.clean({"q": "other"})) == []
    assert form.clean({"q": "other", "q_other": "fluid"}).answers == {"q": "other", "q_other": "fluid"}
    assert form.clean({"q": "F", "q_other": "left over"}).answers == {"q": "F"}


def test_a_list_may_serve_a_question_with_or_other_and_one_without():
    form = asking(
        "type: select_one sex or_other",
        more="  - {type: select_one sex, name: plain, label: Plain, sensitive: ordinary}",
    )

    assert form.clean({"q": "other", "q_other": "fluid", "plain": "F"}).ok
    assert codes(form.clean({"plain": "other"})) == [("plain", "choice")]


def test_answers_that_were_kept_can_be_handed_in_again():
    first = FAMILY_FORM.clean({"has_children": "yes", "child": [{"given": "Ash", "age": "9"}]}).answers

    assert FAMILY_FORM.clean(first).answers == first
    assert FAMILY_FORM.state(first).answers == first
