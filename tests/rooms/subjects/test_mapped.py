"""Answers that a form maps to the person become particulars; a birth date stays as uncertain as it is."""

from __future__ import annotations

import pytest

from sojourn.grammar.forms import read_form
from sojourn.subjects.mapped import mapped
from sojourn.subjects.names import script_of, words_of
from sojourn.subjects.particulars import Paper, Particulars

FORM = read_form("""
form: who
version: "1"
label: Who
about: member
survey:
  - {type: text, name: family, label: Family name, sensitive: identifying, maps_to: person.family_name}
  - type: begin_group
    name: inner
    label: Inner
    children:
      - {type: select_one sex, name: sex, label: Sex, sensitive: ordinary, maps_to: person.sex}
      - type: select_multiple nationality
        name: nations
        label: Nations
        sensitive: sensitive
        maps_to: person.nationalities
  - {type: text, name: precision, label: Precision, sensitive: ordinary, maps_to: person.birth_precision}
  - {type: date, name: born, label: Born, sensitive: identifying, maps_to: person.birth_date}
  - {type: integer, name: year, label: Year, sensitive: identifying, maps_to: person.birth_year}
  - {type: integer, name: month, label: Month, sensitive: identifying, maps_to: person.birth_month}
  - {type: text, name: relation, label: Relation, sensitive: ordinary, maps_to: member.relation}
  - {type: text, name: nothing, label: Nothing, sensitive: ordinary}
  - type: begin_repeat
    name: paper
    label: Paper
    maps_to: person.document
    children:
      - {type: text, name: kind, label: Kind, sensitive: ordinary, maps_to: person.document.kind}
      - {type: date, name: until, label: Until, sensitive: identifying, maps_to: person.document.expiry_date}
""")


def test_groups_dissolve_repeats_become_papers_and_the_rest_goes_elsewhere():
    found = mapped(FORM, {
        "family": "Alder", "sex": "F", "nations": ["GEO", "XXA"], "relation": "child", "nothing": "x",
        "paper": [{"kind": "passport", "until": "2030-01-01"}, {}],
    })  # fmt: skip
    assert found.particulars == Particulars(
        family_name="Alder", sex="F", nationalities=("GEO", "XXA"),
        papers=(Paper(kind="passport", expires_on="2030-01-01"), Paper()),
    )  # fmt: skip
    assert found.elsewhere == {"member.relation": "child"}


@pytest.mark.parametrize(
    ("answers", "birth"),
    [
        ({"born": "2008-05-17", "precision": "day"}, "2008-05-17"),
        ({"born": "2008-05-17"}, "2008-05-17"),
        ({"year": 2008, "precision": "year"}, "2008"),
        ({"year": 2008, "month": 5, "precision": "month"}, "2008-05"),
        ({"year": 2008, "precision": "month"}, "2008"),
        ({"year": 2008, "precision": "estimated"}, "~2008"),
        ({"born": "2008-05-17", "precision": "year"}, "2008"),
        ({"precision": "year"}, ""),
        ({}, ""),
    ],
)
def test_a_birth_date_stays_as_uncertain_as_it_is(answers, birth):
    assert mapped(FORM, answers).particulars.birth == birth


@pytest.mark.parametrize(
    ("name", "script", "words"),
    [
        ("María-José O'Neill", "Latn", ("maria", "jose", "oneill")),
        ("თამარ", "Geor", ("tamar",)),
        ("Олена", "Cyrl", ("olena",)),
        ("صديقي", "Arab", None),
        ("አማረ", "Ethi", None),
        ("123", "", ("123",)),
        ("", "", ()),
    ],
)
def test_names_of_any_script_have_words(name, script, words):
    assert script_of(name) == script
    found = words_of(name)
    assert found == words if words is not None else (found and all(word.isascii() for word in found))


def test_a_name_of_a_hundred_words_makes_twelve():
    assert len(words_of(" ".join(f"name{number}" for number in range(100)))) == 12
