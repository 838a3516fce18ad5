"""A list of codes with levels and parents, and which of its codes count the same people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

EVERYTHING = ("total", "world")
"""Levels whose codes contain all others."""
RELATIVE = "relative"
"""The level of codes that mean something else in every country: nationals, foreigners."""
PART = "part"
"""The level of codes that are a part, or another cut, of one country."""
APART = "apart"
"""The level of codes that never add up: units, measures, frequencies."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `level` is total, world, region, subregion, group, country, special, band, …; parents contain it.

    `span` is the first and last year of life of an age code (None for others and for total and unknown).
    """

    code: str
    level: str
    parents: tuple[str, ...]
    label: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Codelist:
    """Codes by name. A code of several groups has several parents, the geographic one first."""

    name: str
    codes: Mapping[str, Code] = field(repr=False)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def level(self, code: str) -> str:
        """The level of a code; KeyError when it is not in the list."""
        return self.codes[code].level

    def label(self, code: str) -> str:
        """The English label, or the code itself."""
        return self.codes[code].label if code in self.codes else code

    def at_level(self, level: str) -> tuple[str, ...]:
        """The codes of one level, in the order of the list."""
        return tuple(code for code, each in self.codes.items() if each.level == level)

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The direct members of every code that has some."""
        found: dict[str, list[str]] = {}
        for code in self.codes.values():
            for parent in code.parents:
                found.setdefault(parent, []).append(code.code)
        return {parent: tuple(members) for parent, members in found.items()}

    @cached_property
    def _leaves(self) -> dict[str, frozenset[str]]:
        return {}

    def leaves(self, code: str) -> frozenset[str]:
        """The codes without members that a code contains; itself when it has none, or only parts that leave a rest."""
        if code not in self._leaves:
            members = self.children.get(code, ())
            parts_only = all(self.codes[member].level == PART for member in members)
            own = frozenset([code] if parts_only else [])
            self._leaves[code] = own.union(*map(self.leaves, members))
        return self._leaves[code]

    def overlap(self, one: str, other: str) -> bool:
        """Whether two different codes can count the same person, so that a sum over both counts it twice."""
        first, second = self.codes[one], self.codes[other]
        if APART in (first.level, second.level) or first.level in EVERYTHING or second.level in EVERYTHING:
            return True
        if (first.level == RELATIVE) != (second.level == RELATIVE):
            return "special" not in (first.level, second.level)
        if first.span and second.span:
            return first.span[0] <= second.span[1] and second.span[0] <= first.span[1]
        return not self.leaves(one).isdisjoint(self.leaves(other))

    def first_overlap(self, codes: Iterable[str]) -> tuple[str, str] | None:
        """Two of the codes that overlap, or None when they may be added up."""
        distinct = sorted(set(codes))
        seen: dict[str, str] = {}
        for code in distinct:
            if self.codes[code].level in (*EVERYTHING, APART, RELATIVE) or self.codes[code].span:
                return self._first_by_pairs(distinct)
            for leaf in self.leaves(code):
                if leaf in seen:
                    return seen[leaf], code
                seen[leaf] = code
        return None

    def _first_by_pairs(self, codes: list[str]) -> tuple[str, str] | None:
        for place, one in enumerate(codes):
            for other in codes[place + 1 :]:
                if self.overlap(one, other):
                    return one, other
        return None
