"""Two editions side by side: which figures changed, and whether by a revision, new data, another source or method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sojourn.evidence.catalogue.compute import Figure

CAUSES = ("new", "gone", "method", "source", "revision", "inputs")
Key = tuple[str, int]


@dataclass(frozen=True)
class Change:
    """One figure that differs. `cause` is one of CAUSES; `inputs` means a formula whose parts changed."""

    indicator: str
    year: int
    cause: str
    before: Figure | None
    after: Figure | None

    @property
    def share(self) -> float | None:
        """The relative difference, None when there is nothing to divide by."""
        if self.before is None or self.after is None or not self.before.value or self.after.value is None:
            return None
        return self.after.value / self.before.value - 1


def compared(
    before: Iterable[Figure], after: Iterable[Figure], rules: tuple[Mapping[str, str], Mapping[str, str]]
) -> tuple[Change, ...]:
    """The differences between the figures of two editions, by indicator and year; `rules` are those of their cards."""
    old, new = ({(one.indicator, one.year): one for one in side} for side in (before, after))
    changes = (_change(key, old.get(key), new.get(key), rules) for key in sorted({*old, *new}))
    return tuple(change for change in changes if change is not None)


def _change(
    key: Key, before: Figure | None, after: Figure | None, rules: tuple[Mapping[str, str], Mapping[str, str]]
) -> Change | None:
    if before is None or after is None:
        return Change(*key, "new" if before is None else "gone", before, after)
    if (before.value, before.status) == (after.value, after.status):
        return None
    return Change(*key, _cause(before, after, rules), before, after)


def _cause(before: Figure, after: Figure, rules: tuple[Mapping[str, str], Mapping[str, str]]) -> str:
    if rules[0].get(before.indicator) != rules[1].get(after.indicator):
        return "method"
    if before.formula and after.formula:
        return "inputs"
    if [one.dataset for one in before.sources] != [one.dataset for one in after.sources]:
        return "source"
    return "revision"
