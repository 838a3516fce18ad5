"""Suppressed, missing, not applicable and zero are four different things, however Eurostat writes them."""

from __future__ import annotations

import duckdb
import pytest

from sojourn.evidence.sources.eurostat_cells import figure


def read(value: str | None, flag: str | None = None, confidential: str | None = None) -> tuple[str | None, str, str]:
    query = f"SELECT {figure('$v', '$f', '$c')}"
    found = duckdb.execute(query, {"v": value, "f": flag, "c": confidential}).fetchall()
    return found[0]


@pytest.mark.parametrize(("cell", "value", "status", "flags"), [
    ("0 ", "0", "A", ""), ("418769 ", "418769", "A", ""), ("-2.2 b", "-2.2", "B", "b"),
    ("407700 bp", "407700", "P", "bp"),
    (": ", None, "O", ""), (":", None, "O", ""), (": c", None, "Q", "c"), (":c", None, "Q", "c"),
    (": z", None, "M", "z"), (": u", None, "O", "u"), ("12.5 bu", "12.5", "U", "bu"), ("1.5e3", "1.5e3", "A", ""),
])  # fmt: skip
def test_cells_of_bulk_files(cell: str, value: str | None, status: str, flags: str) -> None:
    assert read(cell) == (value, status, flags)


@pytest.mark.parametrize(("value", "flag", "confidential", "status"), [
    ("0", "", "", "A"), ("", "", "", "O"), (None, None, None, "O"), ("", "c", "", "Q"), ("", "", "C", "Q"),
    ("", "z", "", "M"), ("5", "p", "", "P"), ("5", "r", "", "A"), ("5", "e", "", "E"),
])  # fmt: skip
def test_cells_of_csv_files(value: str | None, flag: str | None, confidential: str | None, status: str) -> None:
    assert read(value, flag, confidential)[1] == status


def test_words_are_left_for_the_engine_to_refuse() -> None:
    assert read("many") == ("many", "A", "")
    assert read("12,5 b")[0] == "12,5"
