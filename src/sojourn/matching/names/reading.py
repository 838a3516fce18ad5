"""From written text to a Name: cleaned, split, romanised, ordered."""

from __future__ import annotations

from functools import lru_cache

from sojourn.matching.names.chinese import SYLLABIC, split
from sojourn.matching.names.composing import Piece, pieces_of
from sojourn.matching.names.letters import clean, language_of, script_of
from sojourn.matching.names.name import Name, NamePart, Role
from sojourn.matching.names.ordering import part_of, roles_of
from sojourn.matching.names.words import word_of

# The longest written name that is read; what comes after is a mistake of the file.
LONGEST = 200


@lru_cache(maxsize=1 << 16)
def read_name(
    text: str = "",
    *,
    given: str = "",
    family: str = "",
    father: str = "",
    grandfather: str = "",
    language: str | None = None,
) -> Name:
    """Read a name written in one field (`text`), in several, or both; `language` is an ISO 639 code.

    Never raises: what cannot be read is a Name without parts. "Family, Given" is understood.
    """
    whole = " ".join(filter(None, (text, given, father, grandfather, family)))[:LONGEST]
    script = script_of(whole)
    spoken = (language or language_of(whole.lower(), script)).lower().partition("-")[0]
    parts = _free(text[:LONGEST], script, spoken) if text else ()
    parts += _told(given, "given", spoken) + _told(father, "father", spoken)
    parts += _told(grandfather, "grandfather", spoken) + _told(family, "family", spoken)
    return Name(whole, script, spoken or None, parts)


def _told(written: str, role: Role, language: str) -> tuple[NamePart, ...]:
    if not written:
        return ()
    together = (
        written.replace(" ", "") if language in SYLLABIC.values() and not written.isascii() else written[:LONGEST]
    )
    return tuple([part_of(piece, role) for piece in pieces_of(together, language)])


def _free(text: str, script: str, language: str) -> tuple[NamePart, ...]:
    first, comma, rest = text.replace("،", ",").replace("，", ",").partition(",")
    if comma and first.strip() and rest.strip() and "," not in rest:
        before, after = pieces_of(first, language), pieces_of(rest, language)
        return tuple(part_of(piece, "family") for piece in before) + tuple(part_of(piece, "given") for piece in after)
    pieces = pieces_of(text, language)
    if script in SYLLABIC and _is_one_block(pieces):
        return _by_characters(pieces, script)
    return tuple(map(part_of, pieces, roles_of(pieces, script, language)))


def _is_one_block(pieces: tuple[Piece, ...]) -> bool:
    """Whether the name is written without blanks, or as two short words; a foreign name has long ones."""
    return len(pieces) == 1 or (len(pieces) == 2 and all(len(piece.text) <= 2 for piece in pieces))


def _by_characters(pieces: tuple[Piece, ...], script: str) -> tuple[NamePart, ...]:
    """The family name comes first; the given name is one word, however many characters it has."""
    if len(pieces) == 2:
        found: tuple[tuple[str, Role], ...] = ((pieces[0].text, "family"), (pieces[1].text, "given"))
    else:
        family, given = split(pieces[0].text, script)
        found = ((family, "family"), (given, "given"))
    words = ((text, word_of(clean(text), SYLLABIC[script]), role) for text, role in found)
    return tuple(part_of(Piece(text, word), role) for text, word, role in words if word.romans)
