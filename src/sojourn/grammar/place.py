"""Where something stands in an author's file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The first character of what is meant: file, line and column.

    `line` and `column` count from 1; 0 means unknown, and then places are counted inside the text alone.
    `indent` is the number of columns before each further line, for a text written over several lines.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    indent: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)
