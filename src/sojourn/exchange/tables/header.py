"""A header row must name every column once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sojourn.exchange.tables.faults import FileFault

MOST_COLUMNS = 2_000


def checked_header(path: Path, cells: list[str], line: int) -> list[str]:
    """Trim the names and refuse gaps and doubles; trailing empty cells are dropped."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        what = f"There are {len(names)} columns, and no more than {MOST_COLUMNS} can be read."
        raise FileFault(path, "header", what, "Keep the columns that the mapping needs.", place=f"line {line}")
    if not names:
        raise FileFault(path, "header", "The header row is empty.", "Put the column names there.", place=f"line {line}")
    for place, name in enumerate(names, start=1):
        if not name:
            fix = "Name the column, or delete it."
            raise FileFault(path, "header", f"Column {place} has no name.", fix, place=f"line {line}")
    doubles = sorted(name for name, times in Counter(names).items() if times > 1)
    if doubles:
        what = f"More than one column is called {', '.join(repr(name) for name in doubles)}."
        raise FileFault(path, "duplicate_header", what, "Give each column its own name.", place=f"line {line}")
    return names
