"""Records as rows of words, empty meaning not known; and the combinations of values that occur in them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sojourn.kernel.refused import Reason, Refused

Combination = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Records:
    """Named columns; each row has one word for each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> int:
        """Where a column stands; Refused (`unknown_column`) when it is not there."""
        if name not in self.columns:
            raise Refused(Reason("unknown_column", "no column {name}: the records have {known}",
                                 {"name": name, "known": ", ".join(self.columns)}, name))  # fmt: skip
        return self.columns.index(name)


def records_of(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Records:
    """Check that every row has one word for each column; Refused (`mismatched_row`, `no_records`) names the row."""
    kept = []
    for line, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise Refused(Reason("mismatched_row", "row {line} has {found} values for {wanted} columns",
                                 {"line": line, "found": len(row), "wanted": len(columns)}))  # fmt: skip
        kept.append(tuple(str(value) for value in row))
    if not kept or not columns:
        raise Refused(Reason("no_records", "there are no records: nothing can be said of an empty file"))
    return Records(tuple(columns), tuple(kept))


def combinations(records: Records, length: int) -> Counter[Combination]:
    """How many records have each combination of 1 to `length` known values."""
    counted: Counter[Combination] = Counter()
    for row in records.rows:
        known = [(column, value) for column, value in zip(records.columns, row, strict=True) if value != ""]
        for size in range(1, length + 1):
            counted.update(itertools.combinations(known, size))
    return counted


def releasable(records: Records, length: int, k: int) -> dict[Combination, int]:
    """Combinations that at least k records share, their counts rounded down to a multiple of k."""
    return {one: count - count % k for one, count in combinations(records, length).items() if count >= k}
