"""The plain fields: sex, nationality, languages, telephone, document, place, and the mother's name."""

from __future__ import annotations

from collections.abc import Collection

from sojourn.matching.compare.words import word_level
from sojourn.matching.traits import Traits, Word


def shared(a: Collection[str], b: Collection[str]) -> str:
    """Return "same" when anything is shared, "different" when nothing is, "missing" when either side is empty."""
    if not a or not b:
        return "missing"
    return "same" if set(a) & set(b) else "different"


def sex_level(a: Traits, b: Traits) -> str:
    """Return whether the sexes agree."""
    return shared([a.sex] if a.sex else [], [b.sex] if b.sex else [])


def document_level(a: Traits, b: Traits) -> str:
    """Return "same" (one number, and no two states), "different" (of one state), "other_state", or "missing"."""
    if not a.documents or not b.documents:
        return "missing"
    pairs = [(x.partition(":"), y.partition(":")) for x in a.documents for y in b.documents]
    if any(x[2] == y[2] and (x[0] == y[0] or not x[0] or not y[0]) for x, y in pairs):
        return "same"
    return "different" if any(x[0] == y[0] for x, y in pairs) else "other_state"


def mother_level(a: tuple[Word, ...], b: tuple[Word, ...]) -> str:
    """Return how the mothers' names go together: same, near, different or missing."""
    if not a or not b:
        return "missing"
    if any(x.skeleton == y.skeleton for x in a for y in b):
        return "same"
    return "near" if any(word_level(x, y) for x in a for y in b) else "different"
