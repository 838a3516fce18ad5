"""The table of rates by skeleton, and the same table with a batch's own counts added."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

from sojourn.matching.names import read_name

# Rarer than one in 2**16 is told apart from typing errors by nobody, so it counts no more.
MOST_BITS = 16.0
FEWEST_BITS = 3.0
# A name that no table knows: about one person in 3,000 bears it.
UNKNOWN_RATE = 2.0**-11.5
# How many records the shipped table is worth beside a batch's own counts.
PRIOR_RECORDS = 2_000.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """Rates by skeleton (bearers per person); `counts` of a batch of `size` people, if there is one."""

    rates: Mapping[str, float]
    counts: Mapping[str, int]
    size: int

    def bits(self, skeleton: str) -> float:
        """Return log2(1 / rate), kept between 3 and 16."""
        rate = self.rates.get(skeleton, UNKNOWN_RATE)
        if self.size:
            rate = (self.counts.get(skeleton, 0) + rate * PRIOR_RECORDS) / (self.size + PRIOR_RECORDS)
        return min(MOST_BITS, max(FEWEST_BITS, -log2(rate)))


@cache
def shipped() -> Rarity:
    """Return the shipped table, its names read by the present rules."""
    return Rarity(_rates(), {}, 0)


def counted(counts: Mapping[str, int], size: int) -> Rarity:
    """Return the shipped table with the counts by skeleton of a batch of `size` people added."""
    return Rarity(_rates(), counts, size)


@cache
def _rates() -> Mapping[str, float]:
    """Rates by skeleton: names of one skeleton add up."""
    rates: dict[str, float] = {}
    with files(__package__).joinpath("common_names.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for name, per_thousand in rows:
            for part in read_name(name).parts[:1]:
                rates[part.skeleton] = rates.get(part.skeleton, 0.0) + float(per_thousand) / 1000
    return rates
