"""All levels of two records, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sojourn.matching.compare.births import birth_level
from sojourn.matching.compare.names import Alignment, align
from sojourn.matching.compare.sides import document_level, mother_level, sex_level, shared
from sojourn.matching.traits import Traits


@dataclass(frozen=True, slots=True)
class Compared:
    """The best alignment of the names (None when a side has none) and the level of every other field."""

    name: Alignment | None
    birth: str
    sex: str
    nationality: str
    language: str
    phone: str
    document: str
    place: str
    mother: str


def compare(a: Traits, b: Traits) -> Compared:
    """Return the levels of every field of two records."""
    return Compared(
        name=_best_alignment(a, b),
        birth=birth_level(a.births, b.births),
        sex=sex_level(a, b),
        nationality=shared(a.nationalities, b.nationalities),
        language=shared(a.languages, b.languages),
        phone=shared(a.phones, b.phones),
        document=document_level(a, b),
        place=shared(a.places, b.places),
        mother=mother_level(a.mother, b.mother),
    )


def _best_alignment(a: Traits, b: Traits) -> Alignment | None:
    """Of several names each (birth name, married name, alias), the two that go together best."""
    found = [align(x, y) for x, y in product(a.pools, b.pools) if x and y]
    return max(found, key=_goodness, default=None)


def _goodness(alignment: Alignment) -> float:
    met = sum(met.level * met.bits for met in alignment.met)
    return met - 40.0 * min(len(alignment.left_a), len(alignment.left_b))
