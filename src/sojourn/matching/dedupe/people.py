"""A batch of people as columns of whole numbers: what a million records look like while they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.traits import Word

Ints = NDArray[np.signedinteger[Any]]
Bytes = NDArray[np.signedinteger[Any]]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

ROLES = ("unknown", "given", "father", "grandfather", "family")


@dataclass(frozen=True, slots=True)
class Lists:
    """Several texts a word, in one list: those of word i are texts[starts[i] : starts[i] + counts[i]]."""

    texts: list[str]
    numbers: Ints
    lengths: Ints
    starts: Ints
    counts: Ints


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every different word of the batch once, its forms numbered. The last two rows stand for "no word" on either side.

    Equal numbers mean equal forms: `texts`, `romans`, `skeletons`, `kinds`. `hashes` are of the
    skeleton, `kind_hashes` of the kind, `starts` of the skeleton's first two letters, `initials` of the first.
    `several`: the word can be read in several ways; `sketches` holds a bit for each of its skeletons.
    `letters` and `consonants` are the sets of letters of the heard form and the skeleton, as bits. `heads`, `tails`
    and `shifts` make the hash of two skeletons put together.
    """

    words: list[Word]
    texts: Ints
    romans: Ints
    skeletons: Ints
    kinds: Ints
    bits: Floats
    vowelless: Flags
    several: Flags
    sketches: Hashes
    hashes: Hashes
    kind_hashes: Hashes
    starts: Hashes
    initials: Hashes
    firsts: Ints
    lengths: Ints
    skeleton_lengths: Ints
    letters: Ints
    consonants: Ints
    written: list[str]
    heard: list[str]
    heads: Hashes
    tails: Hashes
    shifts: Hashes
    skeleton_texts: list[str]
    readings: Lists
    heard_readings: list[str]
    skeleton_lists: Lists


@dataclass(frozen=True, slots=True)
class Births:
    """First and last possible day as year*10000 + month*100 + day (0: unknown), and whether it is one true day."""

    earliest: Ints
    latest: Ints
    exact: Flags

    def take(self, rows: Ints) -> Births:
        """The births of some rows."""
        return Births(self.earliest[rows], self.latest[rows], self.exact[rows])


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
        """The number that stands for no word on the left side; one more is that on the right."""
        return len(self.tokens.texts) - 2
