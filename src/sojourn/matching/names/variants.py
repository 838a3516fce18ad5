"""Spellings and short forms of one name: Mohamed and Muhammad, Sasha and Oleksandr, Bill and William."""

from __future__ import annotations

from functools import cache, lru_cache

from sojourn.matching.names.letters import clean
from sojourn.matching.names.skeleton import skeletons_of
from sojourn.matching.names.tables import rows

_SPELT = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ck", "k"), ("ph", "f"))
_LETTERS = str.maketrans("eoyqw", "iuikv")


@lru_cache(maxsize=1 << 17)
def variant_class(roman: str) -> str | None:
    """The class a romanised name belongs to, or None when the tables do not know it.

    A spelling that is not in the table but differs in doubled letters and the writing of vowels alone is known too.
    """
    exact, loose = _classes()[:2]
    return exact.get(roman) or loose.get(_loosely(roman))


def native_class(word: str) -> str:
    """The class of a cleaned word that the tables hold in its own script, or empty."""
    return _classes()[2].get(word, "")


@lru_cache(maxsize=1 << 12)
def usual_spellings(name: str, skeleton: str) -> tuple[str, ...]:
    """The first two spellings of a class that sound like `skeleton`: how a word without vowels is usually romanised."""
    return tuple(word for word in _spellings().get(name, ()) if skeletons_of(word)[0] == skeleton)[:2]


@cache
def _classes() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    native: dict[str, str] = {}
    for name, members in rows("variants", 2):
        for member in (name, *map(clean, members.split())):
            if member.isascii():
                exact.setdefault(member, name)
            else:
                native.setdefault(member, name)
    for member, name in exact.items():
        loose.setdefault(_loosely(member), name)
    return exact, loose, native


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(word for word in (name, *members.split()) if word.isascii())
        for name, members in rows("variants", 2)
    }


def _loosely(roman: str) -> str:
    for written, meant in _SPELT:
        roman = roman.replace(written, meant)
    letters = roman.translate(_LETTERS)
    plain = "".join([letter for letter, before in zip(letters, " " + letters, strict=False) if letter != before])
    return plain[:-1] if plain.endswith("h") and len(plain) > 3 else plain
