"""Which words make a name one that has to be read as a whole."""

from __future__ import annotations

from functools import cache

from sojourn.matching.names import NamePart
from sojourn.matching.names.letters import clean, script_of
from sojourn.matching.names.tables import rows


def needs_whole(word: str, parts: tuple[NamePart, ...]) -> bool:
    """Whether a word, read alone as `parts`, may belong together with its neighbours or hold several parts itself."""
    if len(parts) != 1:
        return bool(parts)
    if word.isascii():
        return word.lower() in _joining() or "'" in word
    return clean(word) in _joining() or parts[0].roman in _joining() or script_of(word) == "Hani"


@cache
def _joining() -> frozenset[str]:
    """Particles, articles, titles, and first words of names of two words."""
    particles = {clean(word) for _, words in rows("particles", 2) for word in words.split()}
    return frozenset(particles | {clean(word) for firsts, _ in rows("compounds", 2) for word in firsts.split()})
