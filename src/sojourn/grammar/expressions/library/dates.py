"""The date functions of the list; instants come from the house's clock, zones from the office."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import Any

from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.instants import (
    EPOCH_DAY,
    NAN,
    date_text,
    fraction_of_day,
    instant_after,
    instant_text,
    read_date,
    read_instant,
    seen_in,
    whole_days_of,
)
from sojourn.grammar.expressions.values import number_of, string_of
from sojourn.kernel import moment

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIGN = re.compile(r"%([YymnbdeaHhMS3])")


def today(env: Env) -> str:
    """The office's day, YYYY-MM-DD."""
    return moment.today(env.local).isoformat()


def days_today(env: Env) -> float:
    """The office's day as days since 1970-01-01."""
    return float(moment.today(env.local).toordinal() - EPOCH_DAY)


def now(env: Env) -> str:
    """The instant as ODK writes it, with the offset of the office's zone."""
    return instant_text(moment.now(), env.local)


def to_date(value: Any, env: Env) -> str:
    """The day of a date, of a dateTime in the office's zone, or so many days after 1970-01-01; else ""."""
    if value.__class__ is float:
        return date_text(value) if value == value else ""
    days = whole_days_of(string_of(value), env.local)
    if days != days:
        days = number_of(value)
    return date_text(days) if days == days else ""


def decimal_date_time(value: Any) -> float:
    """Days since 1970-01-01 UTC of a date, dateTime or number; NaN when missing or unreadable."""
    return number_of(value)


def decimal_time(value: Any, env: Env) -> float:
    """The fraction of the day of a time or dateTime, or of a number of days."""
    if value.__class__ is float:
        return value % 1 if value - value == 0 else NAN
    return fraction_of_day(string_of(value), env.local)


def formatted(value: Any, pattern: str, env: Env) -> str:
    """A date or dateTime written by a format; "" when there is none."""
    local = _local(value, env.local)
    return "" if local is None else _SIGN.sub(lambda match: _written(match[1], local), pattern)


def _local(value: Any, zone: tzinfo) -> datetime | None:
    if value.__class__ is float and value % 1 == 0:
        value = date_text(value)
    if value.__class__ is float:
        instant = instant_after(value)
    else:
        text = string_of(value)
        day = read_date(text)
        if day is not None:
            return datetime(day.year, day.month, day.day, tzinfo=zone)
        instant = read_instant(text)
    return None if instant is None else seen_in(zone, instant)


def _written(sign: str, at: datetime) -> str:
    match sign:
        case "Y":
            return f"{at.year:04d}"
        case "y":
            return f"{at.year % 100:02d}"
        case "b":
            return _MONTHS[at.month - 1]
        case "a":
            return _DAYS[at.weekday()]
        case "3":
            return f"{at.microsecond // 1000:03d}"
        case "n" | "e" | "h":
            return str({"n": at.month, "e": at.day, "h": at.hour}[sign])
        case _:
            return f"{ {'m': at.month, 'd': at.day, 'H': at.hour, 'M': at.minute, 'S': at.second}[sign]:02d}"
