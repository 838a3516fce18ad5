"""CSV and its relatives, streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sojourn.exchange.tables.encoding import encoding_of
from sojourn.exchange.tables.faults import FileFault
from sojourn.exchange.tables.header import checked_header
from sojourn.exchange.tables.rows import NO_FAULTS, Row, Table

LONGEST_CELL = 100_000
LONGEST_LINE = 1_000_000
_DELIMITERS = (",", ";", "\t", "|")


def open_text(path: Path, *, encoding: str = "", delimiter: str = "", header_line: int = 1) -> Table:
    """Open a delimited text file; raise FileFault when anything about it would have to be guessed."""
    codec = encoding_of(path, encoding)
    with path.open(encoding=codec, newline="") as stream:
        first = [stream.readline(LONGEST_CELL) for _ in range(header_line)]
    if not first[-1].strip():
        raise FileFault(path, "empty", f"Line {header_line} holds no header.", "Name the header's line, or fill it.")
    _refuse_html(path, first[0])
    mark = delimiter or _delimiter_of(path, first[-1])
    rows = _records(path, codec, mark, header_line)
    line, cells = next(rows)
    header = checked_header(path, cells, line)
    return Table("csv", header, _rows(path, rows, len(header)), encoding=codec, delimiter=mark)


def _refuse_html(path: Path, first_line: str) -> None:
    if first_line.lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        fix = "The server probably sent an error page; fetch the file again."
        raise FileFault(path, "html", "This is a web page, not a table.", fix)


def _delimiter_of(path: Path, header: str) -> str:
    counts = {mark: header.count(mark) for mark in _DELIMITERS}
    best = max(counts.values())
    if best == 0:
        return ","
    winners = [mark for mark, count in counts.items() if count == best]
    if len(winners) > 1:
        what = f"The header may be divided by {' or by '.join(repr(mark) for mark in winners)}."
        raise FileFault(path, "delimiter", what, 'Say which in the mapping, e.g. `file: {delimiter: ";"}`.')
    return winners[0]


def _records(path: Path, codec: str, mark: str, header_line: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=codec, newline="") as stream:
        lines = _lines(path, stream)
        for _ in range(header_line - 1):
            next(lines, "")
        reader = csv.reader(lines, delimiter=mark, strict=True)
        start = header_line
        try:
            for cells in reader:
                yield start, cells
                start = header_line + reader.line_num
        except csv.Error as error:
            raise _csv_fault(path, str(error), start) from None


def _lines(path: Path, stream: TextIO) -> Iterator[str]:
    """The lines of the file, none of which fills the memory."""
    number = 1
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            what, fix = f"The line is longer than {LONGEST_LINE} characters.", "Look for line ends that were lost."
            raise FileFault(path, "line_too_long", what, fix, place=f"line {number}")
        number += 1
        yield line


def _csv_fault(path: Path, error: str, line: int) -> FileFault:
    if "field larger" in error:
        what, fix = f"A cell is longer than {LONGEST_CELL} characters.", "Look for a quotation mark that is not closed."
        return FileFault(path, "cell_too_long", what, fix, place=f"line {line}")
    fix = "Look for a quotation mark that is not closed or not doubled."
    return FileFault(path, "damaged", f"The line can't be divided into cells ({error}).", fix, place=f"line {line}")


def _rows(path: Path, records: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    for line, cells in records:
        if len(cells) != width:
            if not any(cells):
                continue
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            elif len(cells) > width:
                raise _length_fault(path, line, len(cells), width)
            else:
                cells.extend([""] * (width - len(cells)))
        elif not any(cells):
            continue
        yield Row(line, cells, NO_FAULTS)


def _length_fault(path: Path, line: int, found: int, width: int) -> FileFault:
    what = f"The row has {found} cells, the header {width}."
    fix = "Put text that contains the delimiter between quotation marks, or name another delimiter in the mapping."
    return FileFault(path, "row_length", what, fix, place=f"line {line}")
