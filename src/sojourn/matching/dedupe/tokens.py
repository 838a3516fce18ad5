"""Number the different words of a batch and their forms: equal forms have equal numbers."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from sojourn.matching.dedupe.hashing import hashes_of
from sojourn.matching.dedupe.lexicon import lexicon_of
from sojourn.matching.dedupe.people import Floats, Ints, Tokens, Written
from sojourn.matching.rarity import counted
from sojourn.matching.traits import Word


class Form(NamedTuple):
    """A word as it is compared, without role and rarity; the first reading and the first skeleton are the likeliest."""

    text: str
    romans: tuple[str, ...]
    skeletons: tuple[str, ...]
    kind: str
    vowelless: bool
    known: tuple[str, ...]


def form_of(word: Word) -> Form:
    """Return what of a word is numbered."""
    more = sorted(word.skeletons - {word.skeleton})
    return Form(word.text, word.romans(), (word.skeleton, *more), word.kind, word.vowelless, tuple(sorted(word.known)))


class TokenTable:
    """Collects words, as numbers of their forms alone: of a million people there are hundreds of thousands."""

    def __init__(self) -> None:
        self.texts, self.romans, self.skeletons, self.kinds = _Forms(), _Forms(), _Forms(), _Forms()
        self._numbers: dict[int, int] = {}
        self._text, self._kind, self._vowelless = array("i"), array("i"), array("b")
        self._readings, self._reading_ends = array("i"), array("i", [0])
        self._of_skeletons, self._skeleton_ends = array("i"), array("i", [0])
        self._classes, self._known, self._known_ends = _Forms(), array("i"), array("i", [0])

    def __len__(self) -> int:
        return len(self._text)

    def number(self, form: Form) -> int:
        """Return the number of a word, a new one if it is new."""
        text, roman, skeleton = self.texts[form.text], self.romans[form.romans[0]], self.skeletons[form.skeletons[0]]
        key = text << 64 | roman << 32 | skeleton
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self)
            self._text.append(text)
            self._kind.append(self.kinds[form.kind])
            self._vowelless.append(form.vowelless)
            self._readings.extend([self.romans[other] for other in form.romans])
            self._reading_ends.append(len(self._readings))
            self._of_skeletons.extend([self.skeletons[other] for other in form.skeletons])
            self._skeleton_ends.append(len(self._of_skeletons))
            self._known.extend([self._classes[name] for name in form.known])
            self._known_ends.append(len(self._known))
        return found

    def skeleton_numbers(self) -> Ints:
        """Return the number of each word's first skeleton."""
        written = self._written()
        return written.skeletons[written.skeleton_ends[:-1]]

    def frozen(self, words: Ints, people: int) -> Tokens:
        """Return the table with rarities as counted in `words` (their numbers; others are no words)."""
        written = self._written()
        first = written.skeletons[written.skeleton_ends[:-1]]
        used = words[(words >= 0) & (words < len(self))]
        bits = self._bits(np.bincount(used, minlength=len(self)), first, people)
        skeletons = written.skeleton_texts
        return Tokens(
            written,
            hashes_of(skeletons, first),
            hashes_of(written.kind_texts, written.kind),
            hashes_of([text[:2] for text in skeletons], first),
            hashes_of([text[:1] for text in skeletons], first),
            lexicon_of(written, bits),
        )

    def _written(self) -> Written:
        return Written(
            _ints(self._text), _ints(self._kind), np.array(self._vowelless, dtype=bool),
            _ints(self._readings), _ints(self._reading_ends), _ints(self._of_skeletons), _ints(self._skeleton_ends),
            _ints(self._known), _ints(self._known_ends), list(self.texts), list(self.romans), list(self.skeletons),
            list(self.kinds), list(self._classes),
        )  # fmt: skip

    def _bits(self, counts: Ints, skeletons: Ints, people: int) -> Floats:
        """Rarity by word: how often its skeleton is borne, under whatever spelling."""
        borne = np.bincount(skeletons, weights=counts, minlength=len(self.skeletons)).astype(np.int64).tolist()
        by_skeleton = dict(zip(self.skeletons, borne, strict=True))
        rare = counted(by_skeleton, people)
        found = np.array([rare.bits(skeleton) for skeleton in by_skeleton] or [0.0], dtype=np.float32)
        bits: Floats = found[skeletons]
        return bits


class _Forms(dict[str, int]):
    """Numbers texts from 0, in the order they come."""

    def __missing__(self, text: str) -> int:
        found = self[text] = len(self)
        return found


def _ints(numbers: array[int]) -> Ints:
    return np.array(numbers, dtype=np.int32)
