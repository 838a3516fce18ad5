"""What the words of cards are worth for the words typed: many at once, since hardly any are alike.

Which two words may be alike at all is measured for all of them together; only those are compared in full.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sojourn.matching.compare import WordLevel, word_level
from sojourn.matching.compare.ear import heard
from sojourn.matching.search.cards import word_of
from sojourn.matching.traits import Word

# What a level is worth, as a share of the name's rarity: a common name says little, however well it fits.
_SHARES = {
    WordLevel.SPELLING: 1.0, WordLevel.ROMAN: 1.0, WordLevel.SKELETON: 0.8, WordLevel.VARIANT: 0.75,
    WordLevel.NEAR: 0.65, WordLevel.LOOSE: 0.35,
}  # fmt: skip
_BEGUN = 0.6
# Of two spellings with one skeleton, the more similar one is the likelier.
_SIMILAR = 0.15
# Another name, in log2 odds: one record in sixteen of a person has another word there, whatever word it is.
ANOTHER = -4.0
_TOO_MANY = -0.1
# Edits that words which are not simply different have at most: as they are heard, and in their consonants.
_EDITS, _EDITS_OF_SKELETON = 2, 1

Worths = tuple[float, ...]


class Weighing:
    """The worth of words and names for one reading of what was typed."""

    def __init__(self, words: tuple[Word, ...], unfinished: bool) -> None:
        self._words = words
        self._last = len(words) - 1 if unfinished else -1
        self._known: dict[str, Worths] = {}
        self._different: Worths = (ANOTHER,) * len(words)
        self._heard = [(place, heard(roman)) for place, word in enumerate(words) for roman in word.romans()]
        self._skeletons = [(place, each) for place, word in enumerate(words) for each in word.skeletons]
        self._initials = [place for place, word in enumerate(words) if len(word.roman) == 1]
        self._kinds = {word.kind: place for place, word in enumerate(words)}

    def weigh(self, written: Collection[str]) -> None:
        """Find out what these words of cards are worth."""
        fresh = [each for each in written if each not in self._known]
        self._known.update(dict.fromkeys(fresh, self._different))
        words = [word_of(each) for each in fresh]
        for at, places in self._alike(words).items():
            worths = list(self._different)
            for place in places:
                worths[place] = _worth(self._words[place], words[at], place == self._last)
            self._known[fresh[at]] = tuple(worths)

    def worth(self, name: Sequence[str]) -> float:
        """Return what a name is worth, its words being weighed: each of them stands for one word typed at most."""
        free = [self._known[word] for word in name]
        total = 0.0
        for place in range(len(self._words)):
            best = max(free, key=lambda worths: worths[place], default=None)
            worth = best[place] if best else ANOTHER
            total += worth
            if best and worth > 0:
                free.remove(best)
        return total + _TOO_MANY * len(free)

    def _alike(self, words: list[Word]) -> dict[int, set[int]]:
        """Which words may be worth something, and for which of those typed."""
        found: dict[int, set[int]] = {}
        if not words or not self._words:
            return found
        self._near(found, self._heard, [heard(word.roman) for word in words], _EDITS)
        self._near(found, self._skeletons, [word.skeleton for word in words], _EDITS_OF_SKELETON)
        begun = self._words[self._last].skeleton[:1] if self._last >= 0 else "-"
        for at, word in enumerate(words):
            if word.kind in self._kinds:
                found.setdefault(at, set()).add(self._kinds[word.kind])
            if word.skeleton.startswith(begun):
                found.setdefault(at, set()).add(self._last)
            if len(word.roman) == 1 or self._initials:
                found.setdefault(at, set()).update(range(len(self._words)) if len(word.roman) == 1 else self._initials)
        return found

    @staticmethod
    def _near(found: dict[int, set[int]], typed: list[tuple[int, str]], words: list[str], edits: int) -> None:
        """Add the words that so few edits turn into one typed."""
        texts = [text for _, text in typed]
        near = cdist(texts, words, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8) <= edits
        for line, at in np.argwhere(near).tolist():
            found.setdefault(at, set()).add(typed[line][0])


def _worth(typed: Word, word: Word, unfinished: bool) -> float:
    level = word_level(typed, word)
    share = _SHARES.get(level, 0.0)
    if level == WordLevel.SKELETON and not (typed.vowelless or word.vowelless):
        share += _SIMILAR * OSA.normalized_similarity(typed.roman, word.roman)
    if unfinished and share < _BEGUN and _begins(word, typed):
        share = _BEGUN
    return share * typed.bits if share else ANOTHER


def _begins(word: Word, typed: Word) -> bool:
    """Whether a word goes on where the typed one stops, as it is written, heard or by its consonants."""
    if word.roman.startswith(typed.roman) or heard(word.roman).startswith(heard(typed.roman)):
        return True
    return len(typed.skeleton) > 1 and word.skeleton.startswith(typed.skeleton)
