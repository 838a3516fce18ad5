"""Old and new names of dimensions and codes are read into the same table, and codes of two kinds are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store

FRONT = "DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age"
END = "geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
DECISIONS = ("TOTAL", "TOTAL_POS", "GENCONV", "SUB_PROT", "HUMSTAT", "REJECTED")
RENAMED = ("TOTAL", "POS", "POS_RFG", "POS_SPROT", "POS_HUM", "NEG")
PEOPLE = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers\n"


def table(tmp_path: Path, name: str, text: str, dataset: str) -> list[tuple[object, ...]]:
    """The rows of a dataset after loading one file into a store of its own."""
    path, store = tmp_path / name, Store(tmp_path / f"store_{name}")
    path.write_text(text, encoding="utf-8")
    load_file(store, path, by="Testperson Alder")
    with store.reading() as reading:
        return reading.sql(f"SELECT * FROM {dataset} ORDER BY ALL")


def decisions(codes: tuple[str, ...]) -> str:
    rows = (
        f"ESTAT:MIGR_ASYDCFSTA(1.0),,A,PER,TOTAL,T,TOTAL,{code},DE,2024,{count},,\n" for count, code in enumerate(codes)
    )
    return f"{FRONT},decision,{END}" + "".join(rows)


def test_decisions_are_the_same_under_old_and_new_codes(tmp_path: Path) -> None:
    old = table(tmp_path, "old.csv", decisions(DECISIONS), "migr_asydcfsta")
    new = table(tmp_path, "new.csv", decisions(RENAMED), "migr_asydcfsta")

    assert old == new
    assert {row[3] for row in new} == {"_T", "POS", "POS_RFG", "POS_SPROT", "POS_HUM", "NEG"}


def test_applicants_are_the_same_under_old_and_new_names(tmp_path: Path) -> None:
    row = "ESTAT:MIGR_ASYAPPCTZA(1.0),,A,PER,SY,T,TOTAL,{},DE,2024,5,,\n"

    old = table(tmp_path, "old.csv", f"{FRONT},asyl_app,{END}" + row.format("NASY_APP"), "migr_asyappctza")
    new = table(tmp_path, "new.csv", f"{FRONT},applicant,{END}" + row.format("FRST"), "migr_asyappctza")

    assert old == new


@pytest.mark.parametrize("word", ["time", "TIME_PERIOD"])
def test_bulk_files_of_both_times_are_read(tmp_path: Path, word: str) -> None:
    text = f"freq,indic_de,geo\\{word}\t2022 \t2023 \nA,JAN,EL\t5 b\t: \n"

    found = table(tmp_path, "estat_demo_gind.tsv", text, "demo_gind")

    assert [row[1:] for row in found] == [("GRC", "2022", 5.0, "B", "b"), ("GRC", "2023", None, "O", "")]


def test_iso_codes_in_the_place_of_unhcrs_own_are_noticed(tmp_path: Path) -> None:
    rows = "2024,A,SYR,SYR,B,ARE,ARE,5,0\n2024,A,SYR,SYR,B,DEU,DEU,7,0\n"

    found = table(tmp_path, "iso.csv", PEOPLE + rows, "unhcr_population")

    assert {row[0] for row in found} == {"ARE", "DEU"}


def test_unhcrs_own_codes_stay_its_own(tmp_path: Path) -> None:
    rows = "2024,A,SYR,SYR,B,ARE,EGY,5,0\n2024,A,SYR,SYR,B,UAE,ARE,7,-\n"

    found = table(tmp_path, "own.csv", PEOPLE + rows, "unhcr_population")

    assert [(row[0], row[2], row[4], row[5]) for row in found if row[2] == "refugees"] == [
        ("ARE", "refugees", 7.0, "A"),
        ("EGY", "refugees", 5.0, "A"),
    ]
    assert ("ARE", "asylum_seekers", None, "O") in [(row[0], row[2], row[4], row[5]) for row in found]
