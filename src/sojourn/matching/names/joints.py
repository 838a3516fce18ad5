"""Joints: where two romanised letters stand side by side and make no digraph, since each was a letter of its own."""

from __future__ import annotations

from functools import cache

from sojourn.matching.names.tables import rows

JOINT = "'"
_VOWELS = frozenset("aeiouy")


@cache
def _digraphs() -> frozenset[str]:
    """Two unlike consonants that a Latin spelling writes for one sound ("ph", "rz", "sh")."""
    written = (letters.strip("<>")[:2] for letters, _ in rows("skeleton", 2))
    return frozenset(
        pair for pair in written if len(pair) == 2 and pair[0] not in f"lmn{pair[1]}" and _VOWELS.isdisjoint(pair)
    )


def jointed(pieces: list[str]) -> str:
    """Put romanised letters together, with a joint where they would be taken for a digraph ("sep'hri")."""
    found: list[str] = []
    last = ""
    for piece in pieces:
        if last and piece and last + piece[0].lower() in _digraphs():
            found.append(JOINT)
        found.append(piece)
        last = piece[-1:].lower() or last
    return "".join(found)
