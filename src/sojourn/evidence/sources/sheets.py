"""Reading workbooks cell by cell, and saying where in them something is wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import Opened

Row = tuple[Any, ...]
# More rows than any publisher's sheet has; beyond them a sheet is formatting, or hostile.
MOST_ROWS = 200_000


def sheets(opened: Opened) -> dict[str, list[Row]]:
    """The rows of every sheet by its name; LoadRefused when the workbook is damaged."""
    try:
        return _read(opened.path, opened.path.stat().st_mtime_ns)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        fix = "Fetch the workbook again; opening it in an office program shows whether it is whole."
        raise refuse("broken_workbook", opened.name, f"the workbook can't be read ({error}).", fix) from error


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> dict[str, list[Row]]:
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        return {sheet.title: list(_rows(sheet)) for sheet in workbook.worksheets}
    finally:
        workbook.close()


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True, max_row=MOST_ROWS)


def text(cell: object) -> str:
    """What a cell says, without blanks around it; empty for an empty one."""
    return " ".join(str(cell).split()) if cell is not None else ""


def number(cell: object) -> float | None:
    """The number in a cell, or None when it holds none; figures stored as text are read, words are not."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    try:
        return float(text(cell))
    except ValueError:
        return None


def at(sheet: str, row: int, column: int) -> str:
    """Where a cell is, as office programs say it: `sheet “Table 1”, cell F12` (row and column from 1)."""
    return f"sheet “{sheet}”, cell {get_column_letter(column)}{row}"


def no_number(opened: Opened, sheet: str, row: int, column: int, cell: object) -> LoadRefused:
    """The refusal of a cell that should hold a number."""
    why = f"{at(sheet, row, column)} holds “{text(cell)}” where a number belongs."
    fix = "Correct the cell, or fetch the workbook again."
    return refuse("wrong_number", opened.name, why, fix, line=row, column=get_column_letter(column), value=text(cell))


def find_row(rows: Sequence[Row], *words: str, within: int = 60) -> int | None:
    """The place (from 0) of the first row that has a cell with each of the words, in whatever case."""
    for place, row in enumerate(rows[:within]):
        cells = [text(cell).casefold() for cell in row]
        if all(any(word.casefold() in cell for cell in cells) for word in words):
            return place
    return None
