"""Claims and the keys made of them are written together or not at all, also when the database goes away in between."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.ingest.people import PeopleWriter
from sojourn.cases.actions.ingest.sets import Bulk, put
from sojourn.kernel import ids
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import claim_particulars, claiming, open_person, withdraw_claim
from sojourn.subjects.models import NameClaim, Person, PersonKeys, Subject
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.records import Known

OAK = Particulars(family_name="Sindiyan", given_names="Testperson", birth="1985-03-04")
ELM = Particulars(family_name="Elm", given_names="Testperson")


@pytest.fixture
def office(transactional_db):
    return Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")


@pytest.fixture
def machine(office):
    return Viewer.machine("test", [office])


def gone(*_words, **_named):
    """The server ends the connection: what a crash between two statements looks like from here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def in_a_session_of_its_own(machine, do):
    """Run `do` on a connection that may break; say whether it did."""
    broke = []

    def run():
        try:
            with seen_by(machine):
                do()
        except DatabaseError:
            broke.append(True)
        finally:
            connection.close()

    one = threading.Thread(target=run)
    one.start()
    one.join(30)
    return bool(broke)


def state(machine):
    """What is claimed, and by which keys it is found."""
    with seen_by(machine):
        claims = sorted(NameClaim.objects.values_list("person", "full", "withdrawn_at"), key=str)
        keys = sorted((row.subject_id, tuple(row.keys)) for row in PersonKeys.objects.all())
        return claims, keys, Person.objects.count(), Subject.objects.count()


def test_a_claim_without_its_keys_is_not_kept(office, machine, monkeypatch):
    with seen_by(machine):
        oak = open_person(office=office, particulars=OAK, by=machine)
    before = state(machine)
    monkeypatch.setattr(claiming, "index_person", gone)

    assert in_a_session_of_its_own(machine, lambda: claim_particulars(person=oak.person, particulars=ELM, by=machine))
    assert state(machine) == before


def test_a_claim_is_not_taken_back_without_its_keys(office, machine, monkeypatch):
    with seen_by(machine):
        oak = open_person(office=office, particulars=OAK, by=machine)
        claim = oak.person.nameclaim_set.get()
    before = state(machine)
    monkeypatch.setattr(claiming, "index_person", gone)

    assert in_a_session_of_its_own(machine, lambda: withdraw_claim(claim=claim, by=machine))
    assert state(machine) == before


def test_keys_without_the_trail_are_not_kept_either(office, machine, monkeypatch):
    """The audit row comes last: when it fails, claims and keys are gone together."""
    monkeypatch.setattr(claiming, "note", gone)

    assert in_a_session_of_its_own(machine, lambda: open_person(office=office, particulars=OAK, by=machine))
    assert state(machine) == ([], [], 0, 0)


def test_an_import_cut_off_leaves_neither_people_nor_keys(office, machine, monkeypatch):
    from sojourn.cases.actions.ingest import sets

    def cut(model, *words):
        gone() if model is PersonKeys else put(model, *words)

    def take():
        from django.db import transaction

        bulk = Bulk()
        PeopleWriter(bulk, office, "", machine, iter(ids.new_ids(1))).take(OAK)
        with transaction.atomic():
            bulk.write()

    monkeypatch.setattr(sets, "put", cut)
    assert in_a_session_of_its_own(machine, take)
    assert state(machine) == ([], [], 0, 0)
    monkeypatch.setattr(sets, "put", put)
    assert not in_a_session_of_its_own(machine, take)
    claims, keys, people, _ = state(machine)
    assert (len(claims), len(keys), people) == (1, 1, 1)
    assert list(keys[0][1]) == Known.of(OAK).index().keys
