"""The sheet "sojourn" in an exported workbook: what the export added for other tools, so that it can be taken back.

Each row names a cell (sheet, row, column), what was `written` there and what stood there `before`. A cell that still
holds what was written becomes what it was; a cell that somebody changed keeps the change. Whole lists from outside
the form are remembered by a fingerprint of their rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NAME = "sojourn"
HEADINGS = ("what", "sheet", "row", "column", "written", "before")


@dataclass(frozen=True, order=True)
class Note:
    """One thing the export added: `what` is filled, outside, closed or added."""

    what: str
    sheet: str
    row: str
    column: str = ""
    written: str = ""
    before: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The note as a row of its sheet."""
        return (self.what, self.sheet, self.row, self.column, self.written, self.before)


class Notes:
    """The notes of a workbook, to be asked while it is read."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        listed = list(notes)
        self._filled = {(note.sheet, note.row, note.column): note for note in listed if note.what == "filled"}
        self._outside = {note.row: note.written for note in listed if note.what == "outside"}
        self._closed = {note.row for note in listed if note.what == "closed"}
        self._added = {note.row for note in listed if note.what == "added"}

    def before(self, sheet: str, row: str, column: str, text: str) -> str:
        """What stood in a cell before the export filled it; the text itself when the export did not."""
        note = self._filled.get((sheet, row, column))
        return note.before if note is not None and note.written == text else text

    def filled(self, sheet: str, row: str) -> list[str]:
        """The columns of a row that the export filled."""
        return [column for (in_sheet, in_row, column) in self._filled if (in_sheet, in_row) == (sheet, row)]

    def is_outside(self, list_name: str, rows: Sequence[Mapping[str, str]]) -> bool:
        """Whether a list stands outside the form and was not changed since the export."""
        return self._outside.get(list_name) == fingerprint(rows)

    def is_closed(self, list_name: str) -> bool:
        """Whether a list is closed."""
        return list_name in self._closed

    def is_added(self, list_name: str, code: str) -> bool:
        """Whether the export added a code that every open list offers."""
        return f"{list_name}/{code}" in self._added


def fingerprint(rows: Sequence[Mapping[str, str]]) -> str:
    """A short fingerprint of the rows of a list, whatever the order of their columns."""
    text = "\n".join("\t".join(f"{key}={row[key]}" for key in sorted(row) if row[key]) for row in rows)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
