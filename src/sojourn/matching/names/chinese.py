"""Chinese and Korean names: one family name of few, with several spellings abroad, and a given name of syllables."""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii

from sojourn.matching.names.korean import hangul
from sojourn.matching.names.tables import rows

# Scripts of one syllable a character, and the language they are then of.
SYLLABIC = {"Hani": "zh", "Kore": "ko"}
_TABLES = {"Hani": "chinese", "Kore": "korean"}


@cache
def family_names(script: str) -> dict[str, tuple[str, ...]]:
    """Family names of one or two characters of a script, with their romanisations, the likeliest first."""
    return {name: tuple(romans.split()) for name, romans in rows(_TABLES[script], 2)}


def split(word: str, script: str) -> tuple[str, str]:
    """Part a whole name into family and given name; the family name has two characters when the table says so."""
    size = 2 if word[:2] in family_names(script) and len(word) > 2 else 1
    return word[:size], word[size:]


# A syllable in any romanisation: consonant, vowels, and what a syllable of Mandarin, Cantonese or Korean ends in.
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqrzcsyvw]|zh|ch|sh|ts|tz|hs|gw|kw|hw|ky|gy|hy|by|py|my|ry|ny|x|ng|ss|jj)?"
    r"[aeiouy]{1,4}(?:ng|n|r|k|t|p|m|l|h)?"
)


@cache
def _family_spellings() -> dict[str, int]:
    """The spellings of family names, and how far down the list of the commonest they first stand."""
    found: dict[str, int] = {}
    for script in _TABLES:
        for place, romans in enumerate(family_names(script).values()):
            for roman in romans:
                found[roman] = min(place, found.get(roman, place))
    return found


@cache
def _apart() -> frozenset[str]:
    return frozenset(word for kind, words, _ in rows("compounds", 3) if kind == "apart" for word in words.split())


def is_vietnamese(roman: str) -> bool:
    """Whether a romanised word is a family's name that tells Vietnamese, whose syllables are names of their own."""
    return roman in _apart()


def is_syllable(roman: str) -> bool:
    """Whether a romanised word is one syllable of an East Asian name."""
    return _SYLLABLE.fullmatch(roman) is not None


def given_syllables(romans: tuple[str, ...]) -> tuple[int, int] | None:
    """Which two of three romanised words are one given name: "Wang Xiao Ming", "Xiao Ming Wang"; None when none are.

    When the first and the last word can be the family's, it is the commoner family.
    """
    if len(romans) != 3 or not all(map(is_syllable, romans)) or any(map(is_vietnamese, romans)):
        return None
    first, last = (_family_spellings().get(roman) for roman in (romans[0], romans[2]))
    if first is None:
        return None if last is None else (0, 1)
    return (1, 2) if last is None or first <= last else (0, 1)


def spoken(word: str, script: str) -> tuple[str, ...]:
    """Romanise characters, one syllable each."""
    known = family_names(script).get(word)
    if known:
        return known
    if script == "Kore":
        return (hangul(word),)
    return tuple(filter(None, ("".join(syllable for syllable in map(_syllable, word)),)))


def _syllable(character: str) -> str:
    return "".join(letter for letter in anyascii(character).lower() if "a" <= letter <= "z")
