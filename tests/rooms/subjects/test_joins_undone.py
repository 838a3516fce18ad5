"""Joining and taking back, in any order, leaves nothing behind and shows nobody more than before (faults.md F10)."""

from __future__ import annotations

import hashlib
import random

import pytest
from django.apps import apps
from django.db import connection, transaction

from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import judge_pair, take_back_judgement
from sojourn.subjects.models import ContactChannel, NameClaim, Subject
from sojourn.subjects.queries import identities_of

pytestmark = pytest.mark.django_db

# What judging writes: the judgements themselves, and the trail.
WRITTEN = {"subjects_judgement", "audit_event", "audit_head"}
HANDS = ("north", "south", "officer", "both", "all")
VERDICTS = ("same", "same", "same", "different", "unsure", "open")
STEPS = 7
SELDOM = 10


def tables():
    ours = (model._meta.db_table for model in apps.get_models() if model.__module__.startswith("sojourn."))
    return sorted(set(ours) - WRITTEN)


def content(town, beginning=""):
    """Every row of every table that judging must leave alone, to the byte; of those whose name begins so."""
    of_table = "coalesce((SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM {table} t), '')"
    whole = " || ".join(of_table.format(table=table) for table in tables() if table.startswith(beginning))
    with seen_by(town.machine), connection.cursor() as cursor:
        cursor.execute(f"SELECT {whole}")
        return hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()


def sight(town, hand):
    """The records and claims in sight, each by itself."""
    with seen_by(town.viewers[hand]):
        rows = [row for model in (Subject, NameClaim, ContactChannel) for row in model.objects.all()]
    return {(type(row).__name__, row.pk) for row in rows}


class Expected:
    """What should hold: the newest verdict of each pair, and who may know of it."""

    def __init__(self, town):
        self.verdicts = {}
        with_ids = {name: person.pk for name, person in town.people.items()}
        self.seen = {hand: {with_ids[name] for name in with_ids if ("Subject", with_ids[name]) in sight(town, hand)}
                     for hand in HANDS}  # fmt: skip

    def sets(self, hand):
        """The records of one person, pair by pair, as this one may know them."""
        together = {id: {id} for id in self.seen[hand]}
        for pair, verdict in self.verdicts.items():
            if verdict == "same" and pair <= self.seen[hand]:
                joined = set().union(*(together[id] for id in pair))
                together.update(dict.fromkeys(joined, joined))
        return {id: frozenset(ids) for id, ids in together.items()}


def act(town, expected, rng):
    """One random step by one random hand; what is refused changes nothing."""
    hand, verdict = rng.choice(HANDS), rng.choice(VERDICTS)
    one, other = rng.sample(sorted(town.people), 2)
    pair = frozenset((town.people[one].pk, town.people[other].pk))
    words = {"one": town.people[one], "other": town.people[other], "reason": "looked at both", "by": town.viewers[hand]}
    if not pair <= expected.seen[hand]:
        return
    with seen_by(town.viewers[hand]):
        try:
            if verdict == "open":
                take_back_judgement(**words)
            else:
                judge_pair(verdict=verdict, **words)
            expected.verdicts[pair] = verdict
        except Refused as refused:
            if not set(refused.codes) <= {"contradiction", "not_judged"}:
                raise


def undo_all(town, expected):
    """Take back every judgement that stands."""
    by_id = {person.pk: person for person in town.people.values()}
    with seen_by(town.machine):
        for pair, verdict in expected.verdicts.items():
            if verdict != "open":
                one, other = (by_id[id] for id in pair)
                take_back_judgement(one=one, other=other, reason="undone", by=town.machine)


def check(town, expected, hands=HANDS):
    for hand in hands:
        with seen_by(town.viewers[hand]):
            found = identities_of(town.viewers[hand], expected.seen[hand])
        assert found == expected.sets(hand), hand


def run(town, seeds):
    every, near = content(town), content(town, "subjects_")
    seen = {hand: sight(town, hand) for hand in HANDS}
    first = Expected(town)
    alone = first.sets("all")
    for seed in seeds:
        rng, expected = random.Random(seed), Expected.__new__(Expected)
        expected.seen, expected.verdicts = first.seen, {}
        with transaction.atomic():
            for _ in range(rng.randint(1, STEPS)):
                act(town, expected, rng)
            check(town, expected)
            assert content(town, "subjects_") == near
            undo_all(town, expected)
            expected.verdicts = {}
            assert expected.sets("all") == alone
            check(town, expected, ["all"])
            assert content(town, "subjects_") == near
            if seed % SELDOM == 0:
                assert content(town) == every
                assert {hand: sight(town, hand) for hand in HANDS} == seen, seed
            transaction.set_rollback(True)


def test_any_sequence_of_joins_and_undos_restores_everything(town):
    run(town, range(12))


@pytest.mark.nightly
def test_ten_thousand_sequences_restore_everything(town):
    run(town, range(10_000))
