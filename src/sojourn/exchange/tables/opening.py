"""One way to open any caseload file."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NoReturn

from sojourn.exchange.tables.faults import FileFault
from sojourn.exchange.tables.rows import Table
from sojourn.exchange.tables.text_file import open_text
from sojourn.exchange.tables.workbook import open_workbook

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def open_table(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "", header_line: int = 1) -> Table:
    """Open a CSV, TSV or XLSX file by what it is, whatever its name says; raise FileFault when it can't be read."""
    try:
        # Asked first, for a pipe that nobody writes to would never be opened.
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            _refuse_device(path)
        with path.open("rb") as stream:
            start = stream.read(4)
    except FileNotFoundError:
        raise FileFault(path, "absent", "There is no such file.", "Check the path.") from None
    except IsADirectoryError:
        raise FileFault(path, "absent", "This is a folder.", "Name the file in it.") from None
    except PermissionError:
        raise FileFault(path, "absent", "You may not read this file.", "Ask its owner.") from None
    except FileFault:
        raise
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or "no file can be called that"
        raise FileFault(path, "absent", f"The file can't be opened ({what}).", "Check the path.") from None
    if not start:
        raise FileFault(path, "empty", "The file is empty.", "Export it again.")
    if start == _OLD_EXCEL:
        fix = "Save it as .xlsx and, if it has a password, without it."
        raise FileFault(path, "not_a_table", "This is an old or a protected Excel file.", fix)
    if start == _ZIP:
        return open_workbook(path, sheet=sheet, header_line=header_line)
    return open_text(path, encoding=encoding, delimiter=delimiter, header_line=header_line)


def _refuse_device(path: Path) -> NoReturn:
    raise FileFault(path, "absent", "This is a pipe or a device.", "Name a file.")
