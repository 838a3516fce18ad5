"""The World Bank's bilateral matrices as workbooks: who sends to whom, who was born where and lives where.

The margins (`WORLD`) are compared with the sums of what they stand beside. A second sheet that pairs names with ISO
codes is compared with our own crosswalk, said to be wrong where it is, and never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa

from sojourn.evidence.codes import crosswalk
from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sources.sheets import Row, no_number, number, sheets, text

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
WORLD = "world"
NOT_SHOWN = "-"
Figures: TypeAlias = Sequence[tuple[str, str, float | None, str | None, int]]
# What the printing of a margin may round away.
ROUNDING = 0.01
# Shares of a margin by which it may differ from its sum: rounding, and the few corridors that are not shown.
MOST_APART = 0.002


@dataclass(frozen=True)
class Shape:
    """What the first cell of a matrix says: the dataset, and our names of its rows and columns."""

    dataset: str
    down: str
    across: str


SHAPES = {
    ("receiving", "sending"): Shape("worldbank_remittances", "origin", "destination"),
    ("destination", "origin"): Shape("worldbank_migrant_stock", "origin", "geo"),
}
CORNER = re.compile(r"(\w+)[\w\s-]*\(across\)\s*[-/]\s*(\w+)[\w\s-]*\(down\)", re.IGNORECASE)


@dataclass(frozen=True)
class Matrix:
    """A sheet cut to size: the title, the row of names (from 0), and what it is about."""

    sheet: str
    rows: Sequence[Row]
    header: int
    shape: Shape
    title: str


class WorldBankMatrix:
    """`WB_Bilateral_…_Estimates_….xlsx`, any year."""

    name = "world_bank_matrix"

    def recognises(self, opened: Opened) -> bool:
        """Whether a sheet has a corner that says what runs across and what runs down."""
        try:
            return opened.kind == "xlsx" and any(True for _ in _matrices(opened))
        except LoadRefused:
            return False

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the cube. Raises LoadRefused when a margin is not the sum of its cells."""
        for matrix in _matrices(opened):
            year = re.search(r"\b((?:19|20)\d\d)\b", matrix.title)
            if not year:
                why = f"the title of sheet “{matrix.sheet}” says no year: “{matrix.title[:80]}”."
                raise refuse("no_year", opened.name, why, "Load an unchanged workbook of the publisher.", line=1)
            figures = _figures(opened, matrix)
            notices = (*shifted_names(opened), *_compare_margins(opened, matrix, figures))
            table = _table(matrix, figures, year.group(1))
            yield RawCube(
                matrix.shape.dataset, table, released_on=_version(matrix.title), sheet=matrix.sheet, notices=notices,
            )  # fmt: skip


def shifted_names(opened: Opened) -> tuple[str, ...]:
    """Sentences about the pairs of name and ISO code that contradict our crosswalk, in any sheet of the workbook."""
    return tuple(
        f"sheet “{sheet}”, row {line}: {name} is labelled {iso}, and is {ours}. The sheet is not used."
        for sheet, rows in sheets(opened).items()
        for line, name, iso, ours in _pairs(rows)
    )


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[int, str, str, str]]:
    place = next((spot for spot, cell in enumerate(rows[0] if rows else ()) if text(cell).casefold() == "iso3c"), None)
    known = crosswalk("world_bank")
    for line, row in enumerate(rows[1:] if place else (), start=2):
        names = [text(cell) for cell in row[:place] if text(cell)]
        iso = text(row[place]) if place is not None and place < len(row) else ""
        ours = next((code for name in names if (code := known.code("area", name))), None)
        if iso and ours and iso != ours:
            yield line, names[0], iso, ours


def _matrices(opened: Opened) -> Iterator[Matrix]:
    for sheet, rows in sheets(opened).items():
        for place, row in enumerate(rows[:10]):
            found = CORNER.search(text(row[0])) if row else None
            shape = SHAPES.get((found.group(1).casefold(), found.group(2).casefold())) if found else None
            beside = [text(cell) for cell in row[1:] if text(cell)]
            if shape and len(beside) > 50:
                yield Matrix(sheet, rows, place, shape, text(rows[0][0]) if place else "")


def _figures(opened: Opened, matrix: Matrix) -> Figures:
    """Every cell: what its row and its column are called, figure, status, line."""
    across = [(spot, text(cell)) for spot, cell in enumerate(matrix.rows[matrix.header]) if spot and text(cell)]
    down = list(_down(matrix, len(across)))
    return [
        (text(row[0]), name, *_value(opened, matrix, line, spot, row), line)
        for line, row in down
        for spot, name in across
    ]


def _table(matrix: Matrix, figures: Figures, year: str) -> pa.Table:
    names = (matrix.shape.down, matrix.shape.across, "obs_value", "obs_status", "line")
    columns: dict[str, Any] = dict(zip(names, map(list, zip(*figures, strict=True)), strict=True))
    columns["obs_value"] = pa.array(columns["obs_value"], pa.float64())
    columns["obs_status"] = pa.array(columns["obs_status"], pa.string())
    return pa.table(columns | {"time_period": [year] * len(figures)})


def _down(matrix: Matrix, width: int) -> Iterator[tuple[int, Row]]:
    """Yield line and row of each sender; notes below the table have nothing beside their first cell."""
    for line, row in enumerate(matrix.rows[matrix.header + 1 :], start=matrix.header + 2):
        filled = sum(1 for cell in row[1:] if text(cell))
        if text(row[0] if row else "") and filled > width // 2:
            yield line, row


def _value(opened: Opened, matrix: Matrix, line: int, spot: int, row: Row) -> tuple[float | None, str | None]:
    cell = row[spot] if spot < len(row) else None
    if text(cell) in ("", NOT_SHOWN):
        return None, "Q" if text(cell) else "O"
    value = number(cell)
    if value is None:
        raise no_number(opened, matrix.sheet, line, spot + 1, cell)
    return value, None


def _compare_margins(opened: Opened, matrix: Matrix, figures: Figures) -> tuple[str, ...]:
    """Sentences about margins that differ a little from their sums; LoadRefused for one that differs much."""
    notices = []
    for place, other, kind in ((0, 1, "row"), (1, 0, "column")):
        for name, margin, added, line in _margins(figures, place, other):
            why = f"the total of {kind} “{name}” is {margin:,.2f}, and its cells add up to {added:,.2f}."
            if abs(margin - added) > max(1.0, MOST_APART * abs(margin)):
                why = f"sheet “{matrix.sheet}”: {why}"
                fix = "A row or a column was moved or left out. Load an unchanged workbook of the publisher."
                raise refuse("margin_differs", opened.name, why, fix, line=line, column=name)
            if abs(margin - added) > ROUNDING:
                notices.append(f"sheet “{matrix.sheet}”: {why}")
    return tuple(notices)


def _margins(figures: Figures, place: int, other: int) -> Iterator[tuple[str, float, float, int]]:
    """Yield name, margin, sum of the cells, and line of every row (place 0) or column (place 1)."""
    sums: dict[str, float] = {}
    margins: dict[str, tuple[float, int]] = {}
    for figure in figures:
        name, value = (figure[0], figure[1])[place], figure[2]
        if (figure[0], figure[1])[other].casefold() == WORLD:
            margins[name] = (value or 0.0, figure[4])
        elif value is not None:
            sums[name] = sums.get(name, 0.0) + value
    for name, (margin, line) in margins.items():
        yield name, margin, sums.get(name, 0.0), line


def _version(title: str) -> date | None:
    found = re.search(r"\((\w+)\s+(\d{4})\s+version\)", title, re.IGNORECASE)
    if not found or found.group(1).casefold() not in MONTHS:
        return None
    return date(int(found.group(2)), MONTHS.index(found.group(1).casefold()) + 1, 1)


LAYOUT = WorldBankMatrix()
