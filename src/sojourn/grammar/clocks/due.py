"""When a length of time is over: hours, calendar days and working days, with the pauses taken out exactly.

- Minutes and hours are absolute: 72 hours are 72 hours over a change to summer time.
- Days, weeks and months keep the local time of day: 3 days after Friday 10:00 is Monday 10:00. A month that
  lacks the day ends on its last one.
- Working days are 24 hours of working-day time: Friday 15:00 and one working day is Monday 15:00. When the count
  ends with a day (it began on a day off), the last second of that day is the due instant, so that the day shown
  is the day that counts.

Pauses are measured on the same line as the length: local time for days, absolute time for hours.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sojourn.grammar.clocks.working_days import is_worked
from sojourn.grammar.packs import Span
from sojourn.kernel import moment

Pause: TypeAlias = tuple[datetime, datetime | None]
_Stretch: TypeAlias = tuple[datetime, datetime]

LONGEST_DAYS = 36_525
_END_OF_TIME = datetime(9999, 12, 31)  # noqa: DTZ001 - on a line without zones
_ABSOLUTE = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


def due(
    length: Span,
    started: datetime,
    pauses: Sequence[Pause] = (),
    country: str | None = None,
    zone: tzinfo | str = UTC,
    now: datetime | None = None,
) -> datetime:
    """Return the aware UTC instant at which `length`, begun at `started`, is over.

    A pause without an end lasts until `now` (default: the kernel's clock), so a paused clock is always due later.
    `country` (ISO 3166-1) and `zone` (the office's) matter for days only. Raises ValueError for a length below
    zero or above 100 years, and for a `started` without offset.
    """
    if started.tzinfo is None:
        raise ValueError("a clock starts at an instant: give its offset")
    line = UTC if length.unit in _ABSOLUTE else ZoneInfo(zone) if isinstance(zone, str) else zone
    begin = _on(line, started)
    until = moment.now() if now is None else now
    stops = _merged([(_on(line, a), _on(line, b or max(a, until))) for a, b in pauses], begin)
    if length.unit == "working_days":
        end = _walk_working_days(begin, _whole(length), stops, country)
    else:
        end = _walk(_running(begin, _END_OF_TIME, stops), _duration(length, begin), begin)
    return end.replace(tzinfo=line).astimezone(UTC)


def earlier(length: Span, instant: datetime, country: str | None = None, zone: tzinfo | str = UTC) -> datetime:
    """Return the instant that lies `length` before `instant` (for a warning ahead of the due instant)."""
    line = UTC if length.unit in _ABSOLUTE else ZoneInfo(zone) if isinstance(zone, str) else zone
    end = _on(line, instant)
    if length.unit == "months":
        begin = _months_later(end, -_whole(length))
    elif length.unit == "working_days":
        begin = end
        for _ in range(_whole(length)):
            begin -= timedelta(days=1)
            while not is_worked(begin.date(), country):
                begin -= timedelta(days=1)
    else:
        begin = end - _duration(length, end)
    return begin.replace(tzinfo=line).astimezone(UTC)


def _on(line: tzinfo, instant: datetime) -> datetime:
    return instant.astimezone(line).replace(tzinfo=None)


def _whole(length: Span) -> int:
    number = round(length.amount)
    if number != length.amount or not 0 <= number <= LONGEST_DAYS:
        raise ValueError(f"{length.amount} {length.unit}: a whole number from 0 to {LONGEST_DAYS} is needed")
    return number


def _duration(length: Span, begin: datetime) -> timedelta:
    if length.unit == "months":
        return _months_later(begin, _whole(length)) - begin
    one = _ABSOLUTE.get(length.unit) or timedelta(days=7 if length.unit == "weeks" else 1)
    if not 0 <= length.amount * one.total_seconds() <= LONGEST_DAYS * 86_400:
        raise ValueError(f"{length.amount} {length.unit} is no length of a clock")
    return length.amount * one


def _months_later(begin: datetime, months: int) -> datetime:
    count = begin.year * 12 + begin.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return begin.replace(year=year, month=month, day=min(begin.day, calendar.monthrange(year, month)[1]))


def _merged(stops: list[_Stretch], begin: datetime) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for first, last in sorted(stops):
        first, last = max(first, begin), max(last, begin)
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        elif last > first:
            merged.append((first, last))
    return merged


def _running(begin: datetime, end: datetime, stops: Sequence[_Stretch]) -> Iterator[_Stretch]:
    for first, last in stops:
        if last <= begin:
            continue
        if first >= end:
            break
        if first > begin:
            yield begin, first
        begin = last
    if begin < end:
        yield begin, end


def _walk(running: Iterator[_Stretch], length: timedelta, end: datetime) -> datetime:
    for first, last in running:
        if length <= last - first:
            return first + length if length else end
        length -= last - first
        end = last
    return end


def _walk_working_days(begin: datetime, days: int, stops: Sequence[_Stretch], country: str | None) -> datetime:
    if not days:
        return begin
    end = _walk(_working_time(begin, stops, country), timedelta(days=days), begin)
    return end - timedelta(seconds=1) if end.time() == time.min else end


def _working_time(begin: datetime, stops: Sequence[_Stretch], country: str | None) -> Iterator[_Stretch]:
    day = begin.date()
    while day < date.max:
        following = day + timedelta(days=1)
        if is_worked(day, country):
            opens = max(begin, datetime.combine(day, time.min))
            yield from _running(opens, datetime.combine(following, time.min), stops)
        day = following
