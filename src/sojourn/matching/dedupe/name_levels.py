"""Lay the words of many pairs of names side by side: `sojourn.matching.compare.names` for whole columns.

Places of words are few (up to six), pairs are many: every step is one operation over all pairs for one place on
the left and one on the right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np

from sojourn.matching.compare import WordLevel
from sojourn.matching.dedupe.people import ROLES, Bytes, Flags, Floats, Hashes, Ints, People, Tokens

GIVEN, UNKNOWN = ROLES.index("given"), ROLES.index("unknown")


@dataclass(slots=True)
class Names:
    """The names of pairs while their words are being matched. Shapes: (places, pairs); `levels` (a, b, pairs).

    `own` and `other` are bits of rarity by level, shape (7, pairs): of people's own names and of all others.
    """

    a: Ints
    b: Ints
    roles_a: Bytes
    roles_b: Bytes
    levels: Bytes
    free_a: Flags
    free_b: Flags
    own: Floats
    other: Floats
    crossed: Bytes
    met: Bytes

    def take(self, rows: Ints) -> Names:
        """The names of some of the pairs."""
        return Names(*(getattr(self, name)[..., rows] for name in self.__slots__))

    def places(self) -> list[tuple[int, int]]:
        """Every place on the left with every one on the right, the nearest first."""
        both = product(range(len(self.a)), range(len(self.b)))
        return sorted(both, key=lambda ij: (abs(ij[0] - ij[1]), ij))


def side_by_side(people: People, left: Ints, right: Ints) -> Names:
    """Return the names of pairs of rows, compared by their forms: spelling, romanised, skeleton, kind."""
    nobody, count = people.nobody, len(left)
    a, b = _trimmed(people.words[:, left], nobody), _trimmed(people.words[:, right], nobody)
    b[b == nobody] = nobody + 1
    return Names(
        a, b, people.roles[: len(a), left], people.roles[: len(b), right], _form_levels(people, a, b),
        a != nobody, b != nobody + 1,
        np.zeros((7, count), np.float32), np.zeros((7, count), np.float32),
        np.zeros(count, np.int8), np.zeros(count, np.int8),
    )  # fmt: skip


def _trimmed(words: Ints, nobody: int) -> Ints:
    """Leave out the last places when no row has a word there."""
    used = np.flatnonzero((words != nobody).any(axis=1))
    return words[: int(used[-1]) + 1 if len(used) else 1]


def _form_levels(people: People, a: Ints, b: Ints) -> Bytes:
    tokens = people.tokens
    forms = (
        (tokens.kinds, WordLevel.VARIANT), (tokens.skeletons, WordLevel.SKELETON),
        (tokens.romans, WordLevel.ROMAN), (tokens.texts, WordLevel.SPELLING),
    )  # fmt: skip
    levels = np.zeros((len(a), len(b), a.shape[1]), dtype=np.int8)
    for form, level in forms:
        left, right = form[a], form[b]
        for i, j in product(range(len(a)), range(len(b))):
            np.maximum(levels[i, j], (left[i] == right[j]).view(np.int8) * np.int8(level), out=levels[i, j])
    return levels


def take_best(people: People, names: Names, wanted: Iterable[WordLevel]) -> None:
    """Let free words meet at the wanted levels, in the order given: equal roles first, then the nearest places."""
    for level in wanted:
        at_level = names.levels == np.int8(level)
        somewhere = at_level.any(axis=2)
        places = [(i, j) for i, j in names.places() if somewhere[i, j]]
        for alike in (True, False):
            for i, j in places:
                found = at_level[i, j] & names.free_a[i] & names.free_b[j]
                found &= (names.roles_a[i] == names.roles_b[j]) == alike
                rows = np.flatnonzero(found)
                if len(rows):
                    _meet(people, names, i, j, rows, level)


def take_joined(people: People, names: Names) -> None:
    """Let two free neighbours on one side meet one free word that is both written together."""
    few = np.flatnonzero(names.free_a.sum(axis=0) + names.free_b.sum(axis=0) > 2)
    few = few[names.free_a[:, few].any(axis=0) & names.free_b[:, few].any(axis=0)]
    if not len(few):
        return
    part = names.take(few)
    tokens = people.tokens
    for i, j in product(range(len(part.a)), range(len(part.b))):
        if i + 1 < len(part.a):
            _join(people, part, i, j, _together(tokens, part.a[i], part.a[i + 1]) == tokens.heads[part.b[j]], (1, 0))
        if j + 1 < len(part.b):
            _join(people, part, i, j, _together(tokens, part.b[j], part.b[j + 1]) == tokens.heads[part.a[i]], (0, 1))
    for name in ("free_a", "free_b", "own", "other", "crossed", "met"):
        getattr(names, name)[..., few] = getattr(part, name)


def _together(tokens: Tokens, one: Ints, two: Ints) -> Hashes:
    found: Hashes = tokens.heads[one] * tokens.shifts[two] + tokens.tails[two]
    return found


def _join(people: People, names: Names, i: int, j: int, equal: Flags, more: tuple[int, int]) -> None:
    """Let word i meet word j, with the neighbour after one of them as `more` says."""
    found = equal & names.free_a[i] & names.free_b[j]
    found &= names.free_a[i + 1] if more[0] else names.free_b[j + 1]
    rows = np.flatnonzero(found)
    if len(rows):
        _meet(people, names, i, j, rows, WordLevel.SKELETON)
        (names.free_a[i + 1] if more[0] else names.free_b[j + 1])[rows] = False


def _meet(people: People, names: Names, i: int, j: int, rows: Ints, level: WordLevel) -> None:
    names.free_a[i][rows] = False
    names.free_b[j][rows] = False
    bits = people.tokens.bits
    shared = np.minimum(bits[names.a[i][rows]], bits[names.b[j][rows]])
    one, two = names.roles_a[i][rows], names.roles_b[j][rows]
    given = (one == GIVEN) & ((two == GIVEN) | (two == UNKNOWN)) | (one == UNKNOWN) & (two == GIVEN)
    names.own[level][rows] += np.where(given, shared, 0)
    names.other[level][rows] += np.where(given, 0, shared)
    names.crossed[rows] += (one != two) & (one != UNKNOWN) & (two != UNKNOWN)
    names.met[rows] += 1
