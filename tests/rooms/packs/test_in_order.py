"""Every programme of the house is in order, and its forms are what ODK understands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from tests.rooms.packs.conftest import PACKS

from sojourn.grammar.check import check_pack
from sojourn.grammar.packs import Pack
from sojourn.grammar.xlsform import read_xlsform, write_xlsform

NAMES = sorted(folder.name for folder in PACKS.iterdir() if (folder / "pack.yaml").is_file())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_to_be_put_right(name: str) -> None:
    assert [str(fault) for fault in check_pack(PACKS / name)] == []


@pytest.mark.parametrize("name", ["declaration", "movement", "rss", "travel_documents"])
def test_the_hardest_forms_go_to_a_phone_and_back(avrr: Pack, name: str, tmp_path: Path) -> None:
    """Those that look at the member, at other forms, at parameters, and at rows."""
    compiled = avrr.form(name)
    book = write_xlsform(compiled.form, compiled.codes)
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(book)

    made = convert(xlsform=str(path))

    assert made.warnings == []
    assert read_xlsform(book) == compiled.form
