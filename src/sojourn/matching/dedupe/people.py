"""A batch of people as columns of whole numbers: what a million records look like while they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.layout import Lexicon
from sojourn.matching.traits import Word

Ints = NDArray[np.signedinteger[Any]]
Bytes = NDArray[np.signedinteger[Any]]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

ROLES = ("unknown", "given", "father", "grandfather", "family")


@dataclass(frozen=True, slots=True)
class Written:
    """The different words of a batch as numbers of their forms, and the forms.

    The readings of word i (the likeliest first) are roman_texts[number] for the numbers in
    readings[reading_ends[i] : reading_ends[i + 1]]; its skeletons and the names it is known as alike.
    """

    text: Ints
    kind: Ints
    vowelless: Flags
    readings: Ints
    reading_ends: Ints
    skeletons: Ints
    skeleton_ends: Ints
    known: Ints
    known_ends: Ints
    texts: list[str]
    roman_texts: list[str]
    skeleton_texts: list[str]
    kind_texts: list[str]
    known_texts: list[str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every different word of the batch once; in columns of hashes the last row stands for "no word" and is 0.

    `hashes` are of the skeleton, `kind_hashes` of the kind, `starts` of the skeleton's first two letters, `initials`
    of the first. `lexicon` is what words are compared by.
    """

    written: Written
    hashes: Hashes
    kind_hashes: Hashes
    starts: Hashes
    initials: Hashes
    lexicon: Lexicon

    def __len__(self) -> int:
        return len(self.written.text)

    def word(self, number: int) -> Word:
        """Return a word with all its forms; it has no role."""
        forms = self.written
        romans = [forms.roman_texts[at] for at in _of(number, forms.readings, forms.reading_ends)]
        skeletons = [forms.skeleton_texts[at] for at in _of(number, forms.skeletons, forms.skeleton_ends)]
        return Word(
            forms.texts[forms.text[number]], romans[0], tuple(romans[1:]), skeletons[0], frozenset(skeletons),
            forms.kind_texts[forms.kind[number]], "unknown", float(self.lexicon.tokens["bits"][number]),
            bool(forms.vowelless[number]),
            frozenset(forms.known_texts[at] for at in _of(number, forms.known, forms.known_ends)),
        )  # fmt: skip


def _of(number: int, listed: Ints, ends: Ints) -> Ints:
    """The part of a list that belongs to one word."""
    return listed[ends[number] : ends[number + 1]]


@dataclass(frozen=True, slots=True)
class Births:
    """First and last possible day as year*10000 + month*100 + day (0: unknown), and whether it is one true day."""

    earliest: Ints
    latest: Ints
    exact: Flags


@dataclass(frozen=True, slots=True)
class People:
    """Columns by row; `owner` is the record of a row (a record with several names or births has several rows).

    `words` and `roles` are (places, rows); a place without a word holds the number of "no word". Codes are 0
    where the field is empty. `sets` hold up to so many codes per row: shape (places, rows).
    """

    size: int
    owner: Ints
    tokens: Tokens
    words: Ints
    roles: Bytes
    births: Births
    sex: Bytes
    mothers: Ints
    sets: dict[str, Hashes]
    states: Hashes

    @property
    def nobody(self) -> int:
        """The number that stands for no word."""
        return len(self.tokens)
