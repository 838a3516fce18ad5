"""Chinese characters as they are spoken: family names have readings of their own, and several spellings abroad."""

from __future__ import annotations

from functools import cache

from anyascii import anyascii

from sojourn.matching.names.tables import rows


@cache
def family_names() -> dict[str, tuple[str, ...]]:
    """Family names of one or two characters, with their romanisations, pinyin first."""
    return {name: tuple(romans.split()) for name, romans in rows("chinese", 2)}


def split(word: str) -> tuple[str, str]:
    """Part a whole name into family and given name; the family name has two characters when the table says so."""
    size = 2 if len(word) > 2 and word[:2] in family_names() else 1
    return word[:size], word[size:]


def spoken(word: str) -> tuple[str, ...]:
    """Romanise characters, one syllable each."""
    known = family_names().get(word)
    if known:
        return known
    return tuple(filter(None, ("".join(syllable for syllable in map(_syllable, word)),)))


def _syllable(character: str) -> str:
    return "".join(letter for letter in anyascii(character).lower() if "a" <= letter <= "z")
