"""Workbooks of UN DESA by origin, by both ends, and of a later revision: small ones, laid out as the publisher does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

BLOCK = "International migrant stock at mid-year, both sexes combined"
TITLE = "Table 1: International migrant stock at mid-year by sex and by region, country or area of {}, 1990-2024"


def workbook(tmp_path: Path, title: str, header: list[object], rows: list[list[object]], first_year: int) -> Path:
    """A sheet with its header on row 11 and the block's title over the first year."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    for line in (
        [None], [None, "International Migrant Stock 2024"], [None, title], [None, "POP/DB/MIG/Stock/Rev.2024"],
        [None], [None], [None], [None] * first_year + [BLOCK], [None], [None],
    ):  # fmt: skip
        sheet.append(line)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    path = tmp_path / "workbook.xlsx"
    book.save(path)
    return path


def loaded(tmp_path: Path, path: Path) -> Store:
    store = Store(tmp_path / "store")
    load_file(store, path, by="Testperson Alder")
    return store


def test_a_later_revision_is_a_vintage_of_its_own_day(tmp_path: Path) -> None:
    header = [
        "Index",
        "Region, development group, country or area",
        "Coverage",
        "Data type",
        "Location code",
        2020,
        2024,
    ]
    rows: list[list[object]] = [[1, "World", None, None, 900, 30, 40], [2, "    Germany", None, "B R", 276, 10, ".."]]

    store = loaded(tmp_path, workbook(tmp_path, TITLE.format("destination"), header, rows, 5))

    with store.reading() as reading:
        found = reading.sql("SELECT geo, time_period, obs_value, obs_status, flags FROM undesa_stock_destination "
                            "ORDER BY ALL")  # fmt: skip
    assert store.vintages("undesa_stock_destination")[0].id == "2025-01-18"
    assert found == [
        ("001", "2020", 30, "A", ""), ("001", "2024", 40, "A", ""),
        ("DEU", "2020", 10, "A", "B R"), ("DEU", "2024", None, "O", "B R"),
    ]  # fmt: skip


def test_origins_are_not_taken_for_destinations(tmp_path: Path) -> None:
    header = ["Index", "Region, development group, country or area of origin", "Notes", "Location code", 2020]

    store = loaded(tmp_path, workbook(tmp_path, TITLE.format("origin"), header, [[1, "Türkiye", None, 792, 5]], 4))

    with store.reading() as reading:
        assert reading.sql("SELECT origin, sex, obs_value FROM undesa_stock_origin") == [("TUR", "_T", 5)]
    assert store.vintages("undesa_stock_destination") == ()


def test_both_ends_become_corridors(tmp_path: Path) -> None:
    header = [
        "Index", "Region, development group, country or area of destination", "Notes of destination",
        "Location code of destination", "Type of data of destination",
        "Region, development group, country or area of origin", "Location code of origin", 2020,
    ]  # fmt: skip
    rows: list[list[object]] = [
        [1, "Germany", None, 276, "B R", "Türkiye", 792, 5],
        [2, "Germany", None, 276, "B R", "Others", 2003, 7],
    ]
    title = TITLE.format("destination and origin")

    with loaded(tmp_path, workbook(tmp_path, title, header, rows, 7)).reading() as reading:
        found = reading.sql("SELECT geo, origin, obs_value FROM undesa_stock_bilateral ORDER BY ALL")

    assert found == [("DEU", "TUR", 5), ("DEU", "_O", 7)]


def test_a_word_in_a_cell_is_refused_with_its_cell(tmp_path: Path) -> None:
    header = ["Index", "Region, development group, country or area", "Notes", "Location code", "Type of data", 2020]
    path = workbook(tmp_path, TITLE.format("destination"), header, [[1, "Germany", None, 276, "B", "ten"]], 5)

    with pytest.raises(Refused, match="sheet “Table 1”, cell F12 holds “ten”"):
        loaded(tmp_path, path)


def test_an_unknown_place_is_refused_with_its_sheet(tmp_path: Path) -> None:
    header = ["Index", "Region, development group, country or area", "Notes", "Location code", "Type of data", 2020]
    path = workbook(tmp_path, TITLE.format("destination"), header, [[1, "Erewhon", None, 9999, "B", 5]], 5)

    with pytest.raises(Refused, match="sheet “Table 1”, line 12, column geo: “9999”"):
        loaded(tmp_path, path)


def test_two_revisions_of_the_same_year_stand_side_by_side(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for name, last, persons in (("newer.csv", 2020, 7), ("older.csv", 2019, 5)):
        path = tmp_path / name
        path.write_text(f"to,from,t,sex,v\nDEU,TUR,2015,Male,{persons}\nDEU,TUR,{last},Male,9\n", encoding="utf-8")
        load_file(store, path, by="Testperson Alder")
    question = "SELECT obs_value FROM undesa_stock_bilateral WHERE time_period = '2015'"

    with store.reading(as_of=date(2020, 12, 31)) as then, store.reading() as now:
        assert (then.sql(question), now.sql(question)) == ([(5.0,)], [(7.0,)])


PROSPECTS = "SortOrder,LocID,ISO3_code,LocTypeName,Location,VarID,Variant,Time,MidPeriod,AgeGrp,AgeGrpStart,AgeGrpSpan,"
PROSPECTS += "PopMale,PopFemale,PopTotal\n"


def load_prospects(tmp_path: Path, rows: str) -> Store:
    (tmp_path / "prospects.csv").write_text(PROSPECTS + rows, encoding="utf-8")
    return loaded(tmp_path, tmp_path / "prospects.csv")


def test_the_prospects_own_file_is_read_with_its_oldest(tmp_path: Path) -> None:
    rows = (
        "1,900,,World,World,2,Medium,2021,2021.5,0,0,1,3,2,5\n"
        "2,276,DEU,Country/Area,Germany,2,Medium,2021,2021.5,100+,100,-1,0.5,1.5,2\n"
    )

    store = load_prospects(tmp_path, rows)

    with store.reading() as reading:
        found = reading.sql("SELECT geo, age, obs_value FROM wpp_population WHERE sex = '_T' ORDER BY geo")
    assert found == [("001", "Y0", 5.0), ("DEU", "Y_GE100", 2.0)]
    assert store.vintages("wpp_population")[0].id == "2022-07-11"


@pytest.mark.parametrize(("rows", "word"), [
    ("2,276,DEU,x,y,2,Medium,2021,2021.5,0-4,0,5,1,1,2\n", "a group of ages"),
    ("2,276,DEU,x,y,2,Medium,2021,2021.5,0,0,1,1,1,2\n2,276,DEU,x,y,3,High,2021,2021.5,0,0,1,1,1,2\n", "High"),
])  # fmt: skip
def test_groups_of_ages_and_several_variants_are_refused(tmp_path: Path, rows: str, word: str) -> None:
    with pytest.raises(Refused, match=word):
        load_prospects(tmp_path, rows)


def test_a_workbook_by_age_is_refused_in_plain_words(tmp_path: Path) -> None:
    header = ["Index", "Year", "Region, development group, country or area", "Location code", "0-4", "5-9"]
    path = workbook(tmp_path, TITLE.format("destination"), header, [[1, 2020, "Germany", 276, 5, 6]], 4)

    with pytest.raises(Refused, match="by age are not read yet"):
        loaded(tmp_path, path)
