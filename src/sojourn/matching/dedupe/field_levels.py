"""The levels of births and of plain fields for many pairs at once: the same as in `sojourn.matching.compare`."""

from __future__ import annotations

import numpy as np

from sojourn.matching.compare.births import FAR_YEARS, NEAR_YEARS
from sojourn.matching.dedupe.people import Births, Flags, Hashes, Ints


def birth_levels(a: Births, b: Births) -> dict[str, Flags]:
    """Return which pairs have which level; a pair with an unknown birth has none."""
    known = (a.earliest > 0) & (b.earliest > 0)
    exact = known & a.exact & b.exact
    loose = known & ~exact
    overlap = (a.earliest // 10000 <= b.latest // 10000) & (b.earliest // 10000 <= a.latest // 10000)
    written = loose & (a.earliest == b.earliest) & (a.latest == b.latest)
    found = _exact_levels(a.earliest, b.earliest, exact)
    found["same_default"] = written
    found["compatible"] = loose & overlap & ~written
    gap = np.maximum(a.earliest // 10000 - b.latest // 10000, b.earliest // 10000 - a.latest // 10000)
    apart = (loose & ~overlap) | (exact & found.pop("other_year"))
    found["near_years"] = apart & (gap <= NEAR_YEARS)
    found["far"] = apart & (gap >= FAR_YEARS)
    found["apart"] = apart & ~found["near_years"] & ~found["far"]
    return found


def _exact_levels(a: Ints, b: Ints, exact: Flags) -> dict[str, Flags]:
    year, other_year = a // 10000, b // 10000
    rest, other_rest = a % 10000, b % 10000
    month, day, other_month, other_day = rest // 100, rest % 100, other_rest // 100, other_rest % 100
    same = exact & (a == b)
    in_year = exact & (year == other_year) & ~same
    swapped = in_year & (month == other_day) & (day == other_month)
    one_part = in_year & ~swapped & ((month == other_month) | (day == other_day))
    slip = exact & (year != other_year) & (rest == other_rest) & _slipped(year, other_year)
    return {
        "same_day": same,
        "swapped": swapped,
        "one_part": one_part,
        "same_year": in_year & ~swapped & ~one_part,
        "year_slip": slip,
        "other_year": (year != other_year) & ~slip,
    }


def _slipped(year: Ints, other: Ints) -> Flags:
    apart = np.abs(year - other)
    crossed = (year // 10 % 10 == other % 10) & (year % 10 == other // 10 % 10)
    found: Flags = (apart <= NEAR_YEARS) | (apart % 10 == 0) | crossed
    return found


def shared_levels(a: Hashes, b: Hashes) -> tuple[Flags, Flags]:
    """Return which pairs share a code, and which have codes on both sides and share none."""
    both = (a != 0).any(axis=0) & (b != 0).any(axis=0)
    same = np.zeros(a.shape[1], dtype=bool)
    for one in a:
        for two in b:
            same |= (one == two) & (one != 0)
    return same, both & ~same
