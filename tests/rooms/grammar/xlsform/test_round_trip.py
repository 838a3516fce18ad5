"""Out to a workbook and in again, nothing is lost; into YAML and back neither."""

import pytest
from hypothesis import Phase, given, settings
from tests.rooms.grammar.xlsform.drawn import a_form
from tests.rooms.grammar.xlsform.sheets import cells_of, sheets_as_workbook

from sojourn.grammar.codes import read_codes
from sojourn.grammar.forms import Form, Question, read_form
from sojourn.grammar.forms.writing import write_yaml
from sojourn.grammar.packs import catalogue
from sojourn.grammar.xlsform import read_xlsform, write_xlsform

# Shrinking a form takes minutes; what was drawn is shown as it is.
QUICKLY = (Phase.explicit, Phase.generate)
PACK_CODES = read_codes(
    """
colour: {red: {label: Red, label::ar: أحمر}, blue: Blue}
size: {closed: yes, codes: [{name: s, label: Small, valid_to: 2020-01-01}, {name: l, label: Large, kind: big}]}
"""
)


@settings(max_examples=15, deadline=None, phases=QUICKLY)
@given(a_form())
def test_a_form_comes_back_the_same(form):
    assert read_xlsform(write_xlsform(form, PACK_CODES)) == form


@settings(max_examples=15, deadline=None, phases=QUICKLY)
@given(a_form())
def test_yaml_comes_back_the_same(form):
    assert read_form(write_yaml(form)) == form


@pytest.mark.nightly
@settings(max_examples=3_000, deadline=None, phases=QUICKLY)
@given(a_form())
def test_many_forms_come_back_the_same(form):
    assert read_xlsform(write_xlsform(form, PACK_CODES)) == form
    assert read_form(write_yaml(form)) == form


@settings(max_examples=10, deadline=None, phases=QUICKLY)
@given(a_form())
def test_writing_what_was_read_gives_equal_cells(form):
    first = write_xlsform(form, PACK_CODES)

    assert cells_of(write_xlsform(read_xlsform(first), PACK_CODES)) == cells_of(first)


@pytest.mark.parametrize("pack", catalogue().names())
def test_every_form_of_every_pack_comes_back_the_same(pack):
    found = catalogue().pack(pack)

    for name, compiled in found.forms.items():
        assert read_xlsform(write_xlsform(compiled.form, found.codes)) == compiled.form, name


def test_what_a_translator_fills_in_stays_and_what_the_export_filled_in_goes():
    form = Form("f", "1", {"en": "F"}, (
        Question("text", "a", texts={"label": {"en": "Name", "fr": "Nom"}}),
        Question("text", "b", texts={"label": {"en": "Town"}}),
        Question("text", "c", texts={"label": {"en": "Street"}}),
    ))  # fmt: skip
    sheets = cells_of(write_xlsform(form, {}))
    assert sheets["survey"][1]["label::Français (fr)"] == "Town"

    sheets["survey"][1]["label::Français (fr)"] = "Ville"
    back = read_xlsform(sheets_as_workbook(sheets))

    assert [question.labels for question in back.questions] == [
        {"en": "Name", "fr": "Nom"},
        {"en": "Town", "fr": "Ville"},
        {"en": "Street"},
    ]


def test_a_list_from_outside_stays_outside_until_somebody_changes_it():
    form = Form("f", "1", {"en": "F"}, (Question("select_one", "a", list_name="colour"),))
    sheets = cells_of(write_xlsform(form, PACK_CODES))
    assert [row["name"] for row in sheets["choices"]] == ["red", "blue", "unknown", "declined"]
    assert read_xlsform(sheets_as_workbook(sheets)).choices == {}

    sheets["choices"][0]["label"] = "Crimson"
    back = read_xlsform(sheets_as_workbook(sheets))

    assert back.choices["colour"].label("red") == "Crimson"


def test_names_from_outside_become_hidden_questions_and_go_again():
    question = Question(
        "text", "a", relevant="${member.age} < ${parameter.limit}", texts={"label": {"en": "${case.x}"}}
    )
    form = Form("f", "1", {"en": "F"}, (question,))

    sheets = cells_of(write_xlsform(form, {}))

    assert [(row["type"], row["name"]) for row in sheets["survey"]] == [
        ("hidden", "case.x"), ("hidden", "member.age"), ("hidden", "parameter.limit"), ("text", "a"),
    ]  # fmt: skip
    assert read_xlsform(sheets_as_workbook(sheets)) == form


def test_a_text_that_begins_like_a_formula_stays_a_text():
    form = Form("f", "1", {"en": '=HYPERLINK("x")'}, (Question("text", "a", texts={"label": {"en": "=1+1"}}),))

    assert read_xlsform(write_xlsform(form, {})) == form


def test_headings_of_other_tools_are_kept():
    form = Form("f", "1", {"fr": "F"}, (Question("text", "a", texts={"label": {"fr": "Nom", "sw": "Jina"}}),),
                default_language="fr", headings={"fr": "French", "sw": "Swahili"})  # fmt: skip

    headings = set(cells_of(write_xlsform(form, {}))["survey"][0])

    assert headings >= {"label::French", "label::Swahili"}
    assert read_xlsform(write_xlsform(form, {})) == form
    assert read_form(write_yaml(form)) == form
