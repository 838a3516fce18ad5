"""How two births go together, each an interval of days: ordered levels from the same day down to decades apart."""

from __future__ import annotations

from sojourn.matching.traits import BirthTrait

# From the best to the worst; the learner keeps the weights in an order that agrees with `BETTER`.
LEVELS = (
    "same_day", "swapped", "year_slip", "near_days", "one_part", "same_default",
    "compatible", "about", "same_year", "near_years", "apart", "far",
)  # fmt: skip
# Dates within a week of each other are one date remembered or converted from another calendar with a small mistake.
NEAR_DAYS = 7
NEAR_YEARS = 2
FAR_YEARS = 10


def birth_level(a: tuple[BirthTrait, ...], b: tuple[BirthTrait, ...]) -> str:
    """Return the best level over all births known of each, or "missing"."""
    found = {_level(x, y) for x in a for y in b}
    return next((level for level in LEVELS if level in found), "missing")


def _level(a: BirthTrait, b: BirthTrait) -> str:
    if a.exact and b.exact:
        return _exact_level(a.earliest, b.earliest)
    if a.earliest == b.earliest and a.latest == b.latest:
        return "same_default"
    if a.earliest[0] <= b.latest[0] and b.earliest[0] <= a.latest[0]:
        return "compatible"
    years = max(a.earliest[0] - b.latest[0], b.earliest[0] - a.latest[0])
    return "about" if years <= NEAR_YEARS else _gap_level(years)


def _exact_level(a: tuple[int, int, int], b: tuple[int, int, int]) -> str:
    if a == b:
        return "same_day"
    (year, month, day), (other_year, other_month, other_day) = a, b
    if year == other_year and (month, day) == (other_day, other_month):
        return "swapped"
    if abs(days_of(a) - days_of(b)) <= NEAR_DAYS:
        return "near_days"
    if year == other_year:
        return "one_part" if month == other_month or day == other_day else "same_year"
    if (month, day) == (other_month, other_day) and _slipped(year, other_year):
        return "year_slip"
    return _gap_level(abs(year - other_year))


def days_of(day: tuple[int, int, int]) -> int:
    """Number a day so that neighbours differ by one, but for the ends of short months."""
    year, month, of_month = day
    return (year * 12 + month) * 31 + of_month


def _slipped(year: int, other: int) -> bool:
    """Whether one digit was mistyped (1984 and 1994, 1984 and 1985), or the last two changed places."""
    apart = abs(year - other)
    return apart <= NEAR_YEARS or apart % 10 == 0 or (year // 10 % 10, year % 10) == (other % 10, other // 10 % 10)


def _gap_level(years: int) -> str:
    if years <= NEAR_YEARS:
        return "near_years"
    return "far" if years >= FAR_YEARS else "apart"
