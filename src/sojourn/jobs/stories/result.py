"""What came of a story: what was expected, beside what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sojourn.grammar.place import Place


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met."""

    place: Place
    what: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}\n    expected: {self.expected}\n    actual:   {self.actual}"


@dataclass
class Result:
    """A story that was played; it passed when nothing failed. `notes` say what the story took for granted."""

    title: str
    path: Path
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    checked: int = 0

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures

    def check(self, place: Place, what: str, expected: Any, actual: Any, met: bool) -> None:
        """Count one expectation, and keep it when it was not met."""
        self.checked += 1
        if not met:
            self.failures.append(Failure(place, what, shown(expected), shown(actual)))


def shown(value: Any) -> str:
    """A value in one line, for the report."""
    if isinstance(value, str):
        return value if value else '""'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return "[" + ", ".join(shown(item) for item in items) + "]"
    return "nothing" if value is None else str(value)
