"""Finding packs by name, version and office."""

# ruff: noqa: E501 - tables and files are kept as they are

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.rooms.grammar.examples import ACCREDITATION, FAMILY, write

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs import Catalogue, UnknownPack, catalogue, reset_catalogue

OVERLAY = {
    "pack.yaml": "extends: family_help\noverlay: north\nversion: 3\noffices: [BER]\nparameters: {wait_hours: {value: 24}}\n"
}


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    write(tmp_path / "accreditation", ACCREDITATION)
    write(tmp_path / "family_help", FAMILY)
    write(tmp_path / "family_help_2", FAMILY, pack=('version: "1"', 'version: "10"'))
    write(tmp_path / "family_north", OVERLAY)
    return tmp_path


def test_names_and_versions(packs: Path):
    known = Catalogue([packs])
    assert known.names() == ["accreditation", "family_help"]
    assert known.versions("family_help") == ["1", "1+north.3", "10", "10+north.3"]


def test_the_newest_version_unless_one_is_named(packs: Path):
    known = Catalogue([packs])
    assert known.pack("family_help").version == "10"
    assert known.pack("family_help", "1").version == "1"
    assert known.pack("family_help") is known.pack("family_help", "10")


def test_an_office_gets_its_overlay(packs: Path):
    known = Catalogue([packs])
    assert known.pack("family_help", office="BER").parameters["wait_hours"].value == 24
    assert known.pack("family_help", office="TBS").parameters["wait_hours"].value == 72


def test_unknown_packs_and_versions_are_told_with_what_there_is(packs: Path):
    known = Catalogue([packs])
    with pytest.raises(UnknownPack, match=r'did you mean "family_help"'):
        known.pack("family_hlp")
    with pytest.raises(UnknownPack, match=r"there are: 1\.0\.0"):
        known.pack("accreditation", "2")


def test_a_broken_pack_does_not_hide_the_others(packs: Path):
    (packs / "accreditation" / "pack.yaml").write_text("pack: [", encoding="utf-8")
    known = Catalogue([packs])
    assert known.pack("family_help").name == "family_help"
    with pytest.raises(GrammarErrors):
        known.pack("accreditation")


def test_further_folders_come_from_the_environment(packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOJOURN_PACKS", os.pathsep.join([str(packs), str(tmp_path / "absent")]))
    reset_catalogue()
    try:
        assert catalogue().pack("accreditation").name == "accreditation"
    finally:
        monkeypatch.undo()
        reset_catalogue()
