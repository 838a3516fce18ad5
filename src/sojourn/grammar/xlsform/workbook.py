"""The sheets of a workbook as texts by heading, with the place of every cell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from sojourn.grammar.faults import Fault
from sojourn.grammar.place import Place
from sojourn.grammar.xlsform.cells import Cell, Cells, TooMany
from sojourn.grammar.xlsform.package import Damaged, Package, refusal

LONGEST_CELL = 32_767

_TROUBLES = {"formula": "a formula: copy its value instead", "error": "an error"}


@dataclass
class SheetRow:
    """One row of a sheet that holds something: its line, and its texts and their places by heading."""

    line: int
    cells: dict[str, str]
    places: dict[str, Place]


@dataclass
class Sheet:
    """A sheet: its headings in their order, and its rows that hold something."""

    name: str
    headings: tuple[str, ...] = ()
    rows: list[SheetRow] = field(default_factory=list)


def open_sheets(source: Path | bytes, file: str, wanted: Collection[str], faults: list[Fault]) -> dict[str, Sheet]:
    """Read the wanted sheets of an .xlsx file, by their names in small letters; others come without rows.

    Raises GrammarErrors when it is no workbook or too large a one; smaller faults are added to `faults`.
    """
    package = Package(source.read_bytes() if isinstance(source, Path) else source, file)
    try:
        cells = Cells(package)
        parts = {name.strip().lower(): (name, part) for name, part in package.sheets().items()}
        return {
            key: _read(cells, name, part, faults) if key in wanted else Sheet(name)
            for key, (name, part) in parts.items()
        }
    except TooMany as error:
        raise refusal(file, "too_large", "the workbook holds more cells than a form can need") from error
    except Damaged as error:
        message = "the workbook is damaged: open it in a spreadsheet program and save it again as .xlsx"
        raise refusal(file, "damaged", message) from error


def _read(cells: Cells, name: str, part: str, faults: list[Fault]) -> Sheet:
    where = f"{cells.package.file}!{name}"
    rows = cells.rows(part)
    line, first = next(rows, (1, []))
    headings = _headings({cell.column: _text(cell, where, line, faults) for cell in first}, where, line, faults)
    read = Sheet(name, tuple(headings.values()))
    for line, row in rows:
        texts = {cell.column: text for cell in row if (text := _text(cell, where, line, faults))}
        for column in texts.keys() - headings.keys():
            address = f"{get_column_letter(column)}{line}"
            message = f"the text in {address} stands in a column without a heading"
            faults.append(Fault(Place(where, line, column), "no_heading", message))
        found = {heading: texts[column] for column, heading in headings.items() if column in texts}
        if found:
            places = {heading: Place(where, line, column) for column, heading in headings.items()}
            read.rows.append(SheetRow(line, found, places))
    return read


def _headings(texts: dict[int, str], where: str, line: int, faults: list[Fault]) -> dict[int, str]:
    headings: dict[int, str] = {}
    for column, text in texts.items():
        if text.lower() in {heading.lower() for heading in headings.values()}:
            faults.append(Fault(Place(where, line, column), "duplicate_column", f'the heading "{text}" stands twice'))
        if text:
            headings[column] = text
    return headings


def _text(cell: Cell, where: str, line: int, faults: list[Fault]) -> str:
    address = f"{get_column_letter(cell.column)}{line}"
    if cell.trouble:
        message = f"the cell {address} holds {_TROUBLES[cell.trouble]}"
        faults.append(Fault(Place(where, line, cell.column), cell.trouble, message))
    if len(cell.text) > LONGEST_CELL:
        message = f"the cell {address} is longer than {LONGEST_CELL:,} characters"
        faults.append(Fault(Place(where, line, cell.column), "too_long", message))
        return ""
    return cell.text
