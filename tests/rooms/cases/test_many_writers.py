"""F4: many writers on few records. Nothing is lost, the loser is told, a deadlock is tried again."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction

from sojourn.audit.action import action
from sojourn.cases.actions import Conflict, Joining, open_case, record_entry
from sojourn.cases.models import Case, Entry
from sojourn.cases.queries import current_entry
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars


@pytest.fixture(params=[4])
def records(request, transactional_db, house):
    """Cases that are really there, four unless the test says otherwise."""
    caseworker = house.who("caseworker")
    person = Particulars(family_name="Alder")
    with seen_by(caseworker):
        return [
            open_case(pack="shelter", office=house.north, members=[Joining("principal", None, person)], by=caseworker)
            for _ in range(request.param)
        ]


def add_one(house, case, tries):
    """Read a number and write it one higher, again and again until nobody else was quicker; return the tries."""
    viewer = house.who("caseworker")
    with seen_by(viewer):
        for attempt in range(tries):
            seen = current_entry(case, "request")
            nights = seen.answers["nights"] if seen else 0
            answers = {"asked_on": "2026-03-01", "nights": nights + 1}
            try:
                record_entry(case=case, form="request", answers=answers, by=viewer,
                             expected_version=seen.revision if seen else 0)  # fmt: skip
                return attempt
            except Conflict:
                continue
    raise AssertionError("never got a turn")


def let_them_write(house, records, writers, writes):
    chance = random.Random(4)
    wanted = [chance.choice(records) for _ in range(writes)]

    def work(case):
        try:
            return add_one(house, case, tries=400)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(writers) as pool:
        told = list(pool.map(work, wanted))
    return Counter(case.pk for case in wanted), told


def check_history(house, expected):
    viewer = house.who("caseworker")
    with seen_by(viewer):
        for case in Case.objects.all():
            entries = list(Entry.objects.filter(case=case, form="request").order_by("revision"))
            assert [entry.revision for entry in entries] == list(range(1, expected[case.pk] + 1))
            assert [entry.answers["nights"] for entry in entries] == list(range(1, expected[case.pk] + 1))
            assert case.version >= len(entries)


@pytest.mark.django_db(transaction=True)
def test_no_update_is_lost_and_every_loser_is_told(house, records):
    expected, told = let_them_write(house, records, writers=8, writes=24)
    check_history(house, expected)
    assert len(told) == 24


@pytest.mark.nightly
@pytest.mark.parametrize("records", [100], indirect=True)
@pytest.mark.django_db(transaction=True)
def test_fifty_writers(house, records):
    expected, told = let_them_write(house, records, writers=50, writes=1_000)
    check_history(house, expected)
    assert len(told) == 1_000


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_is_tried_again_and_both_get_through(house, records, owner_dsn):
    """An action that locks one case, and then another that somebody else holds and who wants the first."""
    first, second = records[:2]
    tried, wanting = [], []
    rival = psycopg.connect(owner_dsn)
    rival.execute("SET deadlock_timeout = '1h'")
    viewer = house.who("caseworker")

    @action
    def in_a_circle(*, by):
        tried.append(1)
        # Tried again, it lets the other through first: who of two waiting is served is the server's choice.
        for other in wanting:
            other.result()
        Case.objects.select_for_update().get(pk=first.pk)
        if len(tried) == 1:
            rival.execute("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [second.pk])
            wanting.append(pool.submit(_then_want, rival, first.pk))
            wait_until_it_waits(owner_dsn)
        return Case.objects.select_for_update().get(pk=second.pk)

    with ThreadPoolExecutor(1) as pool, seen_by(viewer):
        assert in_a_circle(by=viewer).pk == second.pk
    rival.close()
    assert len(tried) == 2


def _then_want(rival, key):
    rival.execute("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [key])
    rival.rollback()


def wait_until_it_waits(dsn):
    import time

    with psycopg.connect(dsn, autocommit=True) as watch:
        for _ in range(200):
            found = watch.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            ).fetchone()
            if found[0]:
                return
            time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_of_somebody_else_a_deadlock_is_not_hidden(house):
    @action
    def unlucky(*, by):
        raise OperationalError from psycopg.errors.DeadlockDetected("deadlock")

    with transaction.atomic(), pytest.raises(OperationalError):
        unlucky(by=house.who("caseworker"))
    assert connection.in_atomic_block is False
