"""Words for spans, instants and reasons."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from sojourn.kernel import moment
from sojourn.kernel.refused import Reason
from sojourn.web.cases.clocks import clock_shown
from sojourn.web.wording import left, role_names, when, why, whys

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_noon():
    with moment.travelling(NOON), timezone.override(UTC), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (timedelta(hours=5), "5 hours left"),
        (timedelta(days=-2), "2 days over"),
        (timedelta(minutes=1), "1 minute left"),
    ],
)
def test_a_deadline_says_how_far_away_it_is(due, words):
    assert left(NOON + due) == words


def test_spans_are_written_in_the_readers_language():
    with translation.override("ar"):
        assert "ساعات" in left(NOON + timedelta(hours=5))


def test_today_needs_no_date():
    assert when(NOON.replace(hour=9, minute=5)) == "today, 09:05"
    assert when(NOON - timedelta(days=1)) == "1 Mar, 12:00"


def test_a_reason_names_roles_and_its_rule():
    said = why(Reason("AVRR-R05", "This step belongs to: {roles}.", {"roles": "counsellor,caseworker"}))

    assert said.text == "This step belongs to: Counsellor or Caseworker."
    assert said.rule == "AVRR-R05"


def test_an_instant_in_a_reason_is_told_in_office_time():
    said = why(Reason("role", "Not before {until}.", {"until": "2026-03-04T10:00:00+01:00"}))

    assert said.text == "Not before 4 Mar, 09:00."
    assert said.rule == ""


def test_the_same_words_are_said_once():
    assert len(whys([Reason("a", "No."), Reason("b", "No.")])) == 1


def test_an_unknown_role_keeps_its_code():
    assert role_names(["gardener"]) == "gardener"


@pytest.mark.parametrize(
    ("due", "waits", "tone"),
    [
        (timedelta(days=5), False, "open"),
        (timedelta(hours=30), False, "soon"),
        (timedelta(hours=-1), False, "over"),
        (timedelta(hours=30), True, "soon"),
        (timedelta(hours=-1), True, "open"),
    ],
)
def test_a_wait_that_is_over_is_good_and_a_deadline_that_is_over_is_not(due, waits, tone):
    assert clock_shown("Clock", NOON + due, waits=waits).tone == tone
