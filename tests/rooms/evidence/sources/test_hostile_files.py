"""Files that are broken, renamed, cut off or something else: a clear word with line and column, the store as before."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

UNHCR = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,oip\n"
TIDY = "to,from,t,sex,v\nDEU,TUR,2020,Male,5\n"
EUROSTAT = "DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age,applicant,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
ROW = "ESTAT:MIGR_ASYAPPCTZA(1.0),,A,PER,TOTAL,T,TOTAL,FRST,EL,2025,15,p,\n"
TSV = "freq,indic_de,geo\\TIME_PERIOD\t2020 \t2021 \n"
INCIDENTS = "location,origin,longitude,latitude,date,route,cause_of_death,count,v\n"
INCIDENT = "ITA,Unknown,12.1,37.2,2020-03-01,Central Mediterranean,Drowning,Dead,4\n"
ABEL = {"names": ["Europe", "Austria", "Germany"], "regions": [0], "matrix": {"1990": [[1, 2, 3]] * 3}}


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., Refused]:
    """Load a file of this content and give back why it was refused; nothing may be in the store afterwards."""

    def load(content: str | bytes, name: str = "file.csv", **words: str) -> Refused:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        store = Store(tmp_path / "store")
        with pytest.raises(Refused) as refused:
            load_file(store, path, by="Testperson Alder", **words)
        assert [each for each in (tmp_path / "store").iterdir() if each.name != ".staging"] == []
        return refused.value

    return load


Load = Callable[..., Refused]


@pytest.mark.parametrize(("content", "code", "where"), [
    (TIDY + "DEU,SYR,2020,Male,many\n", "wrong_number", "line 3, column obs_value"),
    (TIDY + "DEU,SYR,2020,Male,1 234\n", "wrong_number", "line 3"),
    (TIDY + "DEU,QQQ,2020,Male,1\n", "unknown_code", "line 3, column origin"),
    (TIDY + "DEU,SYR,20x0,Male,1\n", "wrong_period", "line 3, column time_period"),
    (TIDY + "DEU,SYR,2020,Mann,1\n", "unknown_code", "line 3, column sex"),
    (TIDY + "DEU,TUR,2020,Male,6\n", "doubled", "geo=DEU"),
    (TIDY + "DEU,SYR,2020\n", "wrong_row", "line 3"),
    ("to,from,t,sex\nDEU,TUR,2020,Male\n", "no_layout", "line 1"),
    (UNHCR + "2024,A,SYR,SYR,B,GFR,FRA,5,1,\n", "codes_contradict", "line 2, column coa"),
    (UNHCR + "2024,A,SYR,SYR,B,GFR,DEU,five,1,\n", "wrong_number", "line 2"),
    (UNHCR + "2024,A,SYR,SYR,B,QQQ,DEU,5,1,\n", "unknown_code", "column geo"),
    (EUROSTAT, "no_rows", "line 1"),
    (EUROSTAT + ROW + ROW.replace("ASYAPPCTZA", "ASYAPPCTZM"), "several", "column dataflow"),
    (EUROSTAT + ROW + ROW.replace(",PER,", ",NR,").replace("EL", "FR"), "several", "unit"),
    (EUROSTAT + ROW.replace(",A,PER", ",M,PER"), "several", "freq"),
    (EUROSTAT.replace("applicant", "applicant_kind") + ROW, "unknown_column", "applicant_kind"),
    (EUROSTAT + ROW.replace(",15,", ",fifteen,"), "wrong_number", "line 2"),
    (INCIDENTS + INCIDENT + INCIDENT.replace(",4\n", ",some\n"), "wrong_number", "line 3, column v"),
    (INCIDENTS + INCIDENT.replace("2020-03-01", "March"), "wrong_period", "line 2, column date"),
    (INCIDENTS + INCIDENT.replace("Central Mediterranean", "Over the hills"), "unknown_code", "column route"),
    ("<!doctype html><html><title>Down</title></html>", "html", "Down"),
    (b"to,from,t,sex,v\nDEU,T\xdcR,2020,Male,5\n", "encoding", "line 2"),
    (gzip.compress(TIDY.encode() * 500, mtime=0)[:80], "truncated", "cut off"),
    (b"", "empty_file", "empty"),
])  # fmt: skip
def test_says_what_is_wrong_and_where(refusal: Load, content: str | bytes, code: str, where: str) -> None:
    refused = refusal(content)

    assert code in refused.codes, refused
    assert where in str(refused)


@pytest.mark.parametrize("content", [
    b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode(), TIDY.encode("utf-16"), TIDY.replace(",", ";").encode(),
    TIDY.replace(",", "\t").encode(), gzip.compress(TIDY.encode(), mtime=0), TIDY.rstrip("\n").encode(),
    TIDY.encode() + b"\n\n",
    TIDY.replace("to,from,t,sex,v", "TO, FROM,T,SEX,V").encode(),
], ids=["bom", "utf16", "semicolons", "tabs", "packed", "no_end", "blank_lines", "capitals"])  # fmt: skip
def test_harmless_differences_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.csv").write_bytes(content)

    report = load_file(Store(tmp_path / "store"), tmp_path / "file.csv", by="Testperson Alder")

    assert [(each.dataset, each.rows) for each in report.loaded] == [("undesa_stock_bilateral", 1)]


@pytest.mark.parametrize(("row", "code", "where"), [
    ("A,JAN,XX\t1 \t2 \n", "unknown_code", "column geo"),
    ("A,JAN\t1 \t2 \n", "wrong_key", "line 2"),
    ("A,JAN,DE\tmany \t2 \n", "wrong_number", "many"),
    ("A,JAN,DE\t1 \t2 q\n", "unknown_code", "q"),
    ("A,JAN,DE\t1 \t2 \nM,JAN,FR\t1 \t2 \n", "several", "freq"),
])  # fmt: skip
def test_bulk_rows_are_checked(refusal: Load, row: str, code: str, where: str) -> None:
    refused = refusal(TSV + row, "estat_demo_gind.tsv")

    assert code in refused.codes, refused
    assert where in str(refused)


def test_a_bulk_file_that_may_be_two_datasets_is_asked_which(refusal: Load) -> None:
    shape = "freq,citizen,sex,age,geo\\TIME_PERIOD\t2020-01 \nM,TOTAL,T,TOTAL,DE\t1 \n"

    refused = refusal(shape, "download.tsv")

    assert refused.codes == ("which_dataset",)
    assert "migr_asypenctzm" in str(refused)
    assert "--dataset" in str(refused)


@pytest.mark.parametrize(("change", "code", "where"), [
    ({"matrix": {"1990": [[1, 2], [1, 2], [1, 2]]}}, "wrong_size", "row 0 has 2"),
    ({"matrix": {"1990": [[1, "x", 3]] * 3}}, "wrong_number", "1990"),
    ({"names": ["Austria", "Austria", "Germany"]}, "doubled", "Austria"),
    ({"regions": []}, "missing_key", "regions"),
    ({"names": ["Europe", "Austria", "Nowhere"]}, "unknown_code", "Nowhere"),
])  # fmt: skip
def test_estimates_are_checked(refusal: Load, change: dict[str, object], code: str, where: str) -> None:
    refused = refusal(json.dumps(ABEL | change), "abel_flow_da_pb_closed.json")

    assert code in refused.codes, refused
    assert where in str(refused)


def test_estimates_that_do_not_say_their_method_are_asked(refusal: Load) -> None:
    assert refusal(json.dumps(ABEL), "flows.json").codes == ("which_dataset",)


def test_estimates_that_are_cut_off_are_refused(refusal: Load) -> None:
    refused = refusal(json.dumps(ABEL)[:-20], "abel_flow_da_pb_closed.json")

    assert "JSON" in str(refused)


def workbook(tmp_path: Path, change: Callable[[list[list[object]]], None]) -> bytes:
    """A bilateral matrix of fifty invented countries that adds up, changed by the test."""
    names = ["France", "Germany", "Kenya", "Mexico", "Nepal", "Oman", "Peru", "Qatar", "Samoa", "Togo"]
    names += ["Albania", "Algeria", "Angola", "Armenia", "Aruba", "Australia", "Austria", "Azerbaijan", "Bahrain",
              "Bangladesh", "Barbados", "Belarus", "Belgium", "Belize", "Benin", "Bermuda", "Bhutan", "Bolivia",
              "Botswana", "Brazil", "Bulgaria", "Burundi", "Cambodia", "Cameroon", "Canada", "Chad", "Chile", "China",
              "Colombia", "Comoros", "Croatia", "Cuba", "Cyprus", "Denmark", "Djibouti", "Dominica", "Ecuador",
              "Estonia", "Ethiopia", "Fiji", "Finland"]  # fmt: skip
    rows: list[list[object]] = [["Bilateral Remittance Estimates for 2017 (millions of US$) (April 2018 Version)"]]
    rows.append(["receiving (across) / sending (down) ", *names, "WORLD"])
    rows += [[name, *(1.0 for _ in names), float(len(names))] for name in names]
    rows.append(["WORLD", *(float(len(names)) for _ in names), float(len(names) ** 2)])
    change(rows)
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "made.xlsx"
    book.save(path)
    return path.read_bytes()


def test_a_margin_that_is_not_its_sum_is_refused(refusal: Load, tmp_path: Path) -> None:
    refused = refusal(workbook(tmp_path, lambda rows: rows[5].__setitem__(3, 900.0)), "wb.xlsx")

    assert refused.codes == ("margin_differs",)
    assert "Mexico" in str(refused)


def test_a_margin_that_differs_a_little_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "wb.xlsx"
    path.write_bytes(workbook(tmp_path, lambda rows: rows[5].__setitem__(3, 0.5)))

    report = load_file(Store(tmp_path / "store"), path, by="Testperson Alder")

    assert report.loaded[0].notices == (
        "sheet “Sheet”: the total of row “Mexico” is 51.00, and its cells add up to 50.50.",
        "sheet “Sheet”: the total of column “Kenya” is 51.00, and its cells add up to 50.50.",
    )


def test_a_word_in_a_matrix_is_refused_with_its_cell(refusal: Load, tmp_path: Path) -> None:
    refused = refusal(workbook(tmp_path, lambda rows: rows[5].__setitem__(3, "n/a")), "wb.xlsx")

    assert refused.codes == ("wrong_number",)
    assert "cell D6" in str(refused)


def test_an_unknown_country_of_a_matrix_is_refused_with_its_sheet(refusal: Load, tmp_path: Path) -> None:
    refused = refusal(workbook(tmp_path, lambda rows: rows[5].__setitem__(0, "Erewhon")), "wb.xlsx")

    assert "unknown_code" in refused.codes
    assert "sheet “Sheet”, line 6" in str(refused)


def test_a_workbook_that_is_cut_off_is_refused(refusal: Load, tmp_path: Path) -> None:
    whole = workbook(tmp_path, lambda _: None)

    assert set(refusal(whole[: len(whole) // 2], "wb.xlsx").codes) & {"truncated", "broken_workbook"}
