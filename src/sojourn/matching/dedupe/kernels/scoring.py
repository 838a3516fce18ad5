"""Score pairs from cheap to dear: fields, then names, then mothers, and stop where nothing dear could still help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.evidence import FEATURES, OF_FIELDS, place_of
from sojourn.matching.dedupe.kernels.compiling import inlined, kernel
from sojourn.matching.dedupe.kernels.fields import BIRTH, MISSING, SEX, Amounts, birth_level, put_fields
from sojourn.matching.dedupe.kernels.names import Desk, is_joined, put_names
from sojourn.matching.dedupe.kernels.together import put_together
from sojourn.matching.dedupe.kernels.words import level_of, may_meet
from sojourn.matching.dedupe.layout import MOST_WORDS, Lexicon, Record, Table

MOTHER = place_of("mother.same")
# What is less than any evidence: the pair was given up.
GIVEN_UP = float("-inf")
Pairs = NDArray[np.uint64]
COUNT, FIELDS = len(FEATURES), len(OF_FIELDS)


class Scale(NamedTuple):
    """Weights by feature, and the most that what is not yet known can still add.

    `bit`: by bit of rarity of words that meet; `conflict` and `nothing`: when words cannot meet, never positive;
    `mother`: by the mother's name; `more`: by everything else.
    """

    weights: NDArray[np.float32]
    bit: float
    conflict: float
    nothing: float
    mother: float
    more: float


def new_desk(longest: int) -> Desk:
    """Return room to work on one pair at a time, for texts of up to `longest` letters; each thread needs its own."""
    levels = np.zeros((MOST_WORDS, MOST_WORDS), dtype=np.int8)
    return Desk(levels, np.zeros((3, longest + 2), dtype=np.int32), np.zeros(COUNT, dtype=np.float32))


@kernel
def weigh_pairs(people: Table, lexicon: Lexicon, pairs: Pairs, scale: Scale, least: float, desk: Desk,
                found: NDArray[np.float32], amounts: NDArray[np.float32]) -> None:  # fmt: skip
    """Write the evidence of each pair (smaller row << 32 | larger row), GIVEN_UP where it is below `least`.

    `amounts`, when it has places for so many pairs, shape (features, pairs), gets what each feature amounts to.
    """
    for at in range(len(pairs)):
        a, b = people[np.int64(pairs[at] >> np.uint64(32))], people[np.int64(pairs[at] & np.uint64(0xFFFFFFFF))]
        found[at] = _evidence(a, b, lexicon, scale, least, desk)
        if amounts.shape[1]:
            for feature in range(COUNT):
                amounts[feature, at] = desk.amounts[feature]


@inlined
def _evidence(a: Record, b: Record, lexicon: Lexicon, scale: Scale, least: float, desk: Desk) -> float:
    """Fill the desk's amounts and return their sum by weight, or GIVEN_UP as soon as it can't reach `least`."""
    if _birth_and_sex(a, b, scale.weights) + min(a["best"], b["best"]) + scale.more < least:
        return GIVEN_UP
    for feature in range(COUNT):
        desk.amounts[feature] = 0.0
    put_fields(a, b, desk.amounts)
    hope = _sum(desk.amounts, scale.weights, FIELDS) + scale.more
    if a["mother_count"] and b["mother_count"]:
        hope += scale.mother
    if hope + min(a["bits"], b["bits"]) * scale.bit < least:
        return GIVEN_UP
    if a["count"] and b["count"]:
        if hope + _names_at_best(a, b, lexicon, scale, desk) < least:
            return GIVEN_UP
        put_names(a, b, lexicon, desk)
        put_together(a, b, desk.amounts)
    _put_mothers(a, b, lexicon, desk)
    evidence = _sum(desk.amounts, scale.weights, COUNT)
    return evidence if evidence >= least else GIVEN_UP


@inlined
def _birth_and_sex(a: Record, b: Record, weights: Amounts) -> float:
    birth, total = birth_level(a, b), 0.0
    if birth != MISSING:
        total += weights[BIRTH + birth]
    if a["sex"] and b["sex"]:
        total += weights[SEX + int(a["sex"] != b["sex"])]
    return total


@inlined
def _sum(amounts: Amounts, weights: Amounts, count: int) -> float:
    total = np.float32(0.0)
    for at in range(count):
        total += amounts[at] * weights[at]
    return float(total)


@inlined
def _names_at_best(a: Record, b: Record, lexicon: Lexicon, scale: Scale, desk: Desk) -> float:
    """Mark which words may meet, and return the most that the names can weigh."""
    bits_a, lonely_a, meets_b = 0.0, 0, 0
    for i in range(a["count"]):
        meets = False
        for j in range(b["count"]):
            desk.levels[i, j] = 0
            if may_meet(lexicon.tokens[a["words"][i]], lexicon.tokens[b["words"][j]]):
                desk.levels[i, j] = 1
                meets_b |= 1 << j
                meets = True
        if meets:
            bits_a += lexicon.tokens[a["words"][i]]["bits"]
        else:
            lonely_a += 1
    bits_b, lonely_b = 0.0, 0
    for j in range(b["count"]):
        if meets_b >> j & 1:
            bits_b += lexicon.tokens[b["words"][j]]["bits"]
        else:
            lonely_b += 1
    if lonely_a and lonely_b and not _may_join(a, b, lexicon):
        against = min(lonely_a, lonely_b) * scale.conflict + (scale.nothing if meets_b == 0 else 0.0)
        return min(bits_a, bits_b) * scale.bit + against
    return float(min(a["bits"], b["bits"]) * scale.bit)


@kernel
def _may_join(a: Record, b: Record, lexicon: Lexicon) -> bool:
    """Whether any two neighbours on one side are one word on the other."""
    words, others = a["words"], b["words"]
    for i in range(a["count"]):
        for j in range(b["count"]):
            if i + 1 < a["count"] and is_joined(lexicon, words[i], words[i + 1], others[j]):
                return True
            if j + 1 < b["count"] and is_joined(lexicon, others[j], others[j + 1], words[i]):
                return True
    return False


@kernel
def _put_mothers(a: Record, b: Record, lexicon: Lexicon, desk: Desk) -> None:
    """Write how the mothers' names go together: same, near, different."""
    if a["mother_count"] == 0 or b["mother_count"] == 0:
        return
    near = 2
    for i in range(a["mother_count"]):
        for j in range(b["mother_count"]):
            one, two = a["mothers"][i], b["mothers"][j]
            if (
                lexicon.skeletons[lexicon.tokens[one]["skeletons"]]
                == lexicon.skeletons[lexicon.tokens[two]["skeletons"]]
            ):
                desk.amounts[MOTHER] = 1.0
                return
            if (
                near == 2
                and may_meet(lexicon.tokens[one], lexicon.tokens[two])
                and level_of(lexicon, one, two, desk.edits)
            ):
                near = 1
    desk.amounts[MOTHER + near] = 1.0
