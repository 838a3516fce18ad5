"""Days of four calendars: Gregorian, Jalali (Iran, Afghanistan), Hijri (Umm al-Qura) and Ethiopian."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from convertdate import islamic, persian
from hijridate import Hijri

Calendar = Literal["gregorian", "jalali", "hijri", "ethiopian"]
MONTHS: dict[str, int] = {"gregorian": 12, "jalali": 12, "hijri": 12, "ethiopian": 13}

# Day 1 of month 1 of year 1 of the Ethiopian calendar: 29 August of the year 8, Julian (27 August proleptic Gregorian).
_ETHIOPIAN_EPOCH = 2796
# The Umm al-Qura calendar is tabulated for these years; the arithmetic calendar serves the years before.
_UMM_AL_QURA = range(1343, 1501)


def first_and_last(calendar: Calendar, year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """Return the first and last Gregorian day a year, month or day of a calendar means; ValueError when it is none."""
    first = day_of(calendar, year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or MONTHS[calendar]
    following = (year, last_month + 1) if last_month < MONTHS[calendar] else (year + 1, 1)
    return first, day_of(calendar, *following, 1) - timedelta(days=1)


def day_of(calendar: Calendar, year: int, month: int, day: int) -> date:
    """Return the Gregorian date; ValueError when the calendar has no such day."""
    if not 1 <= month <= MONTHS[calendar] or not 1 <= day <= _length(calendar, year, month):
        raise ValueError(f"{year}-{month}-{day} is no day of the {calendar} calendar")
    if calendar == "gregorian":
        return date(year, month, day)
    if calendar == "jalali":
        return date(*persian.to_gregorian(year, month, day))
    if calendar == "ethiopian":
        return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)
    if year in _UMM_AL_QURA:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    return date(*islamic.to_gregorian(year, month, day))


def _length(calendar: Calendar, year: int, month: int) -> int:
    if calendar == "gregorian":
        return monthrange(year, month)[1]
    if calendar == "jalali":
        return int(persian.month_length(year, month))
    if calendar == "ethiopian":
        return 30 if month < 13 else 6 if year % 4 == 3 else 5
    return int(Hijri(year, month, 1).month_length()) if year in _UMM_AL_QURA else int(islamic.month_length(year, month))
