"""Open a workbook safely: weighed before anything is unpacked, no macros run, no formulas believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.place import Place

LARGEST_FILE = 10 << 20
LARGEST_UNPACKED = 60 << 20
LARGEST_RATIO = 200
MOST_PARTS = 500
MOST_ROWS = 70_000
MOST_COLUMNS = 300
LONGEST_CELL = 32_767

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass
class SheetRow:
    """One row of a sheet that holds something: its line, and the texts of its cells by heading."""

    line: int
    cells: dict[str, str]
    places: dict[str, Place]


@dataclass
class Sheet:
    """A sheet as texts: its headings in their order and its rows that hold something."""

    name: str
    headings: tuple[str, ...] = ()
    rows: list[SheetRow] = field(default_factory=list)


def open_sheets(source: Path | bytes, file: str, faults: list[Fault]) -> dict[str, Sheet]:
    """Read every sheet of an .xlsx file, by its name in small letters.

    Raises GrammarErrors when it is no workbook or would unpack to too much; smaller faults are added to `faults`.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    _weigh(content, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return {name.strip().lower(): _read(book[name], file, faults) for name in book.sheetnames}
    except GrammarErrors:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        message = "the workbook is damaged: open it in a spreadsheet program and save it again as .xlsx"
        raise _refusal(file, "damaged", message) from error


def _weigh(content: bytes, file: str) -> None:
    if len(content) > LARGEST_FILE:
        raise _refusal(file, "too_large", f"the file is larger than {LARGEST_FILE >> 20} MB")
    if content[:4] == _OLD_EXCEL:
        raise _refusal(file, "old_excel", "this is an old or a protected Excel file: save it as .xlsx, no password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _weigh_parts(parts, file)
            _look_for_entities(package, parts, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refusal(file, "not_xlsx", "this is not an .xlsx workbook") from error
    except zlib.error as error:
        raise _refusal(file, "damaged", "the workbook is damaged") from error


def _weigh_parts(parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise _refusal(file, "too_large", f"the workbook would unpack to {unpacked >> 20} MB in {len(parts)} parts")
    if unpacked > 5 << 20 and unpacked / packed > LARGEST_RATIO:
        raise _refusal(file, "zip_bomb", f"the workbook would unpack to {unpacked // packed} times its size")


def _look_for_entities(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            content = package.read(part)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise _refusal(file, "entities", "a part of the workbook declares its own entities: nothing needs that")


def _read(sheet: Any, file: str, faults: list[Fault]) -> Sheet:
    where = f"{file}!{sheet.title}"
    if not hasattr(sheet, "iter_rows"):
        return Sheet(sheet.title)
    rows = _rows(sheet, where, faults)
    first = next(rows, (1, []))
    headings = _headings(first[1], where, faults)
    read = Sheet(sheet.title, tuple(heading for heading in headings if heading))
    for line, texts in rows:
        cells = {heading: text for heading, text in zip(headings, texts, strict=False) if heading and text}
        if cells:
            places = {headings[number]: Place(where, line, number + 1) for number in range(len(headings))}
            read.rows.append(SheetRow(line, cells, places))
        if any(texts[len(headings) :]) or any(text for text, head in zip(texts, headings, strict=False) if not head):
            faults.append(Fault(Place(where, line), "no_heading", "a text stands in a column without a heading"))
    return read


def _rows(sheet: Any, where: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        texts = [_text(cell, where, line, number, faults) for number, cell in enumerate(cells, 1)]
        while texts and not texts[-1]:
            texts.pop()
        if line > MOST_ROWS:
            if texts:
                faults.append(Fault(Place(where, line), "too_many_rows", f"there are more than {MOST_ROWS:,} rows"))
            return
        yield line, texts


def _headings(texts: list[str], where: str, faults: list[Fault]) -> list[str]:
    seen: set[str] = set()
    for number, text in enumerate(texts, 1):
        if text and text.lower() in seen:
            faults.append(Fault(Place(where, 1, number), "duplicate_column", f'the heading "{text}" stands twice'))
        seen.add(text.lower())
    return texts


def _text(cell: Any, where: str, line: int, number: int, faults: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    kind = getattr(cell, "data_type", "")
    if kind in ("f", "e"):
        address = f"{get_column_letter(number)}{line}"
        what = "a formula: copy its value instead" if kind == "f" else "an error"
        faults.append(Fault(Place(where, line, number), "formula", f"the cell {address} holds {what}"))
        return ""
    text = cell_text(value)
    if len(text) > LONGEST_CELL:
        faults.append(Fault(Place(where, line, number), "too_long", f"the cell is longer than {LONGEST_CELL:,}"))
        return ""
    return text.strip()


def cell_text(value: object) -> str:
    """The text that a cell's value stands for: 1.0 is "1", a date is ISO, a tick is TRUE or FALSE."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _refusal(file: str, code: str, message: str) -> GrammarErrors:
    return GrammarErrors([Fault(Place(file), code, message)])
