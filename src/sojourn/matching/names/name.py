"""A name that was read: its parts in written order, each with its romanisations and its skeletons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["given", "father", "grandfather", "family", "unknown"]


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a name, or several that belong together ("Abd al-Rahman", "van der Berg").

    `roman` is lower-case a to z without particles; `others` are further romanisations, where the script
    leaves the vowels out or a letter is read in two ways; `skeleton` is the first of `skeletons`.
    Two spellings of one name have at least one skeleton in common; usually the first is the same.
    `variant` is the class of spellings and short forms it belongs to ("mohammed", "alexander"), or "".
    `known` are all classes it may belong to, for `distinct_names`; empty where it is no well-known name.
    """

    text: str
    role: Role
    roman: str
    others: tuple[str, ...]
    skeleton: str
    skeletons: tuple[str, ...]
    variant: str = ""
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name as written, the ISO 15924 script most of it is in, and its parts in written order."""

    text: str
    script: str
    language: str | None
    parts: tuple[NamePart, ...]

    @property
    def roman(self) -> str:
        """The romanised parts, one blank between them."""
        return " ".join(part.roman for part in self.parts)

    def of_role(self, role: Role) -> tuple[NamePart, ...]:
        """The parts of one role, in written order."""
        return tuple(part for part in self.parts if part.role == role)
