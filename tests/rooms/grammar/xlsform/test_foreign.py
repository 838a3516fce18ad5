"""Workbooks that others made: every spelling XLSForm allows, and a clear word where something cannot be used."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.rooms.grammar.xlsform.sheets import as_workbook, cells_of

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.forms import compile_form
from sojourn.grammar.xlsform import read_xlsform, write_xlsform

SURVEY = [
    ["type", "name", "label::English (en)", "label::Français (fr)", "Relevance", "bind::odk:length", "Notes to self"],
    ["start", "start"],
    ["string", "given", "Given name", "Prénom", None, 40],
    ["begin group", "home", "Home", "Maison", "${given} != ''"],
    ["select one from town or specify other", "town", "Town", "Ville", None, None, "ask twice"],
    ["begin_repeat", "child", "Child", "Enfant"],
    ["int", "age", "Age", "Âge"],
    ["end repeat"],
    ["end_group"],
    ["note", "thanks", "Thank you, ${given}", "Merci, ${given}"],
]
CHOICES = [
    ["list name", "name", "label::English (en)", "label::Français (fr)", "media::image", "district", "valid_from"],
    ["town", 1.0, "Hill", "Colline", "hill.png", "north", date(2020, 1, 1)],
    ["town", 2.5, "Bay", "Baie", None, "south", datetime(2021, 2, 3)],
]
SETTINGS = [
    ["form_title", "form_id", "version", "default_language", "style"],
    ["Town", "town_form", 20260101, "English (en)", "pages"],
]


def faults_of(**sheets):
    with pytest.raises(GrammarErrors) as refused:
        read_xlsform(as_workbook(sheets), file="form.xlsx")
    return refused.value.faults


def codes_of(**sheets):
    return [fault.code for fault in faults_of(**sheets)]


def test_every_spelling_is_understood():
    form = read_xlsform(as_workbook({"Survey ": SURVEY, "CHOICES": CHOICES, "settings": SETTINGS}))

    start, given, home, thanks = form.questions
    town, child = home.children
    assert (start.type, given.type, thanks.type) == ("start", "text", "note")
    assert given.columns == {"bind::odk:length": "40"}
    assert home.relevant == "${given} != ''"
    assert (town.type, town.list_name, town.or_other, town.columns) == (
        "select_one",
        "town",
        True,
        {"Notes to self": "ask twice"},
    )
    assert (child.type, child.children[0].type) == ("begin_repeat", "integer")
    assert child.labels == {"en": "Child", "fr": "Enfant"}
    assert form.choices["town"].names == ("1", "2.5")
    assert form.choices["town"].by_name["1"].extra == {"image": "hill.png", "district": "north"}
    assert form.choices["town"].by_name["1"].valid_from == date(2020, 1, 1)
    assert (form.name, form.version, form.settings["style"]) == ("town_form", "20260101", "pages")


def test_writing_it_again_gives_equal_cells():
    first = write_xlsform(read_xlsform(as_workbook({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})), {})

    assert cells_of(write_xlsform(read_xlsform(first), {})) == cells_of(first)
    survey = cells_of(first)["survey"]
    assert survey[1]["label::English (en)"] == "Given name"
    assert survey[3] == {
        "type": "select_one town or_other",
        "name": "town",
        "label::English (en)": "Town",
        "label::Français (fr)": "Ville",
        "Notes to self": "ask twice",
    }


def test_a_foreign_form_can_be_filled():
    form = compile_form(read_xlsform(as_workbook({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})), {})

    cleaned = form.clean({"given": "Ash", "town": "2.5", "child": [{"age": "4"}]}, language="fr")

    assert cleaned.ok
    assert form.state(cleaned.answers, language="fr").text("thanks") == "Merci, Ash"


def test_plain_columns_are_the_default_language():
    survey = [["type", "name", "label", "label::Swahili"], ["text", "a", "Name", "Jina"]]

    form = read_xlsform(as_workbook({"survey": survey}), file="names.xlsx")

    assert (form.name, form.default_language) == ("names", "en")
    assert form.questions[0].labels == {"en": "Name", "sw": "Jina"}


def test_the_old_single_colon_is_understood():
    survey = [["type", "name", "label:English", "label:French"], ["text", "a", "Name", "Nom"]]

    assert read_xlsform(as_workbook({"survey": survey})).questions[0].labels == {"en": "Name", "fr": "Nom"}


def test_spreadsheet_habits_are_survived():
    survey = [
        ["type", "name", "label", None, None],
        [],
        ["text ", " a", " Name\u00a0", None, None],
        [None, None, None],
        ["", "", ""],
        ["begin_group", "g", "G"],
        ["integer", "b", 12.0],
        ["end_group", "g"],
        [],
    ]

    form = read_xlsform(as_workbook({"survey": survey}))

    assert [question.name for question in form.walk()] == ["a", "g", "b"]
    assert form.questions[1].children[0].labels == {"en": "12"}


def test_merged_cells_are_survived(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "A"], ["note", "b", "Long note"]):
        sheet.append(row)
    sheet.merge_cells("C3:F3")
    book.save(tmp_path / "merged.xlsx")

    assert read_xlsform(tmp_path / "merged.xlsx").name == "merged"


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ([["text", "a", "=A1"]], "formula", 2),
        ([["texts", "a", "A"]], "unknown_type", 2),
        ([["select_one_from_file towns.csv", "a", "A"]], "refused_type", 2),
        ([["csv-external", "a", "A"]], "refused_type", 2),
        ([["text", None, "A"]], "no_name", 2),
        ([["text", "a", "A"], [None, "b", "B"]], "no_type", 3),
        ([["text", "a", "A"], ["text", "A", "B"]], "duplicate_name", 3),
        ([["begin_group", "g", "G"], ["text", "a", "A"]], "no_end", 2),
        ([["text", "a", "A"], ["end_group"]], "no_begin", 3),
        ([["begin_group", "g", "G"], ["text", "a", "A"], ["end_repeat"]], "wrong_end", 4),
        ([["begin_group", "g", "G"], ["end_group"]], "no_children", 2),
        ([["text", "a", "A", "stray"]], "no_heading", 2),
    ],
)
def test_a_mistake_is_named_with_sheet_and_row(rows, code, line):
    (fault,) = faults_of(survey=[["type", "name", "label"], *rows])

    assert (fault.code, fault.place.file, fault.place.line) == (code, "form.xlsx!survey", line)


def test_a_formula_is_named_by_its_address():
    (fault,) = faults_of(survey=[["type", "name", "label"], ["text", "a", "=1+1"]])

    assert fault.message == "the cell C2 holds a formula: copy its value instead"


@pytest.mark.parametrize(
    ("sheets", "codes"),
    [
        ({"surveys": [["type"], ["text"]]}, ["no_survey", "unknown_sheet"]),
        ({"survey": [["type", "name", "name"], ["text", "a", "b"]]}, ["duplicate_column"]),
        ({"survey": [["type", "name"], ["text", "a"]], "entities": [["dataset"], ["people"]]}, ["refused_sheet"]),
        ({"survey": [["type", "name"], ["text", "a"]], "external_choices": [["name"], ["x"]]}, ["refused_sheet"]),
        (
            {
                "survey": [["type", "name"], ["text", "a"]],
                "choices": [["list_name", "name", "label"], [None, "x", "X"]],
            },
            ["no_list"],
        ),
        (
            {
                "survey": [["type", "name"], ["text", "a"]],
                "choices": [["list_name", "name", "label"], ["l", "x y", "X"], ["l", "z", "Z"], ["l", "z", "Z"]],
            },
            ["bad_code", "duplicate_code"],
        ),
        ({"survey": [["type", "name"], ["text", "a"]], "settings": [["form_id"], ["a"], ["b"]]}, ["settings"]),
        (
            {
                "survey": [["type", "name", "label", "label::English (en)"], ["text", "a", "A", "B"]],
                "settings": [["default_language"], ["English (en)"]],
            },
            ["duplicate_column"],
        ),
    ],
)
def test_other_mistakes_of_a_workbook(sheets, codes):
    assert codes_of(**sheets) == codes
