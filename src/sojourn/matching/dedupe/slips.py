"""Slips of the pen between words that no form brought together: only for different words, each two once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from sojourn.matching.compare import WordLevel
from sojourn.matching.compare.words import (
    LETTERS_FOR_ONE_EDIT,
    LETTERS_FOR_TWO_EDITS,
    SKELETON_FOR_ONE_EDIT,
    SPELLED_APART,
)
from sojourn.matching.dedupe.name_levels import Names
from sojourn.matching.dedupe.people import Bytes, Flags, Ints, People, Tokens
from sojourn.matching.dedupe.readings import distances, levels_by_reading

LevelOf = Callable[[Tokens, Ints, Ints], Bytes]
Worth = Callable[[Tokens, Ints, Ints], Flags]


def part_vowels(people: People, names: Names) -> None:
    """Lower the level of words that share a skeleton and yet are spelt apart, in place."""
    _relevel(people, names, names.levels == np.int8(WordLevel.SKELETON), _skeleton_levels, _all)


def find_slips(people: People, names: Names) -> None:
    """Set the level of the words still free that are the same but for a slip, in place."""
    free = names.free_a[:, None, :] & names.free_b[None, :, :] & (names.levels == 0)
    _relevel(people, names, free, _free_levels, _worth_measuring)


def _relevel(people: People, names: Names, which: Flags, level_of: LevelOf, worth: Worth) -> None:
    """Set the levels of `which` (a, b, pairs) by a function of the numbers of two words, where that is worth it."""
    where, packed = [], []
    for i, j in product(range(len(names.a)), range(len(names.b))):
        rows = np.flatnonzero(which[i, j])
        rows = rows[worth(people.tokens, names.a[i][rows], names.b[j][rows])]
        if len(rows):
            where.append((i, j, rows))
            packed.append(names.a[i][rows].astype(np.int64) << 32 | names.b[j][rows])
    if not packed:
        return
    found = _each_once(people.tokens, np.concatenate(packed), level_of)
    at = 0
    for i, j, rows in where:
        names.levels[i, j][rows] = found[at : at + len(rows)]
        at += len(rows)


def levels_of(tokens: Tokens, a: Ints, b: Ints) -> Bytes:
    """Return the levels of words that share neither spelling nor skeleton."""
    found = _each_once(tokens, a.astype(np.int64) << 32 | b, _free_levels)
    found[tokens.kinds[a] == tokens.kinds[b]] = WordLevel.VARIANT
    return found


def _each_once(tokens: Tokens, packed: NDArray[np.int64], level_of: LevelOf) -> Bytes:
    """Return levels of pairs of numbers (a << 32 | b), each different pair being compared once."""
    unique, back = np.unique(packed, return_inverse=True)
    return level_of(tokens, (unique >> 32).astype(np.int32), (unique & 0xFFFFFFFF).astype(np.int32))[back]


def _skeleton_levels(tokens: Tokens, a: Ints, b: Ints) -> Bytes:
    """Return SKELETON or LOOSE for words of one skeleton."""
    found = np.full(len(a), WordLevel.SKELETON, dtype=np.int8)
    at = np.flatnonzero(~tokens.vowelless[a] & ~tokens.vowelless[b])
    apart = distances(tokens.written, a[at], b[at], OSA.normalized_distance, np.float64)
    found[at[apart > SPELLED_APART]] = WordLevel.LOOSE
    return found


def _free_levels(tokens: Tokens, a: Ints, b: Ints) -> Bytes:
    """Return NEAR for a slip, LOOSE for an initial, the exact level where a word can be read in several ways."""
    found = np.zeros(len(a), dtype=np.int8)
    _initials(tokens, a, b, found)
    _near_consonants(tokens, a, b, found)
    _near_letters(tokens, a, b, found)
    _several_readings(tokens, a, b, found)
    return found


def _all(tokens: Tokens, a: Ints, b: Ints) -> Flags:
    return np.ones(len(a), dtype=bool)


def _worth_measuring(tokens: Tokens, a: Ints, b: Ints) -> Flags:
    """Whether two words can be near each other at all: few letters or consonants differ, or a reading may be shared."""
    found = _may_be_near(tokens, a, b, 4, 4)
    found |= np.bitwise_count(tokens.consonants[a] ^ tokens.consonants[b]) <= 2
    found |= (tokens.several[a] | tokens.several[b]) & ((tokens.sketches[a] & tokens.sketches[b]) != 0)
    found |= np.minimum(tokens.lengths[a], tokens.lengths[b]) == 1
    return found


def _initials(tokens: Tokens, a: Ints, b: Ints, found: Bytes) -> None:
    single = np.minimum(tokens.lengths[a], tokens.lengths[b]) == 1
    found[single & (tokens.firsts[a] == tokens.firsts[b])] = WordLevel.LOOSE


def _near_letters(tokens: Tokens, a: Ints, b: Ints, found: Bytes) -> None:
    """Two edits change at most four letters of the set and two of the length: measure only what passes that."""
    at = np.flatnonzero(_may_be_near(tokens, a, b, 4, 4))
    edits = distances(tokens.heard, a[at], b[at], OSA.distance, np.int16)
    longer = np.maximum(tokens.lengths[a[at]], tokens.lengths[b[at]])
    allowed = (longer >= LETTERS_FOR_ONE_EDIT).astype(np.int16) + (longer >= LETTERS_FOR_TWO_EDITS)
    found[at[(edits <= allowed) & (allowed > 0)]] = WordLevel.NEAR


def _near_consonants(tokens: Tokens, a: Ints, b: Ints, found: Bytes) -> None:
    long_a, long_b = tokens.skeleton_lengths[a], tokens.skeleton_lengths[b]
    enough = (np.minimum(long_a, long_b) >= SKELETON_FOR_ONE_EDIT) & (np.abs(long_a - long_b) <= 1)
    enough &= np.bitwise_count(tokens.consonants[a] ^ tokens.consonants[b]) <= 2
    at = np.flatnonzero(enough)
    edits = distances(tokens.skeleton_texts, a[at], b[at], OSA.distance, np.int16)
    found[at[edits <= 1]] = WordLevel.NEAR


def _several_readings(tokens: Tokens, a: Ints, b: Ints, found: Bytes) -> None:
    """Words with several readings, where letters or skeletons let them be one."""
    several = tokens.several[a] | tokens.several[b]
    several &= _may_be_near(tokens, a, b, 4, 3) | ((tokens.sketches[a] & tokens.sketches[b]) != 0)
    at = np.flatnonzero(several)
    found[at] = np.maximum(found[at], levels_by_reading(tokens, a[at], b[at]))


def _may_be_near(tokens: Tokens, a: Ints, b: Ints, letters: int, length: int) -> Flags:
    differing = np.bitwise_count(tokens.letters[a] ^ tokens.letters[b])
    found: Flags = (differing <= letters) & (np.abs(tokens.lengths[a] - tokens.lengths[b]) <= length)
    return found
