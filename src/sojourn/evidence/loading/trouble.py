"""DuckDB's errors about a broken table, said as a sentence with line, column and fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from sojourn.evidence.loading.problems import refuse

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_ORIGINAL = re.compile(r"Original Line:\s*(.*)")
_COLUMNS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


@contextmanager
def explained(file: str) -> Iterator[None]:
    """Turn what DuckDB says of a file into a LoadRefused; a fault of ours stays as it is."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        fix = "Load it on a machine with more memory, or split the file."
        raise refuse("out_of_memory", file, "there is not enough memory for this file.", fix) from error
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        if "CSV Error" not in str(error):
            raise
        raise _broken_row(file, str(error)) from error


def _broken_row(file: str, said: str) -> Exception:
    found = _LINE.search(said)
    line = int(found[1]) if found else 0
    original = _ORIGINAL.search(said)
    value = original[1][:120] if original else ""
    if columns := _COLUMNS.search(said):
        why = f"the row has {columns[2]} columns where the header has {columns[1]}: “{value}”."
        fix = "If it is the last line, the file was cut off: fetch it again. Else put quotes around text with commas."
        return refuse("wrong_row", file, why, fix, line=line, value=value)
    if "Maximum line size" in said:
        why = "a line is longer than a megabyte: a quotation mark may be missing."
        return refuse("line_too_long", file, why, "Close the quotation mark, or fetch the file again.", line=line)
    if "quote" in said.lower():
        why = f"a quotation mark is opened and not closed, or stands inside a text: “{value}”."
        return refuse("open_quote", file, why, "Close it, or fetch the file again.", line=line, value=value)
    if "unicode" in said.lower() or "utf-8" in said.lower():
        return refuse("encoding", file, "the text is not UTF-8.", "Save the file as UTF-8.", line=line)
    return refuse("broken_table", file, " ".join(said.split())[:300], "Fetch the file again.", line=line)
