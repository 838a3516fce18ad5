"""Clean dates and times: ISO 8601 only, any digits, real days; other orders are an import's own business."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from sojourn.grammar.forms.cleaning.numbers import ascii_digits
from sojourn.grammar.forms.cleaning.texts import scalar_text
from sojourn.grammar.forms.cleaning.unclean import Manner, Unclean

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?", re.ASCII)
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def clean_date(raw: Any, _manner: Manner) -> str | None:
    """A date as "2026-03-01"; a date cell of a spreadsheet (midnight) is a date too."""
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise Unclean("date")
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return _day(_MIDNIGHT.sub("", ascii_digits(scalar_text(raw, expected="date"))))


def clean_time(raw: Any, _manner: Manner) -> str | None:
    """A time of day as "14:30" or "14:30:05"."""
    if isinstance(raw, time):
        raw = raw.isoformat("seconds")
    text = ascii_digits(scalar_text(raw, expected="time"))
    match = _TIME.match(text)
    if match is None or not _OFFSET.fullmatch(text[match.end() :]):
        raise Unclean("time")
    hour, minute, second = (int(part or 0) for part in match.groups())
    if hour > 23 or minute > 59 or second > 59:
        raise Unclean("time")
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def clean_datetime(raw: Any, manner: Manner) -> str | None:
    """An instant as "2026-03-01T10:30:00+01:00"; without an offset it is meant in the zone of the office."""
    if isinstance(raw, datetime):
        return _instant(raw, manner)
    text = ascii_digits(scalar_text(raw, expected="datetime")).replace(" ", "T", 1)
    day, separator, clock = text.partition("T")
    match = _TIME.match(clock)
    if not separator or match is None or not _DATE.fullmatch(day):
        raise Unclean("datetime")
    offset = clock[match.end() :]
    if not _OFFSET.fullmatch(offset):
        raise Unclean("datetime")
    if len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    try:
        return _instant(datetime.fromisoformat(f"{_day(day)}T{_padded(match[0])}{offset}"), manner)
    except ValueError as error:
        raise Unclean("datetime") from error


def _instant(moment: datetime, manner: Manner) -> str:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=manner.zone)
    return moment.isoformat(timespec="seconds")


def _day(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        raise Unclean("date")
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError as error:
        raise Unclean("no_such_day") from error


def _padded(clock: str) -> str:
    return clock if clock[1:2] != ":" else f"0{clock}"
