"""How alike two words are: `sojourn.matching.compare.words` as machine code, and a quick look beforehand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare.words import (
    LETTERS_FOR_ALIKE,
    LETTERS_FOR_ONE_EDIT,
    LETTERS_FOR_TWO_EDITS,
    SKELETON_FOR_ONE_EDIT,
    SPELLED_APART,
    WordLevel,
)
from sojourn.matching.dedupe.kernels.compiling import inlined, kernel, small
from sojourn.matching.dedupe.kernels.edits import edits
from sojourn.matching.dedupe.layout import Lexicon, Record

Work = NDArray[np.int32]
LOOSE, NEAR, VARIANT = int(WordLevel.LOOSE), int(WordLevel.NEAR), int(WordLevel.VARIANT)
SKELETON, ROMAN, SPELLING = int(WordLevel.SKELETON), int(WordLevel.ROMAN), int(WordLevel.SPELLING)


@kernel
def level_of(lexicon: Lexicon, a: int, b: int, work: Work) -> int:
    """Return the level of two words by their numbers."""
    if a == b:
        return SPELLING
    one, two = lexicon.tokens[a], lexicon.tokens[b]
    if one["text"] == two["text"]:
        return SPELLING
    if _told_apart(lexicon, one, two):
        return 0
    if _share_reading(lexicon, one, two):
        return ROMAN
    if (one["sketch"] & two["sketch"]) != 0 and _share_skeleton(lexicon, one, two):
        return LOOSE if _spelled_apart(lexicon, one, two, work) else SKELETON
    if one["kind"] == two["kind"] or _share_known(lexicon, one, two):
        return VARIANT
    if _is_initial(one, two):
        return LOOSE
    return NEAR if _is_near(lexicon, one, two, work) else 0


@kernel
def are_alike(lexicon: Lexicon, a: int, b: int, work: Work) -> bool:
    """Whether two words that did not meet sound half alike, in the likeliest reading of each."""
    one, two = lexicon.tokens[a], lexicon.tokens[b]
    if _told_apart(lexicon, one, two):
        return False
    x, y = lexicon.romans[lexicon.readings[one["readings"]]], lexicon.romans[lexicon.readings[two["readings"]]]
    sizes = int(x["heard_length"]), int(y["heard_length"])
    longer = max(sizes[0], sizes[1])
    if longer < LETTERS_FOR_ALIKE:
        return False
    most = longer // 2
    return edits(lexicon.letters, int(x["heard_at"]), sizes[0], int(y["heard_at"]), sizes[1], most, work) <= most


@inlined
def may_meet(one: Record, two: Record) -> bool:
    """Whether two words can have a level at all: never False when they have one."""
    if ((one["sketch"] & two["sketch"]) | (one["known_sketch"] & two["known_sketch"])) != 0:
        return True
    if one["kind"] == two["kind"] or one["text"] == two["text"]:
        return True
    if _is_initial(one, two) or _may_be_heard(one, two):
        return True
    shorter = min(one["skeleton_length"], two["skeleton_length"])
    return shorter >= SKELETON_FOR_ONE_EDIT and _few(one["consonants"], two["consonants"], 1)


@inlined
def _may_be_heard(one: Record, two: Record) -> bool:
    """An edit takes at most one letter from the set of either side, and changes the length by one."""
    allowed = _allowed(max(one["longest"], two["longest"]))
    if one["least_heard"] > two["most_heard"] + allowed or two["least_heard"] > one["most_heard"] + allowed:
        return False
    more = one["all_letters"] & ~two["any_letters"]
    less = two["all_letters"] & ~one["any_letters"]
    return _at_most(more, allowed) and _at_most(less, allowed)


@small
def _few(one: int, two: int, most: int) -> bool:
    return _at_most(one & ~two, most) and _at_most(two & ~one, most)


@small
def _at_most(bits: int, most: int) -> bool:
    """Whether so many bits are set, or fewer."""
    for _ in range(most):
        bits &= bits - 1
    return bits == 0


@small
def _allowed(length: int) -> int:
    """How many edits are a slip."""
    return int(length >= LETTERS_FOR_ONE_EDIT) + int(length >= LETTERS_FOR_TWO_EDITS)


@inlined
def _told_apart(lexicon: Lexicon, one: Record, two: Record) -> bool:
    """Whether both are well-known names, and no name is both: `sojourn.matching.names.distinct_names`."""
    return bool(one["known_count"] and two["known_count"] and not _share_known(lexicon, one, two))


@inlined
def _share_known(lexicon: Lexicon, one: Record, two: Record) -> bool:
    if (one["known_sketch"] & two["known_sketch"]) == 0:
        return False
    return _share(lexicon.known, one["known"], one["known_count"], two["known"], two["known_count"])


@inlined
def _share_reading(lexicon: Lexicon, one: Record, two: Record) -> bool:
    return _share(lexicon.readings, one["readings"], one["reading_count"], two["readings"], two["reading_count"])


@inlined
def _share_skeleton(lexicon: Lexicon, one: Record, two: Record) -> bool:
    return _share(lexicon.skeletons, one["skeletons"], one["skeleton_count"], two["skeletons"], two["skeleton_count"])


@inlined
def _share(numbers: NDArray[np.int32], one: int, one_count: int, two: int, two_count: int) -> bool:
    """Whether two parts of a list have a number in common."""
    for i in range(one, one + one_count):
        for j in range(two, two + two_count):
            if numbers[i] == numbers[j]:
                return True
    return False


@kernel
def _spelled_apart(lexicon: Lexicon, one: Record, two: Record, work: Work) -> bool:
    """Whether the vowels of every two readings differ too much, where both scripts write vowels."""
    if one["vowelless"] or two["vowelless"]:
        return False
    for i in range(one["readings"], one["readings"] + one["reading_count"]):
        for j in range(two["readings"], two["readings"] + two["reading_count"]):
            x, y = lexicon.romans[lexicon.readings[i]], lexicon.romans[lexicon.readings[j]]
            longer = max(x["length"], y["length"])
            most = int(SPELLED_APART * longer) + 1
            sizes = int(x["length"]), int(y["length"])
            found = edits(lexicon.letters, int(x["at"]), sizes[0], int(y["at"]), sizes[1], most, work)
            if found <= SPELLED_APART * longer:
                return False
    return True


@small
def _is_initial(one: Record, two: Record) -> bool:
    return bool((one["length"] == 1 or two["length"] == 1) and one["initial"] == two["initial"])


@kernel
def _is_near(lexicon: Lexicon, one: Record, two: Record, work: Work) -> bool:
    if _may_be_heard(one, two):
        for i in range(one["readings"], one["readings"] + one["reading_count"]):
            for j in range(two["readings"], two["readings"] + two["reading_count"]):
                x, y = lexicon.romans[lexicon.readings[i]], lexicon.romans[lexicon.readings[j]]
                if _is_slip(lexicon, x, y, work):
                    return True
    long, other = int(one["skeleton_length"]), int(two["skeleton_length"])
    if min(long, other) < SKELETON_FOR_ONE_EDIT or not _few(one["consonants"], two["consonants"], 1):
        return False
    return edits(lexicon.letters, int(one["skeleton_at"]), long, int(two["skeleton_at"]), other, 1, work) <= 1


@inlined
def _is_slip(lexicon: Lexicon, x: Record, y: Record, work: Work) -> bool:
    allowed = _allowed(max(x["length"], y["length"]))
    if allowed == 0:
        return False
    sizes = int(x["heard_length"]), int(y["heard_length"])
    found = edits(lexicon.letters, int(x["heard_at"]), sizes[0], int(y["heard_at"]), sizes[1], allowed, work)
    return found <= allowed
