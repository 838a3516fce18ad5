"""Words that can be read in several ways, compared reading by reading for many words at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sojourn.matching.compare import WordLevel
from sojourn.matching.compare.ear import heard
from sojourn.matching.compare.words import LETTERS_FOR_ONE_EDIT, LETTERS_FOR_TWO_EDITS, SPELLED_APART
from sojourn.matching.dedupe.people import Bytes, Flags, Ints, Lists, Tokens
from sojourn.matching.traits import Word

WORKERS = 2


def listed(texts_of_words: Iterable[Sequence[str]]) -> Lists:
    """Put the texts of all words into one list, numbering equal texts alike; two empty words stand at the end."""
    numbers: dict[str, int] = {}
    texts: list[str] = []
    counts = []
    for of_word in texts_of_words:
        counts.append(len(of_word))
        texts.extend(of_word)
    counts += [0, 0]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    found = np.array([numbers.setdefault(text, len(numbers)) for text in texts] or [0], dtype=np.int32)
    lengths = np.array([len(text) for text in texts] or [0], dtype=np.int32)
    return Lists(texts, found, lengths, starts.astype(np.int32), np.array(counts, dtype=np.int32))


def readings_of(words: Sequence[Word]) -> tuple[Lists, list[str], Lists]:
    """Return the romanised readings of words, how each sounds, and their skeletons."""
    romans = listed(word.romans() for word in words)
    return romans, [heard(text) for text in romans.texts], listed(sorted(word.skeletons) for word in words)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Every reading of one word with every reading of the other: `of` says of which two words."""

    of: Ints
    a: Ints
    b: Ints
    count: int

    def any(self, marks: Flags) -> Flags:
        """For each two words, whether any of their readings is marked."""
        found: Flags = np.bincount(self.of[marks], minlength=self.count) > 0
        return found


def _crossed(lists: Lists, a: Ints, b: Ints) -> _Pairs:
    one, other = lists.counts[a], lists.counts[b]
    sizes = one * other
    of = np.repeat(np.arange(len(a)), sizes)
    within = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    width = np.maximum(other[of], 1)
    return _Pairs(of, lists.starts[a][of] + within // width, lists.starts[b][of] + within % width, len(a))


def levels_by_reading(tokens: Tokens, a: Ints, b: Ints) -> Bytes:
    """Return ROMAN, SKELETON, LOOSE, NEAR or DIFFERENT for words of which some can be read in several ways."""
    romans = _crossed(tokens.readings, a, b)
    numbers = tokens.readings.numbers
    found = np.zeros(len(a), dtype=np.int8)
    found[romans.any(_near(tokens, romans))] = WordLevel.NEAR
    skeletons = _crossed(tokens.skeleton_lists, a, b)
    equal = tokens.skeleton_lists.numbers[skeletons.a] == tokens.skeleton_lists.numbers[skeletons.b]
    shared = np.flatnonzero(skeletons.any(equal))
    found[shared] = _of_skeleton(tokens, a[shared], b[shared])
    found[romans.any(numbers[romans.a] == numbers[romans.b])] = WordLevel.ROMAN
    return found


def _near(tokens: Tokens, pairs: _Pairs) -> Flags:
    lengths = tokens.readings.lengths
    longer = np.maximum(lengths[pairs.a], lengths[pairs.b])
    allowed = (longer >= LETTERS_FOR_ONE_EDIT).astype(np.int16) + (longer >= LETTERS_FOR_TWO_EDITS)
    near: Flags = (allowed > 0) & (
        distances(tokens.heard_readings, pairs.a, pairs.b, OSA.distance, np.int16) <= allowed
    )
    return near


def _of_skeleton(tokens: Tokens, a: Ints, b: Ints) -> Bytes:
    """SKELETON, or LOOSE where both scripts write vowels and every two readings are spelt apart."""
    pairs = _crossed(tokens.readings, a, b)
    apart = distances(tokens.readings.texts, pairs.a, pairs.b, OSA.normalized_distance, np.float64)
    close = pairs.any(apart <= SPELLED_APART) | tokens.vowelless[a] | tokens.vowelless[b]
    return np.where(close, np.int8(WordLevel.SKELETON), np.int8(WordLevel.LOOSE))


def distances(texts: list[str], a: Ints, b: Ints, scorer: Any, kind: type) -> NDArray[Any]:
    """Distances of pairs of texts by their numbers."""
    if not len(a):
        return np.empty(0, dtype=kind)
    left, right = [texts[at] for at in a.tolist()], [texts[at] for at in b.tolist()]
    found: NDArray[Any] = cpdist(left, right, scorer=scorer, workers=WORKERS, dtype=kind)
    return found
