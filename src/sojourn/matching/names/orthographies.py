"""Readings of a Latin word by the spelling habits of one language, where its letters show which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sojourn.matching.names.tables import Rewriting, rows


@cache
def _habits() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """For each language the letters that show it, and what it reads for some sequences."""
    found = []
    for _, signs, readings in rows("orthographies", 3):
        pairs = (reading.partition("=") for reading in readings.split())
        found.append((re.compile("|".join(signs.split())), {letters: sound for letters, _, sound in pairs}))
    return tuple(found)


def spelt_readings(word: str, sounds: Rewriting) -> Iterator[str]:
    """Yield the sounds of a word as each language reads it whose signs it shows: "tsch" makes German "ch" a k."""
    marked = f"<{word}>"
    for signs, reads in _habits():
        if signs.search(marked):
            pieces = sounds.pattern.findall(marked)
            yield "".join([_sound(piece, reads, sounds) for piece in pieces])


def _sound(piece: str, reads: dict[str, str], sounds: Rewriting) -> str:
    told = reads.get(piece.strip("<>"))
    usual = sounds.choices.get(piece) or (piece,)
    if told is None:
        return usual[0]
    dots = usual[0][:1] == ".", usual[0][-1:] == "."
    return "." * dots[0] + told + "." * dots[1]
