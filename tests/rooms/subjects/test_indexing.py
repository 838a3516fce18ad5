"""The keys that find a person are written with the claims, apart for each seal, the same in whatever way they come."""

from __future__ import annotations

import pytest

from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import Seal, claim_channel, claim_particulars, open_person, unseal_subject, withdraw_claim
from sojourn.subjects.actions.indexing import index_people, rewrite_older_keys
from sojourn.subjects.actions.taking_in import TakenIn, claims_of
from sojourn.subjects.models import ContactChannel, PersonKeys
from sojourn.subjects.particulars import Paper, Particulars
from sojourn.subjects.queries.alike import with_keys
from sojourn.subjects.queries.keeping import has_older_keys, keys_kept
from sojourn.subjects.records import RULES, Known

pytestmark = pytest.mark.django_db

HAZEL = Particulars(
    family_name="Hazel", given_names="Amina", birth="1985-03-04", sex="F", nationalities=("SYR",),
    phone="+49 30 123456", papers=(Paper(kind="passport", number="N 12-34", issuing_state="SYR"),),
)  # fmt: skip


def keys(subject, compartment=""):
    return set(PersonKeys.objects.get(subject=subject, compartment=compartment).keys)


def found(*keys):
    return set(with_keys(keys, 100))


def test_what_is_claimed_is_found_by_at_once(town):
    with seen_by(town.machine):
        hazel = open_person(office=town.offices.north, particulars=HAZEL, by=town.machine)
        before = keys(hazel)
        claim_particulars(person=hazel.person, particulars=Particulars(family_name="Linden"), by=town.machine)

        assert sorted(before) == Known.of(HAZEL).index().keys
        assert keys(hazel) > before


def test_a_claim_taken_back_finds_nobody_any_more(town):
    with seen_by(town.machine):
        hazel = open_person(office=town.offices.north, particulars=HAZEL, by=town.machine)
        channel = claim_channel(
            person=hazel.person, channel=ContactChannel(kind="phone", value="+49 40 987654"), by=town.machine
        )
        wanted = {key for key in keys(hazel) if key.endswith("40987654")}
        assert wanted
        withdraw_claim(claim=channel, by=town.machine)

        assert not wanted & keys(hazel)


def test_what_a_seal_hides_makes_no_key_in_the_open(town):
    north = town.offices.north
    with seen_by(town.machine):
        hazel = open_person(office=north, particulars=HAZEL, by=town.machine)
        before = keys(hazel)
        former = Particulars(family_name="Quercus", given_names="Amina")
        claim_particulars(person=hazel.person, particulars=former, by=town.machine, seal=Seal("thb", north.pk))

        assert keys(hazel) == before
        # How a word begins, others share.
        sealed = {key for key in keys(hazel, "thb") - before if not key.endswith("*")}
    assert sealed
    with seen_by(town.viewers["north"]):
        assert found(*sealed) == set()
        assert PersonKeys.objects.filter(subject=hazel).count() == 1
    with seen_by(town.viewers["officer"]):
        assert found(*sealed) == {hazel.pk}


def test_another_office_finds_nobody_by_keys(town):
    alder = town.people["alder"]
    with seen_by(town.machine):
        wanted = keys(alder)
    with seen_by(town.viewers["south"]):
        assert alder.pk not in found(*wanted)
    with seen_by(town.viewers["north"]):
        assert alder.pk in found(*wanted)


def test_a_person_known_in_the_open_at_last_is_found_there(town):
    gorse = town.people["gorse"]
    with seen_by(town.machine):
        unseal_subject(subject=gorse, by=town.machine)
        wanted = keys(gorse)
    with seen_by(town.viewers["north"]):
        assert gorse.pk in found(*wanted)


def test_an_import_writes_the_keys_that_the_form_would_write(town):
    with seen_by(town.machine):
        hazel = open_person(office=town.offices.north, particulars=HAZEL, by=town.machine)
        rows = claims_of(TakenIn(str(hazel.pk), town.offices.north.pk, HAZEL, None, None, hazel.created_at))
        (imported,) = [dict(zip(columns, row, strict=True)) for table, columns, row in rows if table is PersonKeys]

        assert set(imported["keys"]) == keys(hazel)


def test_rows_of_an_older_version_are_written_anew(town):
    alder = town.people["alder"]
    with seen_by(town.machine):
        before = keys(alder)
        PersonKeys.objects.filter(subject=alder).update(keys=["old"], rules="0", compared=True)

        assert index_people([alder.pk]) == 1
        row = PersonKeys.objects.get(subject=alder)
    assert (set(row.keys), row.rules, row.compared) == (before, RULES, False)


def test_older_keys_are_written_anew_bit_by_bit_and_counted(town):
    with seen_by(town.machine):
        PersonKeys.objects.update(keys=["old"], rules="0")
        people = keys_kept().older

        assert has_older_keys()
        assert [rewrite_older_keys(batch=4), rewrite_older_keys(batch=4), rewrite_older_keys(batch=4)] == [
            4,
            people - 4,
            0,
        ]
        assert (keys_kept().older, has_older_keys()) == (0, False)


def test_a_birth_that_cannot_be_finds_nobody_and_stops_nothing():
    assert Known(names=[("Amina Hazel", "Hazel", "Amina")], births=["2999-01-01"]).index().keys
