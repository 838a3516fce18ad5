"""Say what is wrong with a table of people that can't be read: in which line, and how to mend it.

Arrow reads fast and says little; only a file that it refused is read again, line by line.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sojourn.kernel.refused import Reason, Refused

AS_UTF8 = "Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def delimiter_of(path: Path) -> str:
    """Return what parts the columns of a file of text: whatever of `,;|` and tab its first line holds most of."""
    with path.open("rb") as lines:
        first = lines.readline(1 << 20).decode(errors="replace")
    return max(",;\t|", key=first.count)


def fault_of(path: Path, error: Exception) -> Reason:
    """Return the first thing that is wrong with a file of text, or what `error` said when nothing is found."""
    for search in () if path.suffix.lower() in (".parquet", ".pq") else (_of_bytes, _of_quotes):
        try:
            found = search(path)
        except (OSError, csv.Error, UnicodeDecodeError):
            continue
        if found:
            return found
    return _fault(path, 0, str(error).splitlines()[0].rstrip("."), "Save it anew as CSV or Parquet")


def refuse_twins(path: Path, wanted: Sequence[str], headers: Sequence[str]) -> None:
    """Raise Refused when two columns that are read bear one name."""
    for header, times in Counter(headers).items():
        if times > 1 and header in wanted:
            why = "{times} columns are called “{column}”"
            raise Refused(_fault(path, 1, why, "Give each its own name", {"times": times, "column": header}))


def _of_bytes(path: Path) -> Reason | None:
    """Bytes that are no text in UTF-8."""
    with path.open("rb") as lines:
        for row, line in enumerate(lines, 1):
            if row == 1 and line.startswith(_WORKBOOKS):
                return _fault(path, 0, "this is a workbook, not text", "Save its sheet as CSV UTF-8")
            if row == 1 and line.startswith(_UTF16):
                return _fault(path, 0, "this is text in UTF-16", AS_UTF8)
            try:
                line.decode()
            except UnicodeDecodeError as error:
                place = {"byte": f"{line[error.start]:02X}", "place": error.start + 1}
                return _fault(path, row, "byte {place} of the line ({byte}) is no UTF-8", AS_UTF8, place)
    return None


def _of_quotes(path: Path) -> Reason | None:
    """A row with more or fewer values than the heading, or a quotation mark that is never closed."""
    delimiter = delimiter_of(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        width, began = len(next(rows, [])), rows.line_num + 1
        try:
            for row in _filled(rows):
                if len(row) != width:
                    why = "{found} values, while the heading has {width} columns"
                    fix = "Put a value that holds “{delimiter}” into quotation marks"
                    return _fault(path, began, why, fix, {"found": len(row), "width": width, "delimiter": delimiter})
                began = rows.line_num + 1
        except csv.Error as error:
            if "end of data" not in str(error):
                return _fault(path, rows.line_num, str(error), "Write a quotation mark inside a value twice")
            return _fault(path, began, "a quotation mark is never closed", "Close it, or write it twice")
    return None


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    return (row for row in rows if row)


def _fault(path: Path, row: int, why: str, fix: str, params: dict[str, object] | None = None) -> Reason:
    known = {**(params or {}), "file": path.name, "row": row}
    at = "{file}, line {row}: " if row else "{file}: "
    return Reason("people_unreadable", f"{at}{why}. {fix}", known)
