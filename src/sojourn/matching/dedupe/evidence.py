"""Amounts of features for many pairs: the columns that weights are multiplied with, for scoring and for learning."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare import WordLevel
from sojourn.matching.compare.features import CONFLICT_ROLES, MOST_EXTRA, TWIN_CONFLICTS
from sojourn.matching.dedupe.field_levels import birth_levels, shared_levels
from sojourn.matching.dedupe.name_levels import Names
from sojourn.matching.dedupe.people import ROLES, Flags, Ints, People
from sojourn.matching.dedupe.slips import levels_of

Column = tuple[str, NDArray[np.generic]]
SHARED = ("nationality", "language", "phone", "place")


def field_columns(people: People, left: Ints, right: Ints) -> Iterator[Column]:
    """Yield the levels of every field but the name."""
    births = birth_levels(people.births.take(left), people.births.take(right))
    yield from ((f"birth.{level}", found) for level, found in births.items())
    a, b = people.sex[left], people.sex[right]
    both = (a > 0) & (b > 0)
    yield "sex.same", both & (a == b)
    yield "sex.different", both & (a != b)
    for field in SHARED:
        same, different = shared_levels(people.sets[field][:, left], people.sets[field][:, right])
        yield f"{field}.same", same
        yield f"{field}.different", different
    yield from _document_columns(people, left, right)


def _document_columns(people: People, left: Ints, right: Ints) -> Iterator[Column]:
    one, two = people.states[left], people.states[right]
    equal, unequal = shared_levels(people.sets["document"][:, left], people.sets["document"][:, right])
    same = equal & ((one == two) | (one == 0) | (two == 0))
    either = (equal | unequal) & ~same
    yield "document.same", same
    yield "document.different", either & (one == two)
    yield "document.other_state", either & (one != two)


def name_columns(names: Names, same_day: Flags) -> Iterator[Column]:
    """Yield what met and what did not; `same_day` are the pairs with one birth date."""
    for level in WordLevel:
        if level:
            yield f"name.own.{level.name.lower()}", names.own[level]
            yield f"name.other.{level.name.lower()}", names.other[level]
    some = names.free_a.any(axis=0) | names.free_b.any(axis=0)
    both = (names.met > 0) | (some & _present(names))
    yield "name.crossed", names.crossed
    yield "name.nothing", both & (names.met == 0)
    left_over = dict(_left_over(names))
    yield from left_over.items()
    conflict = np.any([left_over[name].astype(bool) for name in TWIN_CONFLICTS], axis=0)
    yield "name.twin", conflict & same_day & (names.met > 0)


def _present(names: Names) -> Flags:
    """Whether both sides have a name at all."""
    met = names.met > 0
    found: Flags = met | (names.free_a.any(axis=0) & names.free_b.any(axis=0))
    return found


def _left_over(names: Names) -> Iterator[Column]:
    """Yield conflicts by role, then the rest in their order, then the words one side has more."""
    left_a, left_b = (free.sum(axis=0, dtype=np.int8) for free in (names.free_a, names.free_b))
    for role in CONFLICT_ROLES:
        number = ROLES.index(role)
        found = (names.free_a & (names.roles_a == number)).any(axis=0)
        found &= (names.free_b & (names.roles_b == number)).any(axis=0)
        yield f"name.conflict.{role}", found
        left_a, left_b = left_a - found, left_b - found
    yield "name.conflict.unknown", np.minimum(left_a, left_b)
    extra = np.minimum(np.abs(left_a - left_b), MOST_EXTRA)
    yield "name.extra", np.where(_present(names), extra, 0)


def mother_columns(people: People, left: Ints, right: Ints) -> Iterator[Column]:
    """Yield how the mothers' names go together."""
    a, b = people.mothers[:, left], people.mothers[:, right]
    known = (a != people.nobody).any(axis=0) & (b != people.nobody).any(axis=0)
    same = known & _any_equal(people.tokens.skeletons, a, b, people.nobody)
    near = _any_near(people, a, b, np.flatnonzero(known & ~same), len(left))
    yield "mother.same", same
    yield "mother.near", near
    yield "mother.different", known & ~near & ~same


def _any_equal(forms: Ints, a: Ints, b: Ints, nobody: int) -> Flags:
    found = np.zeros(a.shape[1], dtype=bool)
    for one in a:
        for two in b:
            found |= (forms[one] == forms[two]) & (one != nobody)
    return found


def _any_near(people: People, a: Ints, b: Ints, rows: Ints, count: int) -> Flags:
    """Which of some rows have two words that are near each other or of one kind."""
    found = np.zeros(count, dtype=bool)
    for one in a[:, rows]:
        for two in b[:, rows]:
            at = np.flatnonzero((one != people.nobody) & (two != people.nobody))
            found[rows[at]] |= levels_of(people.tokens, one[at], two[at]) > 0
    return found
