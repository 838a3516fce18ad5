"""What the sender gets back: one line per problem, and the refused rows ready to be corrected and sent again."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sojourn.exchange.tables.escaping import escaped

COLUMNS = ("row", "column", "question", "value", "code", "why", "fix")


def write_report(path: Path, problems: Iterable[Sequence[object]]) -> int:
    """Write the problems, seven cells each in the order of COLUMNS, to a CSV readable by its owner only."""
    written = 0
    with open(path, "w", encoding="utf-8-sig", newline="", opener=_private) as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for problem in problems:
            writer.writerow([escaped(str(cell)) for cell in problem])
            written += 1
    return written


def write_refused(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ",", header_line: int = 1
) -> int:
    """Write the refused rows under the original header, where and divided as the same mapping expects it, so that
    they can be corrected and imported."""
    written = 0
    with open(path, "w", encoding="utf-8-sig", newline="", opener=_private) as stream:
        stream.write("\r\n" * (header_line - 1))
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(header)
        for cells in rows:
            writer.writerow([escaped(cell) for cell in cells])
            written += 1
    return written


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
