"""A mapping says what each column means; its mistakes are named with file, line and column."""

import pytest

from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.source import GrammarErrors

MAPPING = """
mapping: example
pack: shelter
form: intake
dates: dmy
file: {delimiter: ";", header_line: "2"}
columns:
  Name: intake.family_name
  Sex: {question: sex, codes: {m: M, f: F}, nothing: ["?"]}
  Threats: {question: means, add: {"1": threats}, nothing: ["0"]}
constants: {source: spreadsheet}
ignore: [Remarks]
empty: ["-", n/a]
"""


def faults_of(text):
    with pytest.raises(GrammarErrors) as caught:
        read_mapping(text, "m.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_a_mapping_is_read_whole():
    mapping = read_mapping(MAPPING)

    assert [(rule.form, rule.question) for rule in mapping.columns] == [
        ("intake", "family_name"),
        ("intake", "sex"),
        ("intake", "means"),
    ]
    assert mapping.columns[1].codes == {"m": "M", "f": "F"}
    assert mapping.constants == {("intake", "source"): "spreadsheet"}
    assert mapping.mentioned == {"Name", "Sex", "Threats", "Remarks"}
    assert mapping.empty == {"", "-", "n/a"}
    assert mapping.file == {"delimiter": ";", "header_line": "2"}


def test_every_fault_is_named_at_its_line():
    faults = faults_of("mapping: x\npack: p\ndates: mixed\ncolums: {}\ncolumns:\n  A: {questions: a}\n")

    assert faults[0].startswith("m.yaml:3:8: dates are ymd, dmy, mdy")
    assert 'm.yaml:4:1: there is no key "colums" here; did you mean "columns"?' in faults
    assert any('did you mean "question"?' in fault and fault.startswith("m.yaml:6:7") for fault in faults)


def test_a_target_needs_its_form():
    assert "name the target as form.question" in faults_of("mapping: x\npack: p\ncolumns: {A: sex}\n")[0]


def test_codes_and_add_do_not_go_together():
    text = 'mapping: x\npack: p\nform: f\ncolumns:\n  A: {question: q, codes: {a: b}, add: {"1": c}}\n'
    assert "not both" in faults_of(text)[0]


def test_a_mapping_needs_name_pack_and_columns():
    assert len(faults_of("label: nothing\n")) == 3
