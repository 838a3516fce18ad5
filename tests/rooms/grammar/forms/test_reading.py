"""Forms from YAML: XLSForm's words, ours beside them, and every mistake with its place."""

import pytest
from tests.rooms.grammar.forms.written import FAMILY, TRAVEL

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.forms import read_form
from sojourn.grammar.forms.writing import write_yaml

HEAD = 'form: f\nversion: "1.10"\nlabel: F\n'


def faults(text):
    with pytest.raises(GrammarErrors) as refused:
        read_form(text, file="f.yaml")
    return [(fault.code, fault.place.line) for fault in refused.value.faults]


def with_question(question):
    return f"{HEAD}survey:\n  - {{{question}}}\n"


def test_what_a_form_says_of_itself():
    form = read_form(f"{HEAD}label::fr: Effe\nabout: member\nrepeats: yes\nsigned_by: person\nsurvey: []")

    assert (form.name, form.version, form.about, form.repeats, form.signed_by) == (
        "f",
        "1.10",
        "member",
        True,
        "person",
    )
    assert (form.label("fr"), form.label("ar"), form.languages) == ("Effe", "F", ("en", "fr"))


def test_a_question_keeps_every_column():
    form = read_form(
        with_question(
            "type: select_multiple needs or_other, name: q, label: Q, label::Français (fr): Qu, hint: H,"
            " relevance: '1', required: yes, sensitive: sensitive, in_evidence: no, maps_to: person.sex, search: yes,"
            " parameters: randomize=true, 'bind::odk:x': y, columns: {my column: mine}"
        )
    )
    (question,) = form.questions

    assert (question.type, question.list_name, question.or_other) == ("select_multiple", "needs", True)
    assert question.texts == {"label": {"en": "Q", "fr": "Qu"}, "hint": {"en": "H"}}
    assert (question.relevant, question.required, question.sensitive) == ("1", "yes", "sensitive")
    assert (question.in_evidence, question.maps_to, question.search) == (False, "person.sex", True)
    assert question.columns == {"parameters": "randomize=true", "bind::odk:x": "y", "my column": "mine"}
    assert (question.place.line, question.place_of("hint").line) == (5, 5)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("name: q, label: Q", "no_type"),
        ("type: text, label: Q", "no_name"),
        ("type: texts, name: q", "unknown_type"),
        ("type: select_one, name: q", "no_list"),
        ("type: select_one_from_file towns.csv, name: q", "refused_type"),
        ("type: text, name: 1q", "bad_name"),
        ("type: text, name: 'a b'", "bad_name"),
        ("type: begin_group, name: g", "no_children"),
        ("type: text, name: q, children: [{type: text, name: r}]", "children"),
        ("type: text, name: q, sensitve: ordinary", "unknown_key"),
        ("type: text, name: q, sensitive: secret", "bad_value"),
        ("type: text, name: q, in_evidence: maybe", "bad_value"),
        ("type: text, name: q, hint: [a]", "bad_value"),
        ("type: text, name: q, relevant: '1', relevance: '2'", "duplicate_key"),
        ("type: text, name: q, disabled: yes", "disabled"),
    ],
)
def test_a_mistake_in_a_question(question, code):
    assert faults(with_question(question)) == [(code, 5)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD, [("no_survey", 1)]),
        ("label: F\nsurvey: []", [("no_form", 1), ("no_version", 1)]),
        (f"{HEAD}surveys: []\nsurvey: []", [("unknown_key", 4)]),
        (f"{HEAD}about: people\nsurvey: []", [("bad_value", 4)]),
        (f"{HEAD}repeats: often\nsurvey: []", [("bad_value", 4)]),
        (f"{HEAD}survey: [text]", [("bad_question", 4)]),
        (f"{HEAD}survey: []\nsettings: {{stlye: pages}}", [("unknown_key", 5)]),
        (f"{HEAD}survey: []\nchoices: [a]", [("bad_value", 5)]),
        (f"{HEAD}survey:\n - {{type: text, name: a}}\n - {{type: text, name: A}}", [("duplicate_name", 6)]),
    ],
)
def test_a_mistake_in_a_form(text, found):
    assert faults(text) == found


def test_all_mistakes_are_told_at_once():
    text = f"{HEAD}survey:\n  - {{type: txt, name: a}}\n  - {{type: text, name: 9}}\n"

    assert faults(text) == [("unknown_type", 5), ("bad_name", 6)]


def test_names_are_unique_in_the_whole_form_also_across_groups():
    text = (
        f"{HEAD}survey:\n  - {{type: text, name: a}}\n"
        "  - {type: begin_group, name: g, children: [{type: text, name: a}]}\n"
    )

    assert faults(text) == [("duplicate_name", 6)]


@pytest.mark.parametrize("text", [FAMILY, TRAVEL])
def test_a_form_written_as_yaml_reads_back_the_same(text):
    form = read_form(text)

    assert read_form(write_yaml(form)) == form
