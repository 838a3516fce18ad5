"""Lay the words of two names side by side: `sojourn.matching.compare.names` and its features as machine code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare.features import CONFLICT_ROLES, MOST_EXTRA
from sojourn.matching.dedupe.evidence import place_of
from sojourn.matching.dedupe.kernels.compiling import inlined, kernel, small
from sojourn.matching.dedupe.kernels.fields import Amounts
from sojourn.matching.dedupe.kernels.words import SKELETON, are_alike, level_of
from sojourn.matching.dedupe.layout import Lexicon, Record
from sojourn.matching.dedupe.people import ROLES

OWN, OTHER = place_of("name.own.loose") - 1, place_of("name.other.loose") - 1
REVERSED, KIN = place_of("name.reversed"), place_of("name.kin")
CROSSED, NOTHING = place_of("name.crossed"), place_of("name.nothing")
EXTRA, ALIKE = place_of("name.extra"), place_of("name.alike")
CONFLICT, CONFLICT_UNKNOWN = place_of(f"name.conflict.{CONFLICT_ROLES[0]}"), place_of("name.conflict.unknown")
UNKNOWN, GIVEN = ROLES.index("unknown"), ROLES.index("given")
FATHER, FAMILY = ROLES.index("father"), ROLES.index("family")
CONFLICTS = tuple(ROLES.index(role) for role in CONFLICT_ROLES)
# Equal roles count before nearer places, and a better level before both.
_A_LEVEL, _ALIKE = 32, 16


class Desk(NamedTuple):
    """Where one pair at a time is worked on: `levels` of words, rows of `edits`, the amounts of all features.

    `hopes` are the most that may come of a pair, by explanation.
    """

    levels: NDArray[np.int8]
    edits: NDArray[np.int32]
    amounts: Amounts
    hopes: NDArray[np.float32]


@kernel
def put_names(a: Record, b: Record, lexicon: Lexicon, desk: Desk) -> None:
    """Write what met and what did not; both sides have a word. `desk.levels` says which words may meet at all."""
    for i in range(a["count"]):
        for j in range(b["count"]):
            if desk.levels[i, j]:
                desk.levels[i, j] = level_of(lexicon, a["words"][i], b["words"][j], desk.edits)
    free_a, free_b = (1 << int(a["count"])) - 1, (1 << int(b["count"])) - 1
    met, exchanged, of_a, of_b = 0, 0, False, False
    while True:
        i, j = _best(a, b, desk.levels, free_a, free_b)
        if i < 0:
            break
        _meet(a, b, i, j, desk.levels[i, j], desk.amounts)
        free_a, free_b = free_a & ~(1 << i), free_b & ~(1 << j)
        met += 1
        exchanged += (i < 2 and j == 1 - i) or (i == 2 and j == 2)
        of_a |= a["roles"][i] == FATHER and b["roles"][j] == GIVEN
        of_b |= a["roles"][i] == GIVEN and b["roles"][j] == FATHER
    if exchanged == 3 and not _any_order(a, b):
        desk.amounts[REVERSED] = 1.0
    free_a, free_b, joined = _join(a, b, free_a, free_b, lexicon, desk.amounts)
    if met + joined == 0:
        desk.amounts[NOTHING] = 1.0
    if (of_a and _has(a, free_a, GIVEN)) or (of_b and _has(b, free_b, GIVEN)):
        desk.amounts[KIN] = 1.0
    _put_left_over(a, b, free_a, free_b, desk.amounts)
    if free_a and free_b:
        desk.amounts[ALIKE] = _alike(a, b, free_a, free_b, lexicon, desk.edits)


@inlined
def _any_order(a: Record, b: Record) -> bool:
    """Whether the first two of three names may be exchanged by order alone: see `compare.names`."""
    found = a["roles"][2] == FATHER or b["roles"][2] == FATHER
    for i in range(2):
        found |= a["roles"][i] == FAMILY or b["roles"][i] == FAMILY
    return bool(found)


@inlined
def _best(a: Record, b: Record, levels: NDArray[np.int8], free_a: int, free_b: int) -> tuple[int, int]:
    """Return the places of the free words to meet next: best level, equal roles, nearest places; -1 for none."""
    best, at_i, at_j = 0, -1, -1
    for i in range(a["count"]):
        if free_a >> i & 1 == 0:
            continue
        for j in range(b["count"]):
            if free_b >> j & 1 and levels[i, j]:
                alike = a["roles"][i] == b["roles"][j]
                rank = levels[i, j] * _A_LEVEL + alike * _ALIKE - abs(i - j)
                if rank > best:
                    best, at_i, at_j = rank, i, j
    return at_i, at_j


@inlined
def _meet(a: Record, b: Record, i: int, j: int, level: int, amounts: Amounts) -> None:
    bits = min(a["word_bits"][i], b["word_bits"][j])
    one, two = a["roles"][i], b["roles"][j]
    own = (one == GIVEN and two in (GIVEN, UNKNOWN)) or (one == UNKNOWN and two == GIVEN)
    amounts[(OWN if own else OTHER) + level] += bits
    if one != two and one != UNKNOWN and two != UNKNOWN:
        amounts[CROSSED] += 1.0


@small
def is_joined(lexicon: Lexicon, one: int, two: int, whole: int) -> bool:
    """Whether two words written together are a third one."""
    together = lexicon.heads[one] * lexicon.shifts[two] + lexicon.tails[two]
    return bool(together == lexicon.heads[whole])


@kernel
def _join(a: Record, b: Record, free_a: int, free_b: int, lexicon: Lexicon, amounts: Amounts) -> tuple[int, int, int]:
    """Let two free neighbours on one side meet one free word that is both; return who is free, and how many met."""
    met = 0
    for i in range(a["count"] if free_a and free_b else 0):
        for j in range(b["count"]):
            if free_a >> i & 1 == 0 or free_b >> j & 1 == 0:
                continue
            words, others = a["words"], b["words"]
            if free_a >> (i + 1) & 1 and is_joined(lexicon, words[i], words[i + 1], others[j]):
                free_a, free_b = free_a & ~(3 << i), free_b & ~(1 << j)
            elif free_b >> (j + 1) & 1 and is_joined(lexicon, others[j], others[j + 1], words[i]):
                free_a, free_b = free_a & ~(1 << i), free_b & ~(3 << j)
            else:
                continue
            _meet(a, b, i, j, SKELETON, amounts)
            met += 1
    return free_a, free_b, met


@kernel
def _put_left_over(a: Record, b: Record, free_a: int, free_b: int, amounts: Amounts) -> None:
    """Write conflicts by role, then the rest in their order, then the words one side has more."""
    left, right = _free(free_a), _free(free_b)
    amounts[EXTRA] = min(abs(left - right), MOST_EXTRA)
    for at, role in enumerate(CONFLICTS):
        if _has(a, free_a, role) and _has(b, free_b, role):
            amounts[CONFLICT + at] = 1.0
            left, right = left - 1, right - 1
    amounts[CONFLICT_UNKNOWN] = min(left, right)


@kernel
def _alike(a: Record, b: Record, free_a: int, free_b: int, lexicon: Lexicon, work: NDArray[np.int32]) -> int:
    """Return how many free words of the left are written somewhat like a free word of the right, each taken once."""
    found = 0
    for i in range(a["count"]):
        for j in range(b["count"]):
            if free_a >> i & 1 and free_b >> j & 1 and are_alike(lexicon, a["words"][i], b["words"][j], work):
                free_a, free_b = free_a & ~(1 << i), free_b & ~(1 << j)
                found += 1
    return found


@small
def _free(places: int) -> int:
    count = 0
    while places:
        places &= places - 1
        count += 1
    return count


@small
def _has(person: Record, free: int, role: int) -> bool:
    """Whether a free word has a role."""
    found = False
    for i in range(person["count"]):
        found |= free >> i & 1 != 0 and person["roles"][i] == role
    return found
