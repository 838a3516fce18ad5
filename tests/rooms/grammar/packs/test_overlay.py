"""An office's differences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.rooms.grammar.examples import ACCREDITATION, write

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs import Pack, load_pack

OFFICE: Mapping[str, str] = {
    "pack.yaml": """\
extends: accreditation
overlay: north
version: 2
offices: [BER]
parameters:
  reply_days: {value: 20}
transitions:
  refuse: {roles: [reviewer, office_manager]}
reactions: {complaint: null}
""",
    "codes.yaml": "refusal_reason: {codes: {other: Something else, papers: Papers}}\n",
    "forms/assessment.yaml": """\
survey:
  - {name: fee, label: Fee in euros}
  - {type: integer, name: workers, label: Workers placed, sensitive: ordinary, after: charges_workers}
""",
    "words/fr.yaml": """\
texts:
  Something else: Autre chose
  Papers: Pièces
  Fee in euros: Frais en euros
  Workers placed: Travailleurs placés
""",
}


def overlaid(tmp_path: Path, **changed: tuple[str, str]) -> Pack:
    base = write(tmp_path / "accreditation", ACCREDITATION)
    return load_pack(base, overlays=[write(tmp_path / "north", OFFICE, **changed)])


@pytest.fixture
def north(tmp_path: Path) -> Pack:
    files = {
        **ACCREDITATION,
        "words/fr.yaml": "\n".join(
            line
            for line in ACCREDITATION["words/fr.yaml"].splitlines()
            if not line.strip().startswith(("Another reason", "Ask the recruiter", "Fee per worker"))
        ),
    }
    base = write(tmp_path / "accreditation", files)
    return load_pack(base, overlays=[write(tmp_path / "north", OFFICE)])


def test_only_the_differences_differ(north: Pack):
    assert north.version == "1.0.0+north.2"
    assert north.overlays == ("north",)
    assert north.parameters["reply_days"].value == 20
    assert north.parameters["reply_days"].source == "[J] example"
    assert north.transitions["refuse"].roles == {"reviewer", "office_manager"}
    assert north.transitions["refuse"].reason == "refusal_reason"
    assert north.reactions == {}
    assert north.codes["refusal_reason"].names == ("fees", "other", "papers")


def test_questions_are_reworded_and_added_where_they_belong(north: Pack):
    form = north.form("assessment").form
    assert [question.name for question in form.walk()] == ["charges_workers", "workers", "fee"]
    assert form.questions[2].label("en") == "Fee in euros"
    assert form.questions[2].relevant == "${charges_workers} = 'yes'"


def test_faults_point_into_the_overlay(tmp_path: Path):
    with pytest.raises(GrammarErrors) as caught:
        overlaid(tmp_path, pack=("roles: [reviewer, office_manager]", "roles: [reviewer, boss]"))
    assert any("north/pack.yaml:8:30" in str(fault) for fault in caught.value.faults), str(caught.value)


def test_an_overlay_of_another_pack_is_refused(tmp_path: Path):
    with pytest.raises(GrammarErrors, match="extends: accreditation"):
        overlaid(tmp_path, pack=("extends: accreditation", "extends: avrr"))


def test_an_overlay_that_breaks_the_pack_is_refused(tmp_path: Path):
    with pytest.raises(GrammarErrors, match=r"there is no"):
        overlaid(tmp_path, pack=("reactions: {complaint: null}", "guards: {no_fees: null}"))
