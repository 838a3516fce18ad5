"""The features that are weighed: which levels held, and by how many bits of rarity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sojourn.matching.compare.compared import Compared
from sojourn.matching.compare.names import Alignment, Met
from sojourn.matching.compare.words import WordLevel, are_alike
from sojourn.matching.traits import Word

PLAIN_FIELDS = ("birth", "sex", "nationality", "language", "phone", "document", "place", "mother")
CONFLICT_ROLES = ("given", "father", "family")
# Other given names (or names of no known role) with one birth date and a name in common: that is what twins have.
TWIN_CONFLICTS = ("name.conflict.given", "name.conflict.unknown")
# Names of a man and a woman that differ in their ending have one skeleton, or are a slip apart.
GENDERED = (WordLevel.NEAR, WordLevel.VARIANT, WordLevel.SKELETON)
# One more word on one side is usual, two are odd, and more say no more than two.
MOST_EXTRA = 2


class Feature(NamedTuple):
    """A feature's name in the table of weights, its amount, and the words it comes from."""

    name: str
    amount: float
    met: Met | None = None
    left: tuple[Word, Word] | None = None


def features(compared: Compared) -> Iterator[Feature]:
    """Yield every feature of a comparison; a missing field yields none."""
    if compared.name:
        of_name = list(_of_name(compared.name))
        yield from of_name
        if compared.birth == "same_day" and compared.name.met and any(one.name in TWIN_CONFLICTS for one in of_name):
            yield Feature("name.twin", 1.0)
        if compared.sex == "different" and any(met.given and met.level in GENDERED for met in compared.name.met):
            yield Feature("name.gendered", 1.0)
    for field in PLAIN_FIELDS:
        level = getattr(compared, field)
        if level != "missing":
            yield Feature(f"{field}.{level}", 1.0)


def _of_name(name: Alignment) -> Iterator[Feature]:
    for met in name.met:
        yield Feature(f"name.{'own' if met.given else 'other'}.{met.level.name.lower()}", met.bits, met)
    if crossed := sum(met.crossed for met in name.met):
        yield Feature("name.crossed", float(crossed))
    if not name.met:
        yield Feature("name.nothing", 1.0)
    if name.reversed:
        yield Feature("name.reversed", 1.0)
    if name.kin:
        yield Feature("name.kin", 1.0)
    left_a, left_b = list(name.left_a), list(name.left_b)
    for role, one, other in conflicts(left_a, left_b):
        yield Feature(f"name.conflict.{role}", 1.0, None, (one, other))
    if alike := _alike(name.left_a, name.left_b):
        yield Feature("name.alike", float(alike))
    if extra := min(MOST_EXTRA, abs(len(name.left_a) - len(name.left_b))):
        yield Feature("name.extra", float(extra))


def _alike(left_a: tuple[Word, ...], left_b: tuple[Word, ...]) -> int:
    """How many words of the left that met nobody are written somewhat like one of the right, each taken once."""
    free = list(left_b)
    for word in left_a:
        other = next((one for one in free if are_alike(word, one)), None)
        if other:
            free.remove(other)
    return len(left_b) - len(free)


def conflicts(left_a: list[Word], left_b: list[Word]) -> Iterator[tuple[str, Word, Word]]:
    """Pair the words that met nobody: one of each role first, the rest in their order till one side has none left."""
    for role in CONFLICT_ROLES:
        both = [next((word for word in left if word.role == role), None) for left in (left_a, left_b)]
        if both[0] and both[1]:
            left_a.remove(both[0])
            left_b.remove(both[1])
            yield role, both[0], both[1]
    yield from (("unknown", one, other) for one, other in zip(left_a, left_b, strict=False))


def summed(found: Iterator[Feature]) -> Counter[str]:
    """Return the amounts by feature name: what the learner sees."""
    amounts: Counter[str] = Counter()
    for feature in found:
        amounts[feature.name] += feature.amount  # type: ignore[assignment]
    return amounts
