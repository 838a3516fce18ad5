"""What tables are made of: how many people share each combination of codes, and who contributed how much.

Facts never leave the gate. They carry an id and a vintage, for figures about the same facts are judged together,
however differently they were cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sojourn.kernel.refused import Reason, Refused

MOST_COMBINATIONS = 2_000_000
MOST_DIMENSIONS = 8


@dataclass(frozen=True)
class Contribution:
    """One unit's (person's, household's, employer's) amount within one combination of codes."""

    codes: tuple[str, ...]
    unit: str
    amount: float


@dataclass(frozen=True)
class Facts:
    """`counts`: whole persons, one array axis for each name, its length the number of codes on it."""

    id: str
    vintage: str
    names: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    counts: NDArray[np.int64]
    contributions: tuple[Contribution, ...] = field(default=(), repr=False)

    def codes_of(self, name: str) -> tuple[str, ...]:
        """All codes of a dimension; Refused (`unknown_dimension`) when the facts have no such one."""
        if name not in self.names:
            raise Refused(Reason("unknown_dimension", "the facts {facts} have no dimension {name}: take one of {known}",
                                 {"facts": self.id, "name": name, "known": ", ".join(self.names)}, name))  # fmt: skip
        return self.codes[self.names.index(name)]


def facts_of(
    id: str,
    vintage: str,
    names: Sequence[str],
    rows: Iterable[Sequence[str]] | Mapping[Sequence[str], int],
    *,
    codes: Mapping[str, Sequence[str]] | None = None,
    contributions: Iterable[Contribution] = (),
) -> Facts:
    """Count rows of codes (one for each person) or take counts by combination.

    `codes` lists all codes of a dimension where some may have nobody. Raises Refused (`mismatched_row`,
    `negative_count`, `unknown_code`, `too_many_combinations`) and names the row.
    """
    counted = _counted(tuple(names), rows)
    listed = [list(dict.fromkeys((codes or {}).get(name, ()))) for name in names]
    found = [sorted({combination[axis] for combination in counted}) for axis in range(len(names))]
    for axis, name in enumerate(names):
        if listed[axis] and (strange := sorted(set(found[axis]) - set(listed[axis]))):
            raise Refused(Reason("unknown_code", "{name} has codes that are not listed: {codes}",
                                 {"name": name, "codes": ", ".join(strange)}, name))  # fmt: skip
    known = tuple(tuple(own or seen) for own, seen in zip(listed, found, strict=True))
    size = int(np.prod([len(one) for one in known], dtype=np.int64))
    if size > MOST_COMBINATIONS or len(names) > MOST_DIMENSIONS:
        raise Refused(
            Reason(
                "too_many_combinations",
                "{n} combinations are too many to judge at once (at most {most}): group codes, or drop a dimension",
                {"n": size, "most": MOST_COMBINATIONS},
            )
        )
    counts = np.zeros([len(one) for one in known], dtype=np.int64)
    where = [{code: at for at, code in enumerate(one)} for one in known]
    for combination, count in counted.items():
        counts[tuple(where[axis][code] for axis, code in enumerate(combination))] = count
    return Facts(id, vintage, tuple(names), known, counts, tuple(contributions))


def _counted(
    names: tuple[str, ...], rows: Iterable[Sequence[str]] | Mapping[Sequence[str], int]
) -> dict[tuple[str, ...], int]:
    counted: dict[tuple[str, ...], int] = {}
    pairs = rows.items() if isinstance(rows, Mapping) else ((row, 1) for row in rows)
    for line, (row, count) in enumerate(pairs, start=1):
        combination = tuple(row)
        if len(combination) != len(names):
            raise Refused(Reason("mismatched_row", "row {line} has {found} codes, the dimensions are {names}",
                                 {"line": line, "found": len(combination), "names": ", ".join(names)}))  # fmt: skip
        if count < 0 or count != int(count):
            raise Refused(Reason("negative_count", "row {line}: {count} is no count of people",
                                 {"line": line, "count": count}))  # fmt: skip
        counted[combination] = counted.get(combination, 0) + int(count)
    return counted
