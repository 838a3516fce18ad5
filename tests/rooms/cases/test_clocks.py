"""Clocks start with what happened, pause on hold, escalate once, and stop."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import escalate_due_clocks, hold_case, lift_hold, move_case, record_entry
from sojourn.cases.models import Alert, ClockRun, Task
from sojourn.jobs.worker import take_round
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by

pytestmark = pytest.mark.django_db

ASKED = {"asked_on": "2026-03-01", "nights": "3"}


def due(clock):
    return ClockRun.objects.get(clock=clock).due_at


def test_a_clock_warns_before_and_raises_the_alarm_after_and_does_nothing_twice(opened, house, at):
    worker = Viewer.machine("worker", [house.north])
    with seen_by(worker):
        assert due("reply") == datetime(2026, 3, 12, 9, tzinfo=UTC)
        with at(days=7):
            assert escalate_due_clocks(by=worker) == 0
        with at(days=8, minutes=1):
            assert escalate_due_clocks(by=worker) == 1
            assert escalate_due_clocks(by=worker) == 0
        assert Task.objects.filter(code="reply_soon").count() == 1
        assert not Alert.objects.exists()
        with at(days=11):
            assert escalate_due_clocks(by=worker) == 1
            assert escalate_due_clocks(by=worker) == 0
        assert [alert.code for alert in Alert.objects.all()] == ["reply_late"]


def test_time_on_hold_does_not_count_for_a_limit_but_does_for_a_wait(opened, caseworker, at):
    with at(hours=1):
        record_entry(case=opened.case, form="request", answers=ASKED, by=caseworker)
        hold_case(case=opened.case, reason="papers", by=caseworker)
    with at(hours=49):
        lift_hold(case=opened.case, by=caseworker)
    assert due("reply") == datetime(2026, 3, 14, 9, tzinfo=UTC)
    assert due("thinking") == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_a_paused_clock_is_looked_at_again_before_it_escalates(opened, caseworker, house, at):
    with at(hours=1):
        hold_case(case=opened.case, reason="papers", by=caseworker)
    worker = Viewer.machine("worker", [house.north])
    with seen_by(worker), at(days=30):
        escalate_due_clocks(by=worker)
        assert not Task.objects.filter(code="reply_soon").exists()
        assert not Alert.objects.exists()


def test_the_waiting_time_stands_in_the_refusal(opened, caseworker, house, at):
    safe = {"needs": ["bed"], "danger": "no"}
    with at():
        record_entry(case=opened.case, form="request", answers=ASKED, by=caseworker)
        for member in (opened.alder, opened.child):
            record_entry(case=opened.case, form="needs", member=member, answers=safe, by=caseworker)
        move_case(case=opened.case, transition="check", by=caseworker)
    reviewer = house.who("reviewer")
    with seen_by(reviewer):
        with at(hours=23), pytest.raises(Refused, match="49 hours left to think") as refused:
            move_case(case=opened.case, transition="house", by=reviewer)
        assert refused.value.codes == ("SHEL-R03",)
        with at(hours=72):
            assert move_case(case=opened.case, transition="house", by=reviewer).stage == "housed"


def test_the_worker_looks_in_every_office_and_at_sealed_cases_too(opened, house, at):
    with at(days=11):
        assert take_round().cases == 1
        assert take_round().cases == 0
    with seen_by(Viewer.machine("test", [house.north])):
        assert Alert.objects.get().code == "reply_late"
