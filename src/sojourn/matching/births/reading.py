"""From written text to a Birth."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.births.birth import Birth

_SHAPE = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def read_birth(
    text: str = "",
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    estimated: bool = False,
    calendar: str | None = None,
) -> Birth:
    """Read a birth date; raise Refused with the fix when it cannot be one."""
    if text:
        match = _SHAPE.match(text.strip())
        if match is None:
            raise Refused(Reason("birth_unreadable", "“{text}” is no date of birth", {"text": text}))
        year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        raise Refused(Reason("birth_year_missing", "The year of birth is missing"))
    try:
        return _birth(year, month, day, estimated)
    except ValueError:
        raise Refused(Reason("birth_impossible", "“{text}” is no day", {"text": text})) from None


def _birth(year: int, month: int | None, day: int | None, estimated: bool) -> Birth:
    earliest = date(year, month or 1, day or 1)
    latest = date(year, month or 12, day or monthrange(year, month or 12)[1])
    swap = month is not None and day is not None and day <= 12 and day != month
    swapped = _birth(year, day, None, estimated) if swap else None
    if swapped is not None and month is not None and day is not None:
        there = date(year, day, month)
        swapped = Birth(there, there, "day", estimated, default_day=(day, month) == (1, 1))
    precision = "day" if day else "month" if month else "year"
    return Birth(earliest, latest, precision, estimated, default_day=(month, day) == (1, 1), swapped=swapped)  # type: ignore[arg-type]
