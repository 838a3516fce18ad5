"""How much of the real records a synthetic file keeps, loses and makes up, by combinations of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sojourn.evidence.release.microdata.records import Records, combinations

BUCKETS = (1, 10, 100, 1000)


@dataclass(frozen=True)
class Quality:
    """Percent of real combinations found in the synthetic file, by how many records share them (from, `BUCKETS`);
    percent of synthetic combinations that nobody real has; mean absolute error of counts that are in both; percent
    of real combinations lost."""

    preserved: Mapping[int, float]
    fabricated: float
    mean_error: float
    lost: float


def quality(real: Records, synthetic: Records, length: int) -> Quality:
    """Compare combinations of 1 to `length` values: for the keeper of the facts, not for publication."""
    true, made = combinations(real, length), combinations(synthetic, length)
    preserved = {}
    for at, least in enumerate(BUCKETS):
        most = BUCKETS[at + 1] if at + 1 < len(BUCKETS) else float("inf")
        held = [one for one, count in true.items() if least <= count < most]
        if held:
            preserved[least] = 100 * sum(one in made for one in held) / len(held)
    both = [one for one in true if one in made]
    return Quality(
        preserved,
        100 * sum(one not in true for one in made) / max(len(made), 1),
        sum(abs(true[one] - made[one]) for one in both) / max(len(both), 1),
        100 * (len(true) - len(both)) / len(true),
    )
