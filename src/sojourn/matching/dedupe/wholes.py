"""Which names have to be read as a whole: their words belong together, or one word is several parts."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.people import Flags, Ints
from sojourn.matching.names import NamePart, skeleton_of
from sojourn.matching.names.letters import clean, script_of
from sojourn.matching.names.tables import rows

# What a word is: a particle or title, the first or second half of a name of two words, several parts by itself.
PARTICLE, FIRST, SECOND, SEVERAL = 1, 2, 4, 8
Kinds = NDArray[np.uint8]


def read_whole(kinds: Kinds, flat: Ints, offsets: Ints) -> Flags:
    """Return which texts have to be read as a whole: the words of text i are flat[offsets[i]:offsets[i + 1]]."""
    of_words = kinds[flat]
    several = _any((of_words & SEVERAL) > 0, offsets)
    particles = _any((of_words & PARTICLE) > 0, offsets) & (np.diff(offsets) > 1)
    follows = np.zeros(len(of_words), dtype=bool)
    follows[:-1] = ((of_words[:-1] & FIRST) > 0) & ((of_words[1:] & SECOND) > 0)
    ends = offsets[1:][np.diff(offsets) > 0] - 1
    follows[ends] = False
    found: Flags = several | particles | _any(follows, offsets)
    return found


def _any(marks: Flags, offsets: Ints) -> Flags:
    """Whether any word of each text is marked."""
    counts = np.concatenate([[0], np.cumsum(marks)])
    found: Flags = counts[offsets[1:]] > counts[offsets[:-1]]
    return found


def kind_of(word: str, parts: tuple[NamePart, ...]) -> int:
    """Return what a word is, as bits; `parts` are the word read alone."""
    if len(parts) != 1:
        return SEVERAL if parts else 0
    if "'" in word or (not word.isascii() and script_of(word) == "Hani"):
        return SEVERAL
    firsts, seconds = _halves()
    particle = clean(word) in _particles() or (not word.isascii() and parts[0].roman in _particles())
    first, second = parts[0].skeleton in firsts, not seconds.isdisjoint(parts[0].skeletons[:2])
    return PARTICLE * particle + FIRST * first + SECOND * second


@cache
def _particles() -> frozenset[str]:
    return frozenset(clean(word) for _, words in rows("particles", 2) for word in words.split())


@cache
def _halves() -> tuple[frozenset[str], frozenset[str]]:
    """Skeletons of first and of second words of names that are written apart or together."""
    joins = [row for row in rows("compounds", 3) if row[0] == "join"]
    firsts, seconds = (
        frozenset(skeleton_of(word) for row in joins for word in row[place].split()) for place in (1, 2)
    )  # fmt: skip
    return firsts, seconds
