"""Chinese characters as they are spoken: family names have readings of their own, and several spellings abroad."""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii

from sojourn.matching.names.tables import rows


@cache
def family_names() -> dict[str, tuple[str, ...]]:
    """Family names of one or two characters, with their romanisations, pinyin first."""
    return {name: tuple(romans.split()) for name, romans in rows("chinese", 2)}


def split(word: str) -> tuple[str, str]:
    """Part a whole name into family and given name; the family name has two characters when the table says so."""
    size = 2 if word[:2] in family_names() else 1
    return word[:size], word[size:]


# A syllable in pinyin or Wade-Giles: consonant, then vowels, then n, ng or r.
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh|ts|tz|hs)?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|ieh|ien|ih|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ueh|"
    r"uei|ui|un|ung|uo)"
)


@cache
def _family_spellings() -> frozenset[str]:
    return frozenset(roman for romans in family_names().values() for roman in romans)


def is_syllable(roman: str) -> bool:
    """Whether a romanised word is one Chinese syllable."""
    return _SYLLABLE.fullmatch(roman) is not None


def given_syllables(romans: tuple[str, ...], first_two_hyphened: bool) -> tuple[int, int] | None:
    """Which two of three romanised words are one given name: "Wang Xiao Ming", "Xiao-Ming Wang"; None when none are."""
    if len(romans) != 3 or not all(map(is_syllable, romans)):
        return None
    if romans[0] in _family_spellings() and not first_two_hyphened:
        return 1, 2
    return (0, 1) if romans[2] in _family_spellings() else None


def spoken(word: str) -> tuple[str, ...]:
    """Romanise characters, one syllable each."""
    known = family_names().get(word)
    if known:
        return known
    return tuple(filter(None, ("".join(syllable for syllable in map(_syllable, word)),)))


def _syllable(character: str) -> str:
    return "".join(letter for letter in anyascii(character).lower() if "a" <= letter <= "z")
