"""What is wrong in an author's file: one fault per mistake, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sojourn.grammar.place import Place


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a pack or form: where, a stable code, and what to do about it in English."""

    place: Place
    code: str
    message: str

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where}: {self.message}" if where else self.message


class GrammarErrors(ValueError):
    """A file cannot be used; `faults` names every mistake found, in the order of their places."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=_where))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _where(fault: Fault) -> tuple[str, int, int, str]:
    return (fault.place.file, fault.place.line, fault.place.column, fault.message)
