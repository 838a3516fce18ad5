"""UNHCR's tables of solutions, decisions and flows: invented figures in their shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

FRONT = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso"
CORRIDOR = "2024,A,SYR,SYR,B,GFR,DEU"


def load(tmp_path: Path, text: str) -> Store:
    path, store = tmp_path / "table.csv", Store(tmp_path / "store")
    path.write_text(text, encoding="utf-8")
    load_file(store, path, by="Testperson Alder")
    return store


def test_solutions_are_kept_apart_by_kind(tmp_path: Path) -> None:
    text = f"{FRONT},returned_refugees,resettlement,naturalisation,returned_idps\n{CORRIDOR},5,0,-,\n"

    with load(tmp_path, text).reading() as reading:
        found = reading.sql("SELECT measure, obs_value, obs_status FROM unhcr_solutions ORDER BY measure")

    assert found == [
        ("naturalisation", None, "O"), ("resettlement", 0.0, "A"), ("returned_idps", None, "O"),
        ("returned_refugees", 5.0, "A"),
    ]  # fmt: skip


def test_decisions_have_outcomes_and_a_total(tmp_path: Path) -> None:
    header = "procedure_type,dec_level,dec_pc,dec_recognized,dec_other,dec_rejected,dec_closed,dec_total"

    with load(tmp_path, f"{FRONT},{header}\n{CORRIDOR},G,FI,P,5,1,3,1,10\n").reading() as reading:
        outcomes = reading.total("unhcr_asylum_decisions", where={}, levels={"decision": "outcome"})
        total = reading.total("unhcr_asylum_decisions", where={"decision": "_T"})
        with pytest.raises(Refused):
            reading.total("unhcr_asylum_decisions", where={})

    assert (outcomes[0].value, total[0].value) == (10, 10)


def test_a_table_of_decisions_without_levels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no column dec_level"):
        load(tmp_path, f"{FRONT},procedure_type,dec_pc,dec_recognized,dec_rejected\n{CORRIDOR},G,P,5,1\n")


def test_the_workbook_of_flows_is_read_by_its_iso_codes(tmp_path: Path) -> None:
    book, store = Workbook(), Store(tmp_path / "store")
    book.active.title = "DATA"
    book.active.append(
        ["Year", "OriginName", "origin", "OriginISO", "AsylumName", "asylum", "AsylumISO", "PT", "Count"]
    )
    book.active.append([2024, "Ukraine", "UKR", "UKR", "Germany", "GFR", "DEU", "TMP", 7])
    book.save(tmp_path / "flows.xlsx")

    load_file(store, tmp_path / "flows.xlsx", by="Testperson Alder")

    with store.reading() as reading:
        found = reading.sql("SELECT geo, origin, displaced_as, time_period, obs_value FROM unhcr_flow")
    assert found == [("DEU", "UKR", "TMP", "2024", 7.0)]
