"""The shapes of what is compared: a word of a name, a birth, and a whole record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["given", "father", "grandfather", "family", "unknown"]


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name in every form it is compared in; `bits` says how rare it is (log2 of one in so many).

    `kind` is the name it is a form of, or its skeleton where the tables know none; `known` are all names it can be a
    form of, empty unless the tables are sure that they know it.
    """

    text: str
    roman: str
    others: tuple[str, ...]
    skeleton: str
    skeletons: frozenset[str]
    kind: str
    role: Role
    bits: float
    vowelless: bool
    known: frozenset[str] = frozenset()

    def romans(self) -> tuple[str, ...]:
        """Every romanisation, the first one first."""
        return (self.roman, *self.others)


@dataclass(frozen=True, slots=True)
class BirthTrait:
    """A birth as the interval [earliest, latest] in (year, month, day), `exact` when both are one day."""

    earliest: tuple[int, int, int]
    latest: tuple[int, int, int]
    default_day: bool

    @property
    def exact(self) -> bool:
        """A single day that nobody put there for want of a better one."""
        return self.earliest == self.latest and not self.default_day


@dataclass(frozen=True, slots=True)
class Traits:
    """A record, coded once and compared often. Each pool holds one name's words and the father's."""

    pools: tuple[tuple[Word, ...], ...]
    births: tuple[BirthTrait, ...]
    sex: str
    nationalities: frozenset[str]
    languages: frozenset[str]
    phones: frozenset[str]
    documents: frozenset[str]
    places: frozenset[str]
    mother: tuple[Word, ...]
