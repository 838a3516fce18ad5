"""Spellings and short forms of one name: Mohamed and Muhammad, Sasha and Oleksandr, Bill and William."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sojourn.matching.names.known import Classes, classes
from sojourn.matching.names.letters import clean
from sojourn.matching.names.skeleton import skeletons_of
from sojourn.matching.names.tables import rows

_SPELT = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ck", "k"), ("ph", "f"))
_LETTERS = str.maketrans("eoyqw", "iuikv")
_FAITH = re.compile(r"(?:[aeiou]d+([iey]+n)e?|[aoui]+ll[aeo]+h?)$")
# An -i can make a family's name of a given name (Karim, Karimi), and French adds an e that is not heard (Amine):
# from so many letters on.
_SHORTEST_OF_FAMILY = 5
_ADDED = ("i", "e", "ی")


@lru_cache(maxsize=1 << 17)
def variant_class(roman: str) -> str | None:
    """The class a romanised name belongs to, or None when the tables do not know it.

    A spelling that is not in the table but differs in doubled letters and the writing of vowels alone is known too.
    A short form of several names (Sasha) gives the first.
    """
    found = classes()[0].get(roman) or _loose().get(_loosely(roman))
    return found[0] if found else None


def native_class(word: str) -> str:
    """The class of a cleaned word that the tables hold in its own script, or empty."""
    return classes()[1].get(word, ("",))[0]


@lru_cache(maxsize=1 << 17)
def known_names(word: str) -> frozenset[str]:
    """Every class that a romanised or cleaned native word may belong to; empty when the tables do not know it.

    A family's name made of a given name counts as either, since the -i is often left out; so does a French -e.
    """
    exact, native = classes()
    if word.isascii():
        found, stems = exact.get(word) or _loose().get(_loosely(word), ()), exact
    else:
        found, stems = native.get(word, ()), native
    if word.endswith(_ADDED) and len(word) >= _SHORTEST_OF_FAMILY:
        found = (*found, *stems.get(word[:-1], ()))
    return frozenset((*found, *_of_faith(word), *(told for name in found for told in _of_faith(name))))


def _of_faith(word: str) -> tuple[str, ...]:
    """A known name before -uddin or -ullah, which no table lists all of: Rahim Uddin is not Karim Uddin."""
    ending = _FAITH.search(word)
    stem = word[: ending.start()] if ending else ""
    return tuple(
        f"{name}+{'din' if ending and ending[1] else 'llah'}" for name in classes()[0].get(stem, ()) if ":" not in name
    )


def distinct_names(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two words are two different well-known names, however alike they are written (Hasan, Hussein).

    Takes what `known_names` says of each, or `NamePart.known`. False when either is not known, or both can be short
    forms or spellings of one name.
    """
    return bool(one and other) and one.isdisjoint(other)


def is_known(roman: str) -> bool:
    """Whether a word of letters a to z is a spelling in the tables, and more than a family of one syllable."""
    return any(":" not in name for name in classes()[0].get(roman, ()))


@lru_cache(maxsize=1 << 12)
def usual_spellings(name: str, skeleton: str) -> tuple[str, ...]:
    """The first two spellings of a class that sound like `skeleton`: how a word without vowels is usually romanised."""
    return tuple(word for word in _spellings().get(name, ()) if skeletons_of(word)[0] == skeleton)[:2]


@cache
def _loose() -> Classes:
    found: Classes = {}
    for member, every in classes()[0].items():
        # Families of one syllable differ in vowels alone: Li, Lei, Liu.
        names = [name for name in every if ":" not in name]
        if not names or member.endswith("eh"):
            continue
        key = _loosely(member)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *names)))
    return found


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """The spellings of each class in letters a to z, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for table in ("variants", "given_names"):
        for name, members, *_ in rows(table, 3):
            spelt = tuple(word for word in (name, *map(clean, members.split())) if word.isascii())
            found.setdefault(name, spelt)
    return found


def _loosely(roman: str) -> str:
    for written, meant in _SPELT:
        roman = roman.replace(written, meant)
    letters = roman.translate(_LETTERS)
    plain = "".join([letter for letter, before in zip(letters, " " + letters, strict=False) if letter != before])
    return plain[:-1] if plain.endswith("h") and len(plain) > 3 else plain
