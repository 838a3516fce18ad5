"""Consonant skeletons: what stays the same when a name is carried from one script to another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sojourn.matching.names.joints import JOINT
from sojourn.matching.names.orthographies import spelt_readings
from sojourn.matching.names.tables import Rewriting, readings, rewriting, rows

# More alternatives would let any name meet any other.
MOST_SKELETONS = 4
_VOWELS = "aeiouy"
# Abd al-Rahman, Abdurrahman, Abderrahmane, Abdirahman: the article and what it became before "sun letters".
_SERVANT = re.compile(r"^(abd)(?:a|e|i|o|u|ou|oo)?(?:l|(?=([rnstzd])\2)|(?=([rnstzd])))(?=[a-z]{3})")


@cache
def _sounds() -> Rewriting:
    return rewriting({letters: _marked(letters, classes) for letters, classes in rows("skeleton", 2)})


def _marked(letters: str, classes: str) -> tuple[str, ...]:
    """A vowel leaves a dot, so that only consonants that really meet melt into one ("hassan", not "mamun")."""
    bare = letters.strip("<>")
    before = "." if bare[:1] in _VOWELS and not letters.startswith("<") else ""
    after = "." if bare[-1:] in _VOWELS else ""
    return tuple(f"{before}{sound}{after}" for sound in classes.split("|"))


@lru_cache(maxsize=1 << 18)
def skeletons_of(roman: str) -> tuple[str, ...]:
    """The skeletons of a romanised word (a to z), the likeliest first; ("",) of an empty word.

    At most four, and one more for each orthography whose own letters the word shows (German "tsch", Polish "sz").
    """
    word = _SERVANT.sub(r"\1", roman) if roman.startswith("abd") else roman
    sounds = _sounds().choices_of(word)
    heard = [*readings(sounds, MOST_SKELETONS), *spelt_readings(word, _sounds())]
    return tuple(dict.fromkeys([_without_repeats(sounds) for sounds in heard]))


def _without_repeats(sounds: str) -> str:
    """Drop a sound that comes twice running, then the marks where vowels were."""
    kept = [sound for sound, before in zip(sounds, " " + sounds, strict=False) if sound not in (before, ".", JOINT)]
    return "".join(kept)


def skeleton_of(roman: str) -> str:
    """The likeliest skeleton of a romanised word."""
    return skeletons_of(roman)[0]
