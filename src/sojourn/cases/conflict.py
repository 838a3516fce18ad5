"""Two people changed the same entry: what each of them wrote, question by question, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sojourn.kernel.refused import Reason, Refused


@dataclass(frozen=True)
class Difference:
    """One question whose answer differs: before both (`base`), in mine, and in theirs that was kept first."""

    question: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def clashes(self) -> bool:
        """Whether both of us changed it, and not to the same."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)


class Conflict(Refused):
    """An entry was kept while this one was being written; both are here, and nothing was overwritten.

    `revision` is the one kept meanwhile: hand in again with it as the expected one to decide. `merged` holds mine
    where only I changed something or both did, and theirs where only they did.
    """

    def __init__(
        self, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], *,
        revision: int, by: UUID | None, at: Any,
    ) -> None:  # fmt: skip
        super().__init__(
            Reason("conflict", "Somebody else kept this form while you were filling it.", {"revision": revision})
        )
        self.mine, self.theirs, self.base = dict(mine), dict(theirs), dict(base)
        self.revision, self.by, self.at = revision, by, at
        self.differences = differences(base, mine, theirs)
        self.merged = merged(self.mine, self.theirs, self.differences)


def differences(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The questions on which mine and theirs differ, in the order in which they first appear."""
    names = dict.fromkeys([*base, *theirs, *mine])
    found = (Difference(name, base.get(name), mine.get(name), theirs.get(name)) for name in names)
    return tuple(one for one in found if one.mine != one.theirs)


def merged(mine: Mapping[str, Any], theirs: Mapping[str, Any], differing: tuple[Difference, ...]) -> dict[str, Any]:
    """Mine, with theirs wherever I left the answer as it was."""
    result = dict(mine)
    for one in differing:
        if one.mine == one.base:
            result[one.question] = theirs.get(one.question)
    return {name: value for name, value in result.items() if value is not None}
