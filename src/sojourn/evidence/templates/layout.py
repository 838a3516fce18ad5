"""Where the cells of a table stand on its sheet: codes beside labels on two edges, figures inside."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from sojourn.evidence.templates.model import Code, Coordinates, Dimension, Place, Table

CODES = "#codes"
ABOUT = "About"
LONGEST_SHEET_NAME = 31


def sheet_name(table: Table) -> str:
    """The sheet of a table: its name, as far as a workbook allows."""
    return table.name[:LONGEST_SHEET_NAME]


def lines(table: Table, place: Place) -> Iterator[tuple[Code, ...]]:
    """The codes of each row, or of each column, in order."""
    return itertools.product(*(dimension.codes for dimension in table.along(place)))


def joined(table: Table, row: tuple[str, ...], column: tuple[str, ...]) -> Coordinates:
    """The coordinates of a cell from the codes of its row and its column."""
    named = dict(zip(_names(table.along("rows")), row, strict=True))
    named |= dict(zip(_names(table.along("columns")), column, strict=True))
    return tuple(named[dimension.name] for dimension in table.dimensions)


def _names(dimensions: tuple[Dimension, ...]) -> list[str]:
    return [dimension.name for dimension in dimensions]
