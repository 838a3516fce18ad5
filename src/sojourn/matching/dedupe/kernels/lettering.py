"""What can be told of a word's letters beforehand, so that most comparisons end before a letter is looked at."""

from __future__ import annotations

import numpy as np

from sojourn.matching.dedupe.kernels.compiling import kernel
from sojourn.matching.dedupe.layout import Lexicon, Record, Table

# A hash that can be put together: that of "ab" is that of "a" times the base to the length of "b", plus that of "b".
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SHORT = np.uint64(58)
_ONE = np.uint64(1)
_A = 97


@kernel
def put_letters(lexicon: Lexicon, skeletons: Table) -> None:
    """Fill in the sets of letters, the lengths, the sketches and the hashes of all words."""
    for at in range(len(lexicon.tokens)):
        token = lexicon.tokens[at]
        _put_readings(lexicon, token)
        _put_skeletons(lexicon, token, skeletons)
        _put_hashes(lexicon, at, skeletons[lexicon.skeletons[token["skeletons"]]])


@kernel
def _put_readings(lexicon: Lexicon, token: Record) -> None:
    start = token["readings"]
    first = lexicon.romans[lexicon.readings[start]]
    token["length"] = first["length"]
    token["initial"] = np.int8(lexicon.letters[first["at"]] & 127) if first["length"] else 0
    everywhere, anywhere, shortest, longest, written = -1, 0, 1 << 14, 0, 0
    for place in range(start, start + token["reading_count"]):
        form = lexicon.romans[lexicon.readings[place]]
        bits = letters_of(lexicon, form["heard_at"], form["heard_length"])
        everywhere, anywhere = everywhere & bits, anywhere | bits
        shortest, longest = min(shortest, form["heard_length"]), max(longest, form["heard_length"])
        written = max(written, form["length"])
    token["all_letters"], token["any_letters"] = everywhere, anywhere
    token["least_heard"], token["most_heard"], token["longest"] = shortest, longest, written


@kernel
def _put_skeletons(lexicon: Lexicon, token: Record, skeletons: Table) -> None:
    start = token["skeletons"]
    first = skeletons[lexicon.skeletons[start]]
    token["skeleton_at"], token["skeleton_length"] = first["at"], first["length"]
    token["consonants"] = letters_of(lexicon, first["at"], first["length"])
    sketch = np.uint64(0)
    for place in range(start, start + token["skeleton_count"]):
        sketch |= _ONE << ((np.uint64(lexicon.skeletons[place]) + _ONE) * _BASE >> _SHORT)
    token["sketch"] = sketch


@kernel
def letters_of(lexicon: Lexicon, at: int, length: int) -> int:
    """The letters a to z of a text as bits."""
    bits = 0
    for place in range(at, at + length):
        bits |= 1 << (int(lexicon.letters[place]) - _A) % 26
    return bits


@kernel
def _put_hashes(lexicon: Lexicon, at: int, skeleton: Record) -> None:
    """The hash of a skeleton at the beginning, of one without a first "a" after another, and what moves the first."""
    start, length = skeleton["at"], skeleton["length"]
    head, tail, shift = np.uint64(0), np.uint64(0), _ONE
    for place in range(start, start + length):
        letter = np.uint64(lexicon.letters[place])
        head = head * _BASE + letter
        if place > start or lexicon.letters[place] != _A:
            tail = tail * _BASE + letter
            shift = shift * _BASE
    lexicon.heads[at], lexicon.tails[at], lexicon.shifts[at] = head, tail, shift
