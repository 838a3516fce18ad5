"""What an import asks for: cases with clean answers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Answers of one form, already cleaned by it."""

    form: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member to be, with the entries about them."""

    relation: str
    entries: tuple[NewEntry, ...]


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be: the row it came from, the sender's number or "", when it began, entries, members."""

    row: int
    key: str
    opened_at: datetime | None
    entries: tuple[NewEntry, ...]
    members: tuple[NewMember, ...]
