"""The tables of known names: classes of spellings and short forms, read once from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sojourn.matching.names.letters import clean
from sojourn.matching.names.tables import rows

Classes = dict[str, tuple[str, ...]]
# What a woman's name adds to a man's (Karim, Karima), in letters a to z and in others.
_FEMININE = ("a", "ah", "eh")
_FEMININE_NATIVE = {"\u0600": ("ة", "ه"), "\u0400": ("а",)}


@cache
def classes() -> tuple[Classes, Classes]:
    """The classes of each spelling: in letters a to z, and of cleaned words in other scripts. The first is the usual.

    A spelling in variants.tsv is of one class; a short form, and a name that is a man's in one language and
    a woman's in another, can be of several.
    """
    exact: Classes = {}
    native: Classes = {}
    for name, members in _written():
        for member in map(clean, members):
            found = exact if member.isascii() else native
            before = found.get(member, ())
            if name not in before:
                found[member] = (*before, name)
    _add_feminine(exact, native)
    return exact, native


def _written() -> Iterator[tuple[str, list[str]]]:
    """Yield each row's class and spellings; a row whose head is a spelling of an earlier class adds to that class."""
    first: dict[str, str] = {}
    for name, members in rows("variants", 2):
        spellings = [word for word in (name, *members.split()) if clean(word) not in first]
        first |= dict.fromkeys(map(clean, spellings), name)
        yield name, spellings
    for table in ("given_names", "short_forms"):
        for head, members, *_ in rows(table, 3):
            name = first.setdefault(head, head)
            spellings = [head, *members.split()]
            for word in map(clean, spellings):
                if table == "given_names":
                    first.setdefault(word, name)
            yield name, spellings
    for table in ("chinese", "korean"):
        for written, romans in rows(table, 2):
            spellings = [roman for roman in romans.split() if len(roman) > 1]
            yield f"{table[:2]}:{spellings[0]}", [written, *spellings]


def _add_feminine(exact: Classes, native: Classes) -> None:
    men = {head for head, _, whose in rows("given_names", 3) if whose == "a"}
    names = {exact[head][0] for head in men}
    for found in (exact, native):
        for member, (name, *_) in list(found.items()):
            if name in names:
                _add_forms(found, member, exact.get(f"{name}a", (f"{name}a",))[:1])


def _add_forms(found: Classes, member: str, name: tuple[str, ...]) -> None:
    if member[-1] in "aeiouyاویه":
        return
    endings = _FEMININE if member.isascii() else _FEMININE_NATIVE.get(chr(ord(member[0]) & 0xFF00), ())
    for ending in endings:
        found.setdefault(member + ending, name)
