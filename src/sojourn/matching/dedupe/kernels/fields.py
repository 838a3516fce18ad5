"""The plain fields of a pair: births, sex, codes, documents, as `sojourn.matching.compare` has them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare.births import FAR_YEARS, LEVELS, NEAR_DAYS, NEAR_YEARS
from sojourn.matching.dedupe.evidence import place_of
from sojourn.matching.dedupe.kernels.compiling import inlined, small
from sojourn.matching.dedupe.layout import Record

Amounts = NDArray[np.float32]
MISSING = -1
BIRTH = place_of(f"birth.{LEVELS[0]}")
SAME_DAY, SWAPPED, YEAR_SLIP = (LEVELS.index(level) for level in ("same_day", "swapped", "year_slip"))
ONE_PART, SAME_DEFAULT, COMPATIBLE = (LEVELS.index(level) for level in ("one_part", "same_default", "compatible"))
SAME_YEAR, NEAR_YEARS_APART, APART = (LEVELS.index(level) for level in ("same_year", "near_years", "apart"))
FAR, ABOUT, NEAR_DAYS_APART = (LEVELS.index(level) for level in ("far", "about", "near_days"))
SEX, DOCUMENT = place_of("sex.same"), place_of("document.same")
NATIONALITY, LANGUAGE = place_of("nationality.same"), place_of("language.same")
PHONE, PLACE = place_of("phone.same"), place_of("place.same")


@inlined
def put_fields(a: Record, b: Record, birth: int, amounts: Amounts) -> None:
    """Write what the plain fields say: 1 for the level that holds, "different" right after "same".

    `birth` is their `birth_level`.
    """
    if birth != MISSING:
        amounts[BIRTH + birth] = 1.0
    if a["sex"] and b["sex"]:
        amounts[SEX + int(a["sex"] != b["sex"])] = 1.0
    _put(amounts, NATIONALITY, _shared(a["nationality"], b["nationality"]))
    _put(amounts, LANGUAGE, _shared(a["language"], b["language"]))
    _put(amounts, PHONE, _shared(a["phone"], b["phone"]))
    _put(amounts, PLACE, _shared(a["place"], b["place"]))
    _put(amounts, DOCUMENT, _documents(a, b))


@small
def _put(amounts: Amounts, place: int, level: int) -> None:
    if level != MISSING:
        amounts[place + level] = 1.0


@small
def _shared(a: NDArray[np.signedinteger], b: NDArray[np.signedinteger]) -> int:
    """0 when a code is on both sides, 1 when both sides have codes and share none."""
    if a[0] == 0 or b[0] == 0:
        return MISSING
    for one in a:
        for two in b:
            if one == two and one:
                return 0
    return 1


@inlined
def _documents(a: Record, b: Record) -> int:
    """0 for one number and no two states, 1 for other numbers of one state, 2 for other states."""
    found = MISSING
    for i in range(2):
        for j in range(2):
            one, two = a["document"][i], b["document"][j]
            if one == 0 or two == 0:
                continue
            from_a, from_b = a["states"][i], b["states"][j]
            if one == two and (from_a == from_b or from_a == 0 or from_b == 0):
                return 0
            if from_a == from_b:
                found = 1
            elif found == MISSING:
                found = 2
    return found


@inlined
def birth_level(a: Record, b: Record) -> int:
    """Return the place in LEVELS, or MISSING."""
    first, other = a["earliest"], b["earliest"]
    if first == 0 or other == 0:
        return MISSING
    if a["exact"] and b["exact"]:
        return _exact_level(first, other)
    last, other_last = a["latest"], b["latest"]
    if first == other and last == other_last:
        return SAME_DEFAULT
    if first // 10000 <= other_last // 10000 and other // 10000 <= last // 10000:
        return COMPATIBLE
    years = max(first // 10000 - other_last // 10000, other // 10000 - last // 10000)
    return ABOUT if years <= NEAR_YEARS else _gap_level(years)


@inlined
def _exact_level(first: int, other: int) -> int:
    if first == other:
        return SAME_DAY
    year, month, day = first // 10000, first // 100 % 100, first % 100
    other_year, other_month, other_day = other // 10000, other // 100 % 100, other % 100
    if year == other_year and month == other_day and day == other_month:
        return SWAPPED
    if abs((year - other_year) * 372 + (month - other_month) * 31 + day - other_day) <= NEAR_DAYS:
        return NEAR_DAYS_APART
    if year == other_year:
        return ONE_PART if month == other_month or day == other_day else SAME_YEAR
    if month == other_month and day == other_day and _slipped(year, other_year):
        return YEAR_SLIP
    return _gap_level(abs(year - other_year))


@small
def _slipped(year: int, other: int) -> bool:
    apart = abs(year - other)
    crossed = year // 10 % 10 == other % 10 and year % 10 == other // 10 % 10
    return apart <= NEAR_YEARS or apart % 10 == 0 or crossed


@small
def _gap_level(years: int) -> int:
    if years <= NEAR_YEARS:
        return NEAR_YEARS_APART
    return FAR if years >= FAR_YEARS else APART
