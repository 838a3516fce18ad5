"""The parts of a regular expression, as far as all readers of it agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]


class PatternError(ValueError):
    """A pattern that cannot be used; `at` is the offset inside it, `why` a sentence for its author."""

    def __init__(self, at: int, why: str) -> None:
        self.at = at
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One character of a set of code points, or one outside it."""

    ranges: tuple[Range, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """`^`, `$`, `\\b` or `\\B`: a place, not a character."""

    sign: str


@dataclass(frozen=True, slots=True)
class Again:
    """`\\1`: what a group has caught, once more."""

    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives; `kind` is "(" for a catching group, or what stands before a group that looks ahead or behind."""

    kind: str
    branches: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part that may stand several times; `most` None means any number."""

    part: Part
    least: int
    most: int | None


Part: TypeAlias = OneOf | Edge | Again | Group | Repeated

DIGITS: tuple[Range, ...] = ((48, 57),)
WORDS: tuple[Range, ...] = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACES: tuple[Range, ...] = ((9, 13), (32, 32))
LINE_ENDS: tuple[Range, ...] = ((10, 10), (13, 13))
