"""The shape that every kind of spreadsheet is read into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the sheet: its number as the user's program shows it, its cells as text, and its faulty cells.

    `faults` maps a column's place (0-based) to a code: "formula" or "error_value".
    """

    number: int
    cells: list[str]
    faults: dict[int, str]


NO_FAULTS: dict[int, str] = {}


@dataclass
class Table:
    """A sheet opened for one pass: `header` as written, `rows` a stream, `real_dates` if cells know they are dates."""

    kind: str
    header: list[str]
    rows: Iterator[Row]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    real_dates: bool = False
    notes: list[str] = field(default_factory=list)
