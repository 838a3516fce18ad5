"""From a weighed feature to a reason, and from a reason to a sentence."""

from __future__ import annotations

from sojourn.matching.compare import Feature, Met
from sojourn.matching.explain.sentences import SENTENCES
from sojourn.matching.match import Reason
from sojourn.matching.traits import Word


def reason_of(feature: Feature, weight: float) -> Reason:
    """Return the reason of one feature and its weight in log2 odds."""
    field, _, level = feature.name.partition(".")
    if feature.met:
        return _of_met(feature.met, weight)
    if feature.left:
        one, other = feature.left
        role = one.role if one.role == other.role else "unknown"
        return Reason("name", "different", weight, f"name.{role}.conflict", {"a": one.text, "b": other.text})
    return Reason(field, level, weight, feature.name)


def _of_met(met: Met, weight: float) -> Reason:
    level = met.level.name.lower()
    said = "script" if level in ("roman", "skeleton") and _scripts_differ(met) else level
    return Reason("name", level, weight, f"name.{_role(met.a, met.b)}.{said}", {"a": met.a.text, "b": met.b.text})


def _role(a: Word, b: Word) -> str:
    if a.role == b.role or b.role == "unknown":
        return a.role
    return b.role if a.role == "unknown" else "crossed"


def _scripts_differ(met: Met) -> bool:
    """Whether one word is in Latin letters and the other not, or both in scripts that share no letters."""
    return _block(met.a.text) != _block(met.b.text)


def _block(text: str) -> int:
    """Latin is 0; other scripts by the 256 code points of the first letter."""
    first = ord(text[:1] or "a")
    return 0 if first < 0x250 or 0x1E00 <= first < 0x1F00 else first >> 8


def sentence(reason: Reason) -> str:
    """Return the English sentence of a reason."""
    return SENTENCES[reason.code].format_map(reason.params)
