"""Number the different words of a batch, so that equal forms are equal numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from zlib import crc32

import numpy as np

from sojourn.matching.compare.ear import heard
from sojourn.matching.dedupe.hashing import hash_of
from sojourn.matching.dedupe.people import Floats, Hashes, Ints, Tokens
from sojourn.matching.dedupe.readings import readings_of
from sojourn.matching.rarity import counted
from sojourn.matching.traits import Word


class TokenTable:
    """Collects words; `number` gives each different one the next number."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._numbers: dict[Hashable, int] = {}

    def number(self, word: Word) -> int:
        """Return the number of a word, a new one if it is new. Its role and rarity play no part."""
        key = (word.text, word.roman, word.skeleton)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.words)
            self.words.append(word)
        return found

    def frozen(self, words: Ints, people: int) -> Tokens:
        """Return the table with rarities as counted in `words` (their numbers; others are no words)."""
        used = words[(words >= 0) & (words < len(self.words))]
        bits = self._bits(np.bincount(used, minlength=len(self.words)), people)
        forms, known = _Forms(), self.words
        readings, heard_readings, skeleton_lists = readings_of(known)
        return Tokens(
            words=known,
            texts=forms.numbered(word.text for word in known),
            romans=forms.numbered(word.roman for word in known),
            skeletons=forms.numbered(word.skeleton for word in known),
            kinds=forms.numbered(word.kind for word in known),
            bits=np.append(bits, [0, 0]).astype(np.float32),
            vowelless=np.array([word.vowelless for word in known] + [False] * 2),
            several=np.array([bool(word.others) or len(word.skeletons) > 1 for word in known] + [False] * 2),
            sketches=np.array([*map(_sketch, known), 0, 0], dtype=np.uint64),
            hashes=_hashed(word.skeleton for word in known),
            kind_hashes=_hashed(word.kind for word in known),
            starts=_hashed(word.skeleton[:2] for word in known),
            initials=_hashed(word.skeleton[:1] for word in known),
            firsts=np.array([*(ord(word.roman[:1] or " ") for word in known), 0, 1], dtype=np.int32),
            lengths=np.array([*(len(word.roman) for word in known), 0, 0], dtype=np.int32),
            skeleton_lengths=np.array([*(len(word.skeleton) for word in known), 0, 0], dtype=np.int32),
            letters=_letters(heard(word.roman) for word in known),
            consonants=_letters(word.skeleton for word in known),
            written=[*(word.roman for word in known), "", ""],
            heard=[*(heard(word.roman) for word in known), "", ""],
            heads=_joinable(word.skeleton for word in known),
            tails=_joinable(word.skeleton.removeprefix("a") for word in known),
            shifts=_shifts(word.skeleton.removeprefix("a") for word in known),
            skeleton_texts=[*(word.skeleton for word in known), "", ""],
            readings=readings,
            heard_readings=heard_readings,
            skeleton_lists=skeleton_lists,
        )

    def _bits(self, counts: Ints, people: int) -> Floats:
        """Rarity by word: how often its skeleton is borne, under whatever spelling."""
        by_skeleton: Counter[str] = Counter()
        for word, count in zip(self.words, counts.tolist(), strict=True):
            by_skeleton[word.skeleton] += count
        rare = counted(by_skeleton, people)
        known = {skeleton: rare.bits(skeleton) for skeleton in by_skeleton}
        return np.array([known[word.skeleton] for word in self.words], dtype=np.float32)


class _Forms:
    """Numbers texts from 0 over all forms, so that one form's number is that of an equal other form."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbered(self, texts: Iterable[str]) -> Ints:
        """Return the numbers of texts, and two that equal nothing."""
        numbers = self._numbers
        found = [numbers.setdefault(text, len(numbers)) for text in texts]
        return np.array([*found, -1, -2], dtype=np.int32)


def _sketch(word: Word) -> int:
    """One of 64 bits for each skeleton: words without a bit in common have no skeleton in common."""
    found = 0
    for skeleton in word.skeletons:
        found |= 1 << crc32(skeleton.encode()) % 64
    return found


def _hashed(texts: Iterable[str]) -> Hashes:
    """Return hashes of texts (0 for an empty one), and two zeros; each different text is hashed once."""
    known: dict[str, int] = {"": 0}
    found = [known[text] if text in known else known.setdefault(text, hash_of(text)) for text in texts]
    return np.array([*found, 0, 0], dtype=np.uint64)


def _letters(texts: Iterable[str]) -> Ints:
    """The letters a to z of each text as bits: words far apart in letters are far apart in edits."""
    found = []
    for text in texts:
        bits = 0
        for letter in text:
            bits |= 1 << (ord(letter) - 97) % 26
        found.append(bits)
    return np.array([*found, 0, 0], dtype=np.int32)


# A hash that can be put together: that of "ab" is that of "a" times the base to the length of "b", plus that of "b".
_BASE = 0x9E3779B97F4A7C15
_WRAP = (1 << 64) - 1


def _joinable(texts: Iterable[str]) -> Hashes:
    found = []
    for text in texts:
        number = 0
        for letter in text:
            number = (number * _BASE + ord(letter)) & _WRAP
        found.append(number)
    return np.array([*found, 0, 0], dtype=np.uint64)


def _shifts(texts: Iterable[str]) -> Hashes:
    return np.array([*(pow(_BASE, len(text), 1 << 64) for text in texts), 1, 1], dtype=np.uint64)
