"""The cells of a sheet as texts, whatever kind of cell they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from sojourn.grammar.xlsform.package import Damaged, Package

MOST_CELLS = 200_000
MOST_COLUMNS = 300

_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something: its column (from 1), its text, and "formula" or "error" when it has no text."""

    column: int
    text: str
    trouble: str = ""


class TooMany(Exception):
    """A sheet holds more cells than a form can need."""


@dataclass
class Cells:
    """Reads cells of one workbook; shared texts and date formats are read once."""

    package: Package
    count: int = 0
    shared: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.epoch = CALENDAR_MAC_1904 if self.package.counts_from_1904() else CALENDAR_WINDOWS_1900
        if self.package.has(_SHARED):
            self.shared = list(self._shared())
        if self.package.has(_STYLES):
            self.date_styles = frozenset(self._date_styles())

    def rows(self, part: str) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of a sheet that hold something, each with its line."""
        line = 0
        for event, name, element in self.package.elements(part):
            if event == "start" and name == "row":
                line = _number(element.get("r"), line + 1)
            elif event == "start" and name == "c":
                self._count()
            elif event == "end" and name == "row":
                cells = list(self._cells(element))
                if cells:
                    yield line, cells
                element.clear()

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_CELLS:
            raise TooMany

    def _cells(self, row: Any) -> Iterator[Cell]:
        column = 0
        for element in row:
            letters = element.get("r", "").rstrip("0123456789")
            column = _column(letters) if letters else column + 1
            if column > MOST_COLUMNS or not len(element):
                continue
            trouble = _trouble(element)
            text = "" if trouble else self._text(element)
            if text or trouble:
                yield Cell(column, text, trouble)

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _joined(cell).strip()
        value = next((child.text or "" for child in cell if child.tag.endswith("}v") or child.tag == "v"), "")
        if not value:
            return ""
        if kind == "s":
            number = _number(value, -1)
            return self.shared[number] if 0 <= number < len(self.shared) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number_text(value, _number(cell.get("s"), 0)) if kind == "n" else value.strip()

    def _number_text(self, value: str, style: int) -> str:
        try:
            number = float(value)
            if style in self.date_styles:
                return _moment_text(from_excel(number, self.epoch))
        except (ValueError, OverflowError):
            return value.strip()
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _shared(self) -> Iterator[str]:
        for event, name, element in self.package.elements(_SHARED):
            if event == "end" and name == "si":
                yield _joined(element).strip()
                element.clear()

    def _date_styles(self) -> Iterator[int]:
        formats = dict(BUILTIN_FORMATS)
        inside, number = False, 0
        for event, name, element in self.package.elements(_STYLES):
            if event == "end" and name == "numFmt":
                formats[_number(element.get("numFmtId"), 0)] = element.get("formatCode", "")
            elif name == "cellXfs":
                inside = event == "start"
            elif inside and event == "end" and name == "xf":
                if is_date_format(formats.get(_number(element.get("numFmtId"), 0), "")):
                    yield number
                number += 1


def _trouble(cell: Any) -> str:
    if any(child.tag.rpartition("}")[2] == "f" for child in cell):
        return "formula"
    return "error" if cell.get("t") == "e" else ""


def _joined(element: Any) -> str:
    """The text of a cell of several runs, without the reading aids that East Asian texts carry."""
    parts = []
    for child in element.iter():
        name = child.tag.rpartition("}")[2]
        if name == "t" and child.text:
            parts.append(child.text)
        elif name == "rPh":
            child.clear()
    return "".join(parts)


def _moment_text(moment: Any) -> str:
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat() if isinstance(moment, datetime | date | time) else str(moment)


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    try:
        return int(column_index_from_string(letters))
    except ValueError as error:
        raise Damaged(letters) from error


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
