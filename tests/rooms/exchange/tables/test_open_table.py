"""Spreadsheets are read as they are, or refused with the place and the fix; nothing in them is guessed."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from sojourn.exchange.tables import FileFault, open_table


def write(tmp_path, content, name="caseload.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path, **options):
    return [(row.number, row.cells) for row in open_table(path, **options).rows]


def fault_of(path, **options):
    with pytest.raises(FileFault) as caught:
        rows_of(path, **options)
    return caught.value


def workbook(tmp_path, *rows, sheets=("Caseload",)):
    book = openpyxl.Workbook()
    book.active.title = sheets[0]
    for row in rows:
        book.active.append(row)
    for name in sheets[1:]:
        book.create_sheet(name)
    path = tmp_path / "caseload.xlsx"
    book.save(path)
    return path


def test_rows_keep_the_numbers_the_user_sees(tmp_path):
    path = write(tmp_path, 'name,note\nAlder,"two\nlines"\n\nBirch,\n')
    assert rows_of(path) == [(2, ["Alder", "two\nlines"]), (5, ["Birch", ""])]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_read_from_the_header(tmp_path, mark):
    path = write(tmp_path, f"name{mark}age\nAlder{mark}9\n")
    assert rows_of(path) == [(2, ["Alder", "9"])]


def test_two_possible_delimiters_are_asked_about(tmp_path):
    fault = fault_of(write(tmp_path, "name,age;sex\nAlder,9;M\n"))
    assert fault.code == "delimiter"
    assert "file: {delimiter" in str(fault)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_recognised(tmp_path, codec):
    path = write(tmp_path, "الاسم,العمر\nسندس,٩\n".encode(codec))
    table = open_table(path)
    assert table.header == ["الاسم", "العمر"]
    assert [row.cells for row in table.rows] == [["سندس", "٩"]]


def test_a_wrong_encoding_names_the_line_and_the_way_out(tmp_path):
    fault = fault_of(write(tmp_path, "name\nAlder\nمحمد\n".encode("windows-1256")))
    assert fault.code == "encoding"
    assert fault.place == "line 3"
    assert "windows-1256" in str(fault)


def test_an_encoding_that_is_told_is_used(tmp_path):
    path = write(tmp_path, "name\nمحمد\n".encode("windows-1256"))
    assert rows_of(path, encoding="windows-1256") == [(2, ["محمد"])]


def test_an_unknown_encoding_is_refused(tmp_path):
    assert fault_of(write(tmp_path, "a\n1\n"), encoding="utf-88").code == "encoding"


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", "empty", ""),
        (b"\n\n", "empty", ""),
        (b"name,name\n1,2\n", "duplicate_header", "line 1"),
        (b"name, name \n1,2\n", "duplicate_header", "line 1"),
        (b"name,,age\n1,2,3\n", "header", "line 1"),
        (b"name,age\n1,2\n1,2,3\n", "row_length", "line 3"),
        (b'name,age\n1,"2\n1,2\n', "damaged", "line 2"),
        (b"name\nAl\0der\n", "nul", "line 2"),
        (b"<!DOCTYPE html><html>", "html", ""),
        (b"\xd0\xcf\x11\xe0rest", "not_a_table", ""),
        (b"PK\x03\x04rest", "damaged", ""),
    ],
)
def test_files_that_cannot_be_read_say_why_and_where(tmp_path, content, code, place):
    fault = fault_of(write(tmp_path, content))
    assert (fault.code, fault.place) == (code, place)
    assert "caseload.csv" in str(fault)


def test_a_giant_cell_is_not_swallowed(tmp_path):
    fault = fault_of(write(tmp_path, b"name\n" + b"x" * 200_000 + b"\n"))
    assert (fault.code, fault.place) == ("cell_too_long", "line 2")


def test_an_absent_file_and_a_folder_are_said_to_be_so(tmp_path):
    assert fault_of(tmp_path / "absent.csv").code == "absent"
    assert fault_of(tmp_path).code == "absent"


def test_short_rows_are_filled_and_empty_columns_dropped(tmp_path):
    path = write(tmp_path, "name,age,,\nAlder\nBirch,9,,\n")
    assert rows_of(path) == [(2, ["Alder", ""]), (3, ["Birch", "9"])]


def test_workbook_cells_become_plain_text(tmp_path):
    path = workbook(
        tmp_path,
        ["name", "born", "seen", "children", "share", "yes"],
        ["Alder", date(1985, 2, 3), datetime(2026, 3, 1, 10, 30), 2.0, 0.5, True],
    )
    assert rows_of(path) == [(2, ["Alder", "1985-02-03", "2026-03-01T10:30:00", "2", "0.5", "1"])]


def test_a_formula_is_marked_not_computed(tmp_path):
    path = workbook(tmp_path, ["name", "sum"], ["Alder", "=1+1"])
    row = next(open_table(path).rows)
    assert row.faults == {1: "formula"}


def test_a_workbook_with_several_sheets_asks_which(tmp_path):
    path = workbook(tmp_path, ["name"], ["Alder"], sheets=("Caseload", "Notes"))
    fault = fault_of(path)
    assert fault.code == "sheet"
    assert "Caseload, Notes" in str(fault)
    assert rows_of(path, sheet="Caseload") == [(2, ["Alder"])]
    assert fault_of(path, sheet="Absent").code == "sheet"


def test_a_zip_bomb_is_weighed_before_it_is_opened(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    fault = fault_of(write(tmp_path, stream.getvalue(), "bomb.xlsx"))
    assert fault.code == "zip_bomb"


def test_text_beyond_the_last_column_is_not_dropped(tmp_path):
    path = workbook(tmp_path, ["name"], ["Alder", "lost?"])
    fault = fault_of(path)
    assert (fault.code, fault.place) == ("row_length", "cell B2")
