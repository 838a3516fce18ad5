"""The plain fields: sex, nationality, languages, telephone, document, place, and the mother's name."""

from __future__ import annotations

from collections.abc import Collection

from sojourn.matching.compare.words import WordLevel, word_level
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
    """Return "same", "different" (one state, two numbers), "other_state" (says nothing), or "missing"."""
    if not a.documents or not b.documents:
        return "missing"
    if a.documents & b.documents or _numbers(a) & _numbers(b):
        return "same"
    return "different" if _states(a) & _states(b) else "other_state"


def _numbers(traits: Traits) -> set[str]:
    """Numbers without their state, where some side does not say the state; short ones are not telling."""
    return {number for text in traits.documents if len(number := text.partition(":")[2]) > 5 and text.startswith(":")}


def _states(traits: Traits) -> set[str]:
    return {text.partition(":")[0] for text in traits.documents}


def mother_level(a: tuple[Word, ...], b: tuple[Word, ...]) -> str:
    """Return how the mothers' names go together: same, near, different or missing."""
    if not a or not b:
        return "missing"
    best = max(word_level(x, y) for x in a for y in b)
    if best >= WordLevel.SKELETON:
        return "same"
    return "near" if best else "different"
