"""What is wrong with a file as a whole, said so that its sender can put it right."""

from __future__ import annotations

from pathlib import Path


class FileFault(ValueError):
    """The file can't be read; `code` is stable, the text names file, place and fix.

    Codes: absent, empty, encoding, delimiter, header, duplicate_header, not_a_table, html, too_large, zip_bomb,
    damaged, sheet, row_length, cell_too_long, line_too_long, nul, date_order, changed.
    """

    def __init__(self, path: Path, code: str, what: str, fix: str, *, place: str = "") -> None:
        self.path, self.code, self.what, self.fix, self.place = path, code, what, fix, place
        name = shown_name(path)
        where = f"{name}, {place}" if place else name
        super().__init__(f"{where}: {what} {fix}")


def shown_name(path: Path) -> str:
    """The file's name without the bytes that no text can hold."""
    return path.name.encode("utf-8", "replace").decode()
