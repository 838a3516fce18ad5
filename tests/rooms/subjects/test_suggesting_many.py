"""Everybody is compared at once: as exactly as one by one, cut off without harm, and never over fresh words."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from sojourn.audit.models import Event
from sojourn.jobs.worker import keep_identities
from sojourn.jobs.worker.identities import is_worth_it
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.actions import claim_particulars, open_person, suggest_many_pairs, suggest_pairs, suggesting_many
from sojourn.subjects.actions.suggesting import COMPARING
from sojourn.subjects.models import LikelyPair, PersonKeys
from sojourn.subjects.particulars import Particulars

pytestmark = pytest.mark.django_db

GIVEN = ("Amina", "Amena", "Daniil", "Danil", "Farida", "Feride")
TREES = ("Hazel", "Hasel", "Quercus", "Zelkova", "Rowanberry")


@pytest.fixture
def crowd(town):
    """Thirty people of whom many look alike, every seventh of them behind a seal."""
    with seen_by(town.machine):
        for number, (given, tree) in enumerate((given, tree) for given in GIVEN for tree in TREES):
            said = Particulars(given_names=given, family_name=tree, birth=f"19{80 + number % 3}-03-04", sex="F")
            seal = "thb" if number % 7 == 6 else ""
            open_person(office=town.offices.north, particulars=said, by=town.machine, compartment=seal)
    return town


def pairs(**band):
    return {
        (row.left_id, row.right_id, tuple(row.seals)): round(row.probability, 6)
        for row in LikelyPair.objects.filter(**band)
    }


def test_all_at_once_finds_what_one_after_the_other_finds(crowd):
    with seen_by(crowd.machine):
        suggest_pairs()
        one_by_one, likely = pairs(), pairs(band="likely")
        LikelyPair.objects.all().delete()
        PersonKeys.objects.update(compared=False)
        done = suggest_many_pairs(by=crowd.machine)

        assert len(likely) > 10
        assert pairs(band="likely") == likely
        assert pairs().items() <= one_by_one.items(), "to the same probability, and under the same seals"
        assert any(seals for *_, seals in likely)
        assert not PersonKeys.objects.filter(compared=False).exists()
        assert done.pairs == len(pairs())


def test_cut_off_between_two_transactions_it_goes_on_where_it_was(crowd, monkeypatch):
    monkeypatch.setattr(suggesting_many, "BATCH", 10)

    def cut(stage, done, of):
        if stage == "keep" and done == 20:
            raise KeyboardInterrupt

    with seen_by(crowd.machine):
        people = PersonKeys.objects.values("subject").distinct().count()
        with pytest.raises(KeyboardInterrupt):
            suggest_many_pairs(by=crowd.machine, tell=cut)
        left = PersonKeys.objects.filter(compared=False).values("subject").distinct().count()
        again = suggest_many_pairs(by=crowd.machine)
        kept = pairs()
        PersonKeys.objects.update(compared=False)
        suggest_many_pairs(by=crowd.machine)

        assert (left, again.rows) == (people - 20, people - 20)
        assert pairs() == kept


def test_whoever_changes_meanwhile_is_compared_once_more(crowd):
    alder = crowd.people["alder"]

    def change(stage, done, of):
        if stage == "compare":
            claim_particulars(person=alder.person, particulars=Particulars(birth="1990"), by=crowd.machine)

    with seen_by(crowd.machine):
        suggest_many_pairs(by=crowd.machine, tell=change)

        assert list(PersonKeys.objects.filter(compared=False).values_list("subject", flat=True)) == [alder.pk]


def test_those_already_compared_are_met_but_not_touched(crowd):
    with seen_by(crowd.machine):
        suggest_many_pairs(by=crowd.machine)
        before = pairs()
        LikelyPair.objects.update(probability=0.5)
        said = Particulars(given_names="Amina", family_name="Hazel", birth="1980-03-04", sex="F")
        new = open_person(office=crowd.offices.north, particulars=said, by=crowd.machine)
        suggest_many_pairs(by=crowd.machine)
        after = pairs()

    fresh = {pair for pair in after if new.pk in pair[:2]}
    assert fresh
    assert {pair: chance for pair, chance in after.items() if pair not in fresh} == dict.fromkeys(before, 0.5)


def test_the_trail_says_that_it_was_done_and_nothing_of_whom(crowd):
    with seen_by(crowd.machine):
        suggest_many_pairs(by=crowd.machine)
    with whole_chain():
        told = Event.objects.filter(action="identity.compared")

        assert [(one.kind, one.office_id, one.detail) for one in told] == [("rules", None, "{}")]


def test_many_who_wait_are_worth_it_few_are_not(crowd, monkeypatch):
    from sojourn.jobs.worker import identities

    with seen_by(crowd.machine):
        assert not is_worth_it(60)
        monkeypatch.setattr(identities, "MANY", 10)
        assert is_worth_it(60)
        assert not is_worth_it(0.001), "there is no time for it"
    told = []
    keep_identities(crowd.machine, tell=lambda kept: told.append(kept.stage))
    assert {"read", "compare", "keep"} <= set(told)


@pytest.mark.django_db(transaction=True)
def test_one_compares_at_a_time(crowd):
    held, over = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [COMPARING])
            held.set()
            over.wait(10)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [COMPARING])
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    with seen_by(crowd.machine):
        busy = suggest_many_pairs(by=crowd.machine).rows, suggest_pairs().rows
    over.set()
    other.join(10)
    with seen_by(crowd.machine):
        free = suggest_many_pairs(by=crowd.machine).rows

    assert busy == (0, 0)
    assert free > 0
