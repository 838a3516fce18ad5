"""DuckDB's errors about a broken table, said as a sentence with line, column and fix."""

from __future__ import annotations

import csv
import errno
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
    except csv.Error as error:
        why = f"the table can't be read ({error})."
        raise refuse("broken_table", file, why, "Save the file anew as CSV, or fetch it again.") from error
    except duckdb.IOException as error:
        if "No space left" not in str(error):
            raise
        raise refuse("no_room", file, "the disk is full.", "Make room and load again.") from error
    except duckdb.OutOfMemoryException as error:
        fix = "Load it on a machine with more memory, or split the file."
        raise refuse("out_of_memory", file, "there is not enough memory for this file.", fix) from error
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        if "CSV" not in str(error):
            raise
        raise _broken_row(file, str(error)) from error


def see_that_there_was_room(error: BaseException, file: str) -> None:
    """Refuse `no_room` when an error says that the disk is full."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        raise refuse("no_room", file, "the disk is full.", "Make room and load again.") from error


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
    if "invalid state" in said:
        why = "quotation marks or line ends are broken somewhere."
        return refuse("broken_table", file, why, "Fetch the file again, or save it anew as CSV.", line=line)
    if "unicode" in said.lower() or "utf-8" in said.lower():
        return refuse("encoding", file, "the text is not UTF-8.", "Save the file as UTF-8.", line=line)
    return refuse("broken_table", file, " ".join(said.split())[:300], "Fetch the file again.", line=line)
