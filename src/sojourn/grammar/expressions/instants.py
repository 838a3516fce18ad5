"""Dates, times and instants as numbers of days since 1970-01-01, as ODK's number() sees them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

NAN = float("nan")
EPOCH_DAY = date(1970, 1, 1).toordinal()
MICROSECONDS_PER_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,6}))?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def read_date(text: str) -> date | None:
    """A date written YYYY-MM-DD, or None when it is anything else or does not exist."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_instant(text: str) -> datetime | None:
    """A dateTime of ISO 8601 with its offset (UTC when it has none), or None."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if match[1] is None else found
    except (ValueError, OverflowError):
        return None


def days_of(text: str) -> float:
    """Days since 1970-01-01 UTC of a date or dateTime, with the fraction of the day; NaN for anything else."""
    if len(text) == 10:
        day = read_date(text)
        return NAN if day is None else float(day.toordinal() - EPOCH_DAY)
    instant = read_instant(text)
    return NAN if instant is None else days_of_instant(instant)


def days_of_instant(instant: datetime) -> float:
    """The same of an aware datetime; exact to the microsecond."""
    return ((instant - _EPOCH) // _MICROSECOND) / MICROSECONDS_PER_DAY


def whole_days_of(text: str, zone: tzinfo) -> float:
    """The calendar day a date or dateTime falls on in `zone`, as days since 1970-01-01; NaN for anything else."""
    if len(text) == 10:
        return days_of(text)
    instant = read_instant(text)
    return NAN if instant is None else float(seen_in(zone, instant).toordinal() - EPOCH_DAY)


def fraction_of_day(text: str, zone: tzinfo) -> float:
    """The time of day as a fraction (noon is 0.5) of a time as written, or of a dateTime seen in `zone`."""
    match = _CLOCK.fullmatch(text)
    if match:
        hour, minute, second, fraction = match.groups()
        seconds = int(hour) * 3600 + int(minute) * 60 + int(second or 0)
        return (seconds * 1_000_000 + int((fraction or "").ljust(6, "0"))) / MICROSECONDS_PER_DAY
    instant = read_instant(text)
    if instant is None:
        return 0.0 if read_date(text) else NAN
    shown = seen_in(zone, instant)
    seconds = shown.hour * 3600 + shown.minute * 60 + shown.second
    return (seconds * 1_000_000 + shown.microsecond) / MICROSECONDS_PER_DAY


def date_text(days: float) -> str:
    """The date so many whole days after 1970-01-01 (the fraction is cut off), or "" when there is none."""
    try:
        return date.fromordinal(int(days) + EPOCH_DAY).isoformat()
    except (ValueError, OverflowError):
        return ""


def instant_text(instant: datetime, zone: tzinfo) -> str:
    """A dateTime as ODK writes it: local, to the millisecond, with its offset."""
    return seen_in(zone, instant).isoformat(timespec="milliseconds")


def instant_after(days: float) -> datetime | None:
    """The instant so many days after 1970-01-01 UTC, or None outside the years 1 to 9999."""
    try:
        return _EPOCH + timedelta(microseconds=round(days * MICROSECONDS_PER_DAY))
    except (ValueError, OverflowError):
        return None


def seen_in(zone: tzinfo, instant: datetime) -> datetime:
    """The instant as the clocks of a zone show it; unchanged at the two ends of the calendar."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant
