"""XLSX workbooks, streamed, after their package was weighed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from sojourn.exchange.tables.faults import FileFault
from sojourn.exchange.tables.header import checked_header
from sojourn.exchange.tables.rows import NO_FAULTS, Row, Table
from sojourn.exchange.tables.text_file import LONGEST_CELL

# Its remarks about styles and extensions that it passes over help nobody who imports a table.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")

LARGEST_UNPACKED = 1 << 30
LARGEST_RATIO = 200
LARGEST_PART = 64 << 20
MOST_PARTS = 2_000
SHEETS = "xl/worksheets/"
MOST_ROWS = 1_048_576


def open_workbook(path: Path, *, sheet: str = "", header_line: int = 1) -> Table:
    """Open one sheet of a workbook; raise FileFault for bombs, damage, and a sheet that is not named but must be."""
    weigh_package(path)
    _refuse_entities(path)
    stream = path.open("rb")
    try:
        # By its content: of a path, the library would judge the name.
        book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        fix = "Open it in a spreadsheet program and save it again as .xlsx."
        stream.close()
        raise FileFault(path, "damaged", f"The workbook can't be opened ({type(error).__name__}).", fix) from error
    name = _sheet_name(path, [one.title for one in book.worksheets], sheet)
    records = _records(path, book[name], header_line)
    _, cells, _ = next(records, (0, [], NO_FAULTS))
    header = checked_header(path, cells, header_line)
    return Table("xlsx", header, _rows(path, records, len(header)), sheet=name, real_dates=True)


def weigh_package(path: Path) -> None:
    """Refuse a zip package that unpacks to too much, before anything in it is unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        fix = "Save it again as .xlsx, or import a CSV."
        raise FileFault(path, "damaged", "This is not an .xlsx workbook.", fix) from None
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > LARGEST_UNPACKED or (unpacked > 50 << 20 and unpacked / packed > LARGEST_RATIO):
        what = f"The workbook would unpack to {unpacked >> 20} MB from {packed >> 10} KB."
        raise FileFault(path, "zip_bomb", what, "If it is genuine, import it as CSV.")
    # Sheets are streamed; every other part is read into memory.
    heaviest = max((part.file_size for part in parts if not part.filename.startswith(SHEETS)), default=0)
    if heaviest > LARGEST_PART or len(parts) > MOST_PARTS:
        what = f"The workbook holds {len(parts)} parts, the largest of {heaviest >> 20} MB."
        raise FileFault(path, "too_large", what, "Import it as CSV.")


def _refuse_entities(path: Path) -> None:
    """No program writes a document type into a workbook; sheets, which are streamed, are watched as they are read."""
    fix = "Save it again as .xlsx, or import a CSV."
    try:
        with zipfile.ZipFile(path) as package:
            small = [name for name in package.namelist() if not name.startswith(SHEETS)]
            declared = any(b"<!DOCTYPE" in package.read(name).replace(b"\0", b"") for name in small)
    except Exception as error:
        raise FileFault(path, "damaged", f"The workbook can't be opened ({type(error).__name__}).", fix) from error
    if declared:
        raise FileFault(path, "damaged", "The workbook can't be taken: it declares entities.", fix)


def _sheet_name(path: Path, names: list[str], asked: str) -> str:
    if asked in names:
        return asked
    if not names:
        raise FileFault(path, "damaged", "The workbook has no sheet.", "Save it again as .xlsx, or import a CSV.")
    if asked or len(names) > 1:
        what = f"There is no sheet {asked!r}." if asked else f"The workbook has {len(names)} sheets."
        raise FileFault(path, "sheet", what, f"Name one in the mapping, `file: {{sheet: …}}`: {', '.join(names)}.")
    return names[0]


def _records(path: Path, sheet: Any, header_line: int) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    # What a sheet says of its own size may be wrong: rows would be lost, or made of nothing.
    sheet.reset_dimensions()
    try:
        yield from _cells(sheet.iter_rows(min_row=header_line, max_row=MOST_ROWS), header_line)
    except Exception as error:
        fix = "Open it in a spreadsheet program and save it again as .xlsx."
        raise FileFault(path, "damaged", f"The sheet can't be read ({type(error).__name__}).", fix) from error


def _cells(rows: Any, header_line: int) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    for number, cells in enumerate(rows, start=header_line):
        texts: list[str] = []
        faults = NO_FAULTS
        for place, cell in enumerate(cells):
            fault = {"f": "formula", "e": "error_value"}.get(getattr(cell, "data_type", ""), "")
            if fault:
                faults = {**faults, place: fault}
            texts.append(cell_text(cell.value))
        yield number, texts, faults


def cell_text(value: object) -> str:
    """Write a cell's value as text: dates in ISO form, whole numbers without a fraction, booleans as 1 and 0."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _rows(path: Path, records: Iterator[tuple[int, list[str], dict[int, str]]], width: int) -> Iterator[Row]:
    for number, cells, faults in records:
        if not any(cells):
            continue
        if any(cells[width:]):
            place = f"cell {get_column_letter(width + 1)}{number}"
            raise FileFault(path, "row_length", "There is text beyond the last named column.", "Name it.", place=place)
        long = next((spot for spot, text in enumerate(cells) if len(text) > LONGEST_CELL), None)
        if long is not None:
            place = f"cell {get_column_letter(long + 1)}{number}"
            what = f"The cell is longer than {LONGEST_CELL} characters."
            raise FileFault(path, "cell_too_long", what, "Shorten it.", place=place)
        yield Row(number, (cells + [""] * (width - len(cells)))[:width], faults)
