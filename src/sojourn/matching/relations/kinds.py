"""Kinds of relation, and how many years lie between two people so related."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A relation of the seeker to the sought: the seeker is older by `least` to `most` years (negative: younger).

    `claim`: which of the two the other one names as a parent ("sought" names the seeker as mother or father).
    """

    name: str
    least: int
    most: int
    claim: str = ""
    parent: str = ""


# Years: biology for parents and grandparents, custom for the others; a guess is worth a lower weight, never a refusal.
KINDS: dict[str, Kind] = {
    "mother": Kind("mother", 12, 55, "sought", "mother"),
    "father": Kind("father", 13, 80, "sought", "father"),
    "parent": Kind("parent", 12, 80, "sought"),
    "daughter": Kind("child", -80, -12, "seeker"),
    "son": Kind("child", -80, -12, "seeker"),
    "child": Kind("child", -80, -12, "seeker"),
    "sibling": Kind("sibling", -30, 30),
    "spouse": Kind("spouse", -40, 40),
    "grandparent": Kind("grandparent", 27, 110),
    "grandchild": Kind("grandchild", -110, -27),
    "relative": Kind("relative", -70, 70),
}
_SYNONYMS = {
    "brother": "sibling", "sister": "sibling", "husband": "spouse", "wife": "spouse", "partner": "spouse",
    "grandmother": "grandparent", "grandfather": "grandparent", "grandson": "grandchild", "granddaughter": "grandchild",
}  # fmt: skip


def kind_of(relation: str) -> Kind:
    """Return the kind of a relation written in English; any other one is that of relatives at large."""
    written = relation.strip().lower()
    return KINDS.get(_SYNONYMS.get(written, written), KINDS["relative"])
