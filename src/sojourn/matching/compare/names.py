"""Lay the words of two names side by side, whatever their order and roles, so that the best ones meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sojourn.matching.compare.words import WordLevel, word_level
from sojourn.matching.traits import Word

Pool = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Two words that were taken for one."""

    a: Word
    b: Word
    level: WordLevel

    @property
    def bits(self) -> float:
        """How rare the shared name is: the commoner of the two, so that nothing is counted too high."""
        return min(self.a.bits, self.b.bits)

    @property
    def given(self) -> bool:
        """Whether this is somebody's own name, not a father's or a family's."""
        return "given" in (self.a.role, self.b.role) and {self.a.role, self.b.role} <= {"given", "unknown"}

    @property
    def crossed(self) -> bool:
        """Whether the two have different roles, as when given and family name were entered the wrong way round."""
        return "unknown" not in (self.a.role, self.b.role) and self.a.role != self.b.role


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words that met, and those left over on either side."""

    met: tuple[Met, ...]
    left_a: Pool
    left_b: Pool
    reversed: bool = False

    @property
    def kin(self) -> bool:
        """Whether the own name of one is the father's of the other, who has another own name: father and child."""
        return any(
            {met.a.role, met.b.role} == {"given", "father"}
            and any(word.role == "given" for word in (self.left_a if met.a.role == "father" else self.left_b))
            for met in self.met
        )


def align(a: Pool, b: Pool) -> Alignment:
    """Pair words greedily: best level first, then equal roles, then nearest places, then first places."""
    levels = {(i, j): word_level(a[i], b[j]) for i, j in product(range(len(a)), range(len(b)))}
    order = sorted(levels, key=lambda ij: (-levels[ij], _roles_differ(a[ij[0]], b[ij[1]]), abs(ij[0] - ij[1]), ij))
    met: list[Met] = []
    places: dict[int, int] = {}
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for i, j in order:
        if levels[i, j] and i in free_a and j in free_b:
            met.append(Met(a[i], b[j], levels[i, j]))
            places[i] = j
            free_a.discard(i)
            free_b.discard(j)
    for i, j in joined(a, b, free_a, free_b):
        met.append(Met(a[i], b[j], WordLevel.SKELETON))
    left_a, left_b = tuple(a[i] for i in sorted(free_a)), tuple(b[j] for j in sorted(free_b))
    return Alignment(tuple(met), left_a, left_b, _reversed(a, b, places))


def _reversed(a: Pool, b: Pool, places: dict[int, int]) -> bool:
    """Whether the first two of three names are exchanged while the third stands in its place.

    Another order of name and family name moves all three (Amal Birch Cedar, Cedar Amal Birch); this is a
    son called after his grandfather. A family name among the two, or a patronymic as the third, allows either order.
    """
    if (places.get(0), places.get(1), places.get(2)) != (1, 0, 2):
        return False
    return "family" not in {word.role for word in (*a[:2], *b[:2])} and "father" not in {a[2].role, b[2].role}


def joined(a: Pool, b: Pool, free_a: set[int], free_b: set[int]) -> list[tuple[int, int]]:
    """Let two free neighbours on one side meet one free word that is both written together (Noor Ahmad, Noorahmad).

    Takes the words from the free ones and returns the places of the first of both and of the one.
    """
    found = []
    for i, j in product(range(len(a)), range(len(b))):
        if {i, i + 1} <= free_a and j in free_b and together(a[i], a[i + 1]) == b[j].skeleton:
            free_a -= {i, i + 1}
            free_b -= {j}
            found.append((i, j))
        elif i in free_a and {j, j + 1} <= free_b and together(b[j], b[j + 1]) == a[i].skeleton:
            free_a -= {i}
            free_b -= {j, j + 1}
            found.append((i, j))
    return found


def together(one: Word, two: Word) -> str:
    """The skeleton of two words written as one: a vowel at the beginning of the second is no longer heard."""
    return one.skeleton + two.skeleton.removeprefix("a")


def _roles_differ(x: Word, y: Word) -> bool:
    return x.role != y.role
