"""Score pairs from cheap to dear: fields, then names, then mothers, and stop where nothing dear could still help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.evidence import FEATURES, OF_FIELDS, place_of
from sojourn.matching.dedupe.kernels.compiling import inlined, kernel, small
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
    """Weights by explanation (strangers, relatives) and feature, and the most that what is not yet known can still add.

    `before`: the priors; `bit`: by bit of rarity of words that meet; `conflict` and `nothing`: when words cannot meet,
    never positive; `mother`: by the mother's name; `more`: by everything else. All by explanation.
    """

    weights: NDArray[np.float32]
    before: NDArray[np.float32]
    bit: NDArray[np.float32]
    conflict: NDArray[np.float32]
    nothing: NDArray[np.float32]
    mother: NDArray[np.float32]
    more: NDArray[np.float32]


STRANGERS, RELATIVES = 0, 1


def new_desk(longest: int) -> Desk:
    """Return room to work on one pair at a time, for texts of up to `longest` letters; each thread needs its own."""
    levels = np.zeros((MOST_WORDS, MOST_WORDS), dtype=np.int8)
    hopes = np.zeros(2, dtype=np.float32)
    return Desk(levels, np.zeros((3, longest + 2), dtype=np.int32), np.zeros(COUNT, dtype=np.float32), hopes)


@kernel
def weigh_pairs(people: Table, lexicon: Lexicon, pairs: Pairs, scale: Scale, least: float, desk: Desk,
                found: NDArray[np.float32], amounts: NDArray[np.float32]) -> None:  # fmt: skip
    """Write the log2 odds of each pair (smaller row << 32 | larger row), GIVEN_UP where they are below `least`.

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
    """Fill the desk's amounts and return the odds against both explanations, or GIVEN_UP when below `least`.

    The odds are never better than those against one explanation: hope is given up as soon as either is too small.
    """
    birth = birth_level(a, b)
    for who in range(2):
        if _birth_and_sex(a, b, birth, scale, who) + min(a["best"][who], b["best"][who]) + scale.more[who] < least:
            return GIVEN_UP
    for feature in range(COUNT):
        desk.amounts[feature] = 0.0
    put_fields(a, b, birth, desk.amounts)
    mothers = a["mother_count"] and b["mother_count"]
    for who in range(2):
        mother = scale.mother[who] if mothers else np.float32(0.0)
        desk.hopes[who] = _sum(desk.amounts, scale, who, FIELDS) + scale.more[who] + mother
    if _at_best(desk, scale, min(a["bits"], b["bits"]), 0, False) < least:
        return GIVEN_UP
    if a["count"] and b["count"]:
        bits, conflicts, nothing = _names_at_best(a, b, lexicon, desk)
        if _at_best(desk, scale, bits, conflicts, nothing) < least:
            return GIVEN_UP
        put_names(a, b, lexicon, desk)
        put_together(a, b, desk.amounts)
    _put_mothers(a, b, lexicon, desk)
    odds = _against_both(_sum(desk.amounts, scale, STRANGERS, COUNT), _sum(desk.amounts, scale, RELATIVES, COUNT))
    return odds if odds >= least else GIVEN_UP


@small
def _birth_and_sex(a: Record, b: Record, birth: int, scale: Scale, who: int) -> float:
    total = scale.before[who]
    if birth != MISSING:
        total += scale.weights[who, BIRTH + birth]
    if a["sex"] and b["sex"]:
        total += scale.weights[who, SEX + int(a["sex"] != b["sex"])]
    return float(total)


@small
def _sum(amounts: Amounts, scale: Scale, who: int, count: int) -> float:
    total = scale.before[who]
    for at in range(count):
        total += amounts[at] * scale.weights[who, at]
    return float(total)


@inlined
def _against_both(strangers: float, relatives: float) -> float:
    least, more = min(strangers, relatives), max(strangers, relatives)
    return float(least - np.log2(1.0 + 2.0 ** max(least - more, -60.0)))


@inlined
def _at_best(desk: Desk, scale: Scale, bits: float, conflicts: int, nothing: bool) -> float:
    """Return the most that the odds can be when words of so many bits meet and so many cannot."""
    found = np.inf
    for who in range(2):
        against = conflicts * scale.conflict[who] + (scale.nothing[who] if nothing else np.float32(0.0))
        found = min(found, desk.hopes[who] + bits * scale.bit[who] + against)
    return found


@inlined
def _names_at_best(a: Record, b: Record, lexicon: Lexicon, desk: Desk) -> tuple[float, int, bool]:
    """Mark which words may meet; return the bits of those at most, how many cannot, and whether none can."""
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
            bits_a += a["word_bits"][i]
        else:
            lonely_a += 1
    bits_b, lonely_b = 0.0, 0
    for j in range(b["count"]):
        if meets_b >> j & 1:
            bits_b += b["word_bits"][j]
        else:
            lonely_b += 1
    if lonely_a and lonely_b and not _may_join(a, b, lexicon):
        return min(bits_a, bits_b), min(lonely_a, lonely_b), meets_b == 0
    return float(min(a["bits"], b["bits"])), 0, False


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
