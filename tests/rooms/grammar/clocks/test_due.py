"""When a length of time is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.grammar.clocks import due, earlier
from sojourn.grammar.packs import Span

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_hours_are_absolute_over_the_change_to_summer_time():
    # The night to 29 March 2026 has 23 hours in Berlin: 72 hours later the clock on the wall shows one hour more.
    found = due(Span("hours", 72), at("2026-03-27T10:00+01:00"), zone=BERLIN)
    assert found == at("2026-03-30T11:00+02:00")


def test_days_keep_the_time_of_day_over_the_change_to_summer_time():
    found = due(Span("days", 3), at("2026-03-27T10:00+01:00"), zone=BERLIN)
    assert found == at("2026-03-30T10:00+02:00")


def test_a_time_of_day_that_does_not_exist_moves_on_by_the_missing_hour():
    found = due(Span("days", 1), at("2026-03-28T02:30+01:00"), zone=BERLIN)
    assert found == at("2026-03-29T03:30+02:00")


def test_weeks_and_months():
    start = at("2026-01-31T08:00+01:00")
    assert due(Span("weeks", 2), start, zone=BERLIN) == at("2026-02-14T08:00+01:00")
    assert due(Span("months", 1), start, zone=BERLIN) == at("2026-02-28T08:00+01:00")
    assert due(Span("months", 12), start, zone=BERLIN) == at("2027-01-31T08:00+01:00")


@pytest.mark.parametrize(
    ("started", "days", "country", "zone", "expected"),
    [
        # Friday and one working day is Monday, at the same time.
        ("2026-03-06T15:00+01:00", 1, "DEU", "Europe/Berlin", "2026-03-09T15:00+01:00"),
        # Good Friday and Easter Monday 2026 (3 and 6 April) are public holidays in Germany.
        ("2026-04-02T15:00+02:00", 1, "DEU", "Europe/Berlin", "2026-04-07T15:00+02:00"),
        # Egypt rests on Friday and Saturday: Thursday and one working day is Sunday.
        ("2026-02-05T12:00+02:00", 1, "EGY", "Africa/Cairo", "2026-02-08T12:00+02:00"),
        # Bahrain is not in the library; CLDR says that its weekend is Friday and Saturday.
        ("2026-02-05T12:00+03:00", 1, "BHR", "Asia/Bahrain", "2026-02-08T12:00+03:00"),
        # A start on Sunday counts from Monday morning: one working day ends with Monday.
        ("2026-03-08T11:00+01:00", 1, "DEU", "Europe/Berlin", "2026-03-09T23:59:59+01:00"),
        # No country: Saturdays and Sundays only.
        ("2026-04-02T15:00+00:00", 1, None, "UTC", "2026-04-03T15:00+00:00"),
        ("2026-03-06T15:00+01:00", 0, "DEU", "Europe/Berlin", "2026-03-06T15:00+01:00"),
        ("2026-03-02T09:00+01:00", 10, "DEU", "Europe/Berlin", "2026-03-16T09:00+01:00"),
    ],
)
def test_working_days(started: str, days: int, country: str | None, zone: str, expected: str):
    assert due(Span("working_days", days), at(started), country=country, zone=zone) == at(expected)


def test_a_pause_is_taken_out_exactly():
    start = at("2026-06-01T10:00+02:00")
    pause = (at("2026-06-02T08:00+02:00"), at("2026-06-05T20:15+02:00"))
    assert due(Span("hours", 72), start, [pause]) == at("2026-06-04T10:00+02:00") + (pause[1] - pause[0])


def test_pauses_that_overlap_or_lie_outside_count_once_or_not_at_all():
    start = at("2026-06-01T10:00+00:00")
    before = (at("2026-05-01T00:00+00:00"), at("2026-05-20T00:00+00:00"))
    across = (at("2026-05-31T10:00+00:00"), at("2026-06-01T12:00+00:00"))
    inside = (at("2026-06-01T11:00+00:00"), at("2026-06-01T13:00+00:00"))
    late = (at("2026-07-01T00:00+00:00"), at("2026-07-02T00:00+00:00"))
    found = due(Span("hours", 24), start, [inside, late, across, before])
    assert found == at("2026-06-02T13:00+00:00")


def test_a_pause_of_a_week_moves_calendar_days_by_a_week_on_the_wall():
    # The week holds the change to summer time; days count on the wall, so the hour of the day stays.
    pause = (at("2026-03-26T09:00+01:00"), at("2026-04-02T09:00+02:00"))
    found = due(Span("days", 5), at("2026-03-25T09:00+01:00"), [pause], zone=BERLIN)
    assert found == at("2026-04-06T09:00+02:00")


def test_a_pause_over_working_days_moves_by_the_working_time_it_took():
    # Held from Tuesday noon to Thursday noon: two working days more, over the weekend.
    pause = (at("2026-03-03T12:00+01:00"), at("2026-03-05T12:00+01:00"))
    found = due(Span("working_days", 4), at("2026-03-02T12:00+01:00"), [pause], "DEU", BERLIN)
    assert found == at("2026-03-10T12:00+01:00")


def test_an_open_pause_lasts_until_now():
    start, hold = at("2026-06-01T10:00+00:00"), at("2026-06-01T20:00+00:00")
    early = due(Span("hours", 24), start, [(hold, None)], now=at("2026-06-03T00:00+00:00"))
    later = due(Span("hours", 24), start, [(hold, None)], now=at("2026-06-08T00:00+00:00"))
    assert early == at("2026-06-03T14:00+00:00")
    assert later - early == timedelta(days=5)


@pytest.mark.parametrize(
    ("unit", "amount"), [("days", -1), ("hours", 1e9), ("working_days", 1.5), ("days", float("nan"))]
)
def test_a_length_that_is_none_is_refused(unit: str, amount: float):
    with pytest.raises(ValueError):
        due(Span(unit, amount), at("2026-06-01T10:00+00:00"))


def test_an_instant_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        due(Span("hours", 1), at("2026-06-01T10:00"))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span("hours", 5), "2026-03-09T10:00+01:00"),
        (Span("days", 2), "2026-03-07T15:00+01:00"),
        (Span("working_days", 2), "2026-03-05T15:00+01:00"),
        (Span("months", 1), "2026-02-09T15:00+01:00"),
    ],
)
def test_a_warning_lies_before_the_due_instant(span: Span, expected: str):
    assert earlier(span, at("2026-03-09T15:00+01:00"), "DEU", BERLIN) == at(expected)


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
PAUSES = st.lists(st.tuples(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=60))), max_size=4)
UNITS = st.sampled_from(["hours", "days", "working_days"])


@settings(max_examples=80, deadline=None)
@given(INSTANTS, st.integers(0, 60), UNITS, PAUSES)
def test_pauses_never_bring_a_due_instant_nearer(start: datetime, amount: int, unit: str, pauses: list):
    stops = [(first, first + length) for first, length in pauses]
    bare = due(Span(unit, amount), start, (), "DEU", BERLIN)
    paused = due(Span(unit, amount), start, stops, "DEU", BERLIN)
    total = sum((last - first for first, last in stops), timedelta())
    assert bare >= start
    assert paused >= bare - timedelta(hours=1)  # on the wall an hour may be lost over a change of summer time
    if unit == "hours":
        assert bare <= paused <= bare + total


@settings(max_examples=80, deadline=None)
@given(INSTANTS, st.integers(1, 40), UNITS)
def test_longer_lengths_end_later(start: datetime, amount: int, unit: str):
    assert due(Span(unit, amount), start, (), "GEO", BERLIN) > due(Span(unit, amount - 1), start, (), "GEO", BERLIN)
