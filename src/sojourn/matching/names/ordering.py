"""Which part of a written name is the given name, the father's, the grandfather's, the family's."""

from __future__ import annotations

from functools import cache, lru_cache

from sojourn.matching.names.composing import Piece
from sojourn.matching.names.letters import clean
from sojourn.matching.names.name import NamePart, Role
from sojourn.matching.names.tables import rows
from sojourn.matching.names.variants import known_names
from sojourn.matching.names.words import Word, of_romans, word_of

# Given, father, grandfather: nobody has a family name there.
_CHAIN: tuple[Role, ...] = ("given", "father", "grandfather")
_UNKNOWN: tuple[Role, ...] = ("unknown",)
_GRANDFATHER: tuple[Role, ...] = ("grandfather",)
_CHAINED = {"Ethi"}
_CHAINED_LANGUAGES = {"am", "ti", "tig", "so"}


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(sorted(words.split(), key=len, reverse=True)) for kind, words in rows("endings", 2)}


def roles_of(pieces: tuple[Piece, ...], script: str, language: str) -> tuple[Role, ...]:
    """The role of each piece of a name written in one field; `unknown` where the order can't be known."""
    if script in _CHAINED or language in _CHAINED_LANGUAGES:
        return tuple([_CHAIN[min(place, 2)] for place in range(len(pieces))])
    if any(piece.role == "father" for piece in pieces):
        return _around_father(pieces)
    patronymics = [place for place, piece in enumerate(pieces) if len(pieces) > 1 and patronymic_of(piece.word)]
    if len(patronymics) == 1:
        return _around_patronymic(len(pieces), patronymics[0])
    if script == "Arab" and language == "ar" and len(pieces) > 2:
        return ("given", "father", *_GRANDFATHER * (len(pieces) - 3), "family")
    if script == "Arab" and len(pieces) > 1:
        return ("given", *_UNKNOWN * (len(pieces) - 1))
    return _by_endings(pieces)


def _around_father(pieces: tuple[Piece, ...]) -> tuple[Role, ...]:
    found: list[Role] = []
    for place, piece in enumerate(pieces):
        if piece.role == "father":
            found.append("grandfather" if "father" in found else "father")
        else:
            after_father = "father" in found or _ends_like_family(piece.word)
            found.append("family" if after_father else "given" if place == 0 else "unknown")
    return tuple(found)


def _around_patronymic(size: int, place: int) -> tuple[Role, ...]:
    """Family Given Patronymic in papers, Given Patronymic Family in speech."""
    found: list[Role] = ["unknown"] * size
    found[place] = "father"
    if place > 0:
        found[place - 1] = "given"
    if place == size - 1 and size > 2:
        found[0] = "family"
    elif 0 < place < size - 1:
        found[-1] = "family"
    return tuple(found)


def _by_endings(pieces: tuple[Piece, ...]) -> tuple[Role, ...]:
    told = [_ends_like_family(piece.word) for piece in pieces]
    if sum(told) != 1 or len(pieces) < 2:
        return _UNKNOWN * len(pieces)
    rest: Role = "given" if len(pieces) == 2 else "unknown"
    return tuple(["family" if is_family else rest for is_family in told])


@lru_cache(maxsize=1 << 17)
def _ends_like_family(word: Word) -> bool:
    roman = word.romans[0]
    return not word.variant and len(roman) > 5 and roman.endswith(_endings()["family"])


@lru_cache(maxsize=1 << 17)
def patronymic_of(word: Word) -> str:
    """The father's name inside a patronymic ("ivan" in Ivanovych), or empty."""
    roman = word.romans[0]
    if len(roman) < 7:
        return ""
    ending = next((end for end in _endings()["patronymic"] if roman.endswith(end)), "")
    return roman[: -len(ending)] if ending and len(roman) - len(ending) >= 3 else ""


def is_patronymic(written: str) -> bool:
    """Whether a written word names the father by its ending (Ivanovych, Petrivna)."""
    word = word_of(clean(written), "")
    return bool(word.romans and patronymic_of(word))


@lru_cache(maxsize=1 << 18)
def part_of(piece: Piece, role: Role) -> NamePart:
    """Make the part; a patronymic can be met by the father's name alone too."""
    word = piece.word
    if role == "father" and (father := patronymic_of(word)):
        word = of_romans((*word.romans[:3], father), of_romans((father,)).variant, known_names(father))
    romans, skeletons = word.romans, word.skeletons
    return NamePart(piece.text, role, romans[0], romans[1:], skeletons[0], skeletons, word.variant, word.known)
