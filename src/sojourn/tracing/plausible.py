"""Whether two people's ages can be those of such relatives. Generous: an uncertain date must not part a family."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.matching.births import Birth

# By what the person sought is to the seeker: the least and the most years by which the seeker may be older.
# A judgement, after the ages at which women and men become parents in the UN's fertility tables.
OLDER = {
    "child": (12, 75), "mother": (-55, -12), "father": (-75, -12), "sibling": (-35, 35), "spouse": (-60, 60),
    "grandchild": (24, 110), "grandparent": (-110, -24),
}  # fmt: skip
DAYS = 365.25


def plausible(relation: str, seeker: Iterable[Birth], sought: Iterable[Birth]) -> bool:
    """False only when no reading of the two birth dates leaves room for the relation."""
    least, most = OLDER.get(relation, (-120, 120))
    pairs = [(one, other) for one in seeker for other in sought]
    return not pairs or any(_can_be(one, other, least, most) for one, other in pairs)


def _can_be(seeker: Birth, sought: Birth, least: float, most: float) -> bool:
    fewest = (sought.earliest - seeker.latest).days / DAYS
    greatest = (sought.latest - seeker.earliest).days / DAYS
    return greatest >= least and fewest <= most
