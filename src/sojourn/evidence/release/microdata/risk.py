"""How easily someone is singled out in a file of records: k-anonymity, sample uniques, l-diversity, and what causes it.

Sources: Samarati and Sweeney (1998) for k-anonymity; Machanavajjhala and others (2007) for l-diversity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.evidence.release.microdata.records import Records


@dataclass(frozen=True)
class Risk:
    """`k`: the fewest records that share all quasi-identifiers. `uniques`: records alone in theirs. `below`: records
    in groups smaller than the threshold asked for. `diversity`: for each sensitive column, the fewest different
    values within a group. `without`: uniques that would be left if a quasi-identifier were dropped."""

    records: int
    k: int
    uniques: int
    below: int
    threshold: int
    diversity: dict[str, int]
    without: dict[str, int]

    @property
    def causes(self) -> tuple[str, ...]:
        """Quasi-identifiers, the one whose loss would save most uniques first; none when nobody is unique."""
        saved = {name: self.uniques - left for name, left in self.without.items()}
        return tuple(name for name in sorted(saved, key=lambda name: (-saved[name], name)) if saved[name] > 0)


def risk(records: Records, quasi: Sequence[str], sensitive: Sequence[str] = (), threshold: int = 10) -> Risk:
    """Judge records by what others may know of a person (`quasi`). Unknown is a value like any other here.

    Raises Refused (`unknown_column`).
    """
    at = [records.column(name) for name in quasi]
    groups = _sizes(records, at)
    sensitive_at = {name: records.column(name) for name in sensitive}
    values: dict[str, dict[tuple[str, ...], set[str]]] = {name: defaultdict(set) for name in sensitive}
    for row in records.rows:
        group = tuple(row[one] for one in at)
        for name, column in sensitive_at.items():
            values[name][group].add(row[column])
    return Risk(
        len(records.rows),
        min(groups.values()),
        _uniques(groups),
        sum(size for size in groups.values() if size < threshold),
        threshold,
        {name: min(len(seen) for seen in held.values()) for name, held in values.items()},
        {name: _uniques(_sizes(records, [one for one in at if one != records.column(name)])) for name in quasi},
    )


def _sizes(records: Records, at: Sequence[int]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[one] for one in at) for row in records.rows)


def _uniques(groups: Counter[tuple[str, ...]]) -> int:
    return sum(size == 1 for size in groups.values())
