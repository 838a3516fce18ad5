"""People are found by whatever is known of them, by those who may see them, also while keys are written anew."""

from __future__ import annotations

import pytest

from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import claim_particulars, open_person, rewrite_older_keys
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.particulars import Paper, Particulars
from sojourn.subjects.queries.alike import alike, near
from sojourn.subjects.queries.searching import people_found
from sojourn.subjects.records import Known

pytestmark = pytest.mark.django_db

OAK = Particulars(
    family_name="Sindiyan", given_names="Mohammed", birth="1985-03-04", sex="M", phone="+49 30 1234567",
    papers=(Paper(kind="passport", number="N123456", issuing_state="SYR"),),
)  # fmt: skip


@pytest.fixture
def oak(town):
    with seen_by(town.machine):
        return open_person(office=town.offices.north, particulars=OAK, by=town.machine)


def found(town, hand, text):
    viewer = town.viewers[hand]
    with seen_by(viewer):
        return [one.subject.pk for one in people_found(viewer, text)]


@pytest.mark.parametrize(
    "typed",
    ["Mohammed Sindiyan", "sindiyan mohammed", "محمد سنديان", "Мохаммед Синдиян", "Muhamad Sindian", "sindiyan 1985",
     "mohammed sind", "N123456", "+49 30 1234567", "0301234567"],
)  # fmt: skip
def test_in_any_script_and_order_with_slips_years_and_numbers(town, oak, typed):
    assert found(town, "north", typed)[:1] == [oak.pk]


@pytest.mark.parametrize("typed", ["", "h", "  ", "…", "zz qq xx"])
def test_too_short_or_unknown_finds_nobody(town, oak, typed):
    assert found(town, "north", typed) == []


def test_another_office_finds_nobody(town, oak):
    assert found(town, "south", "Mohammed Sindiyan") == []


def test_the_closest_comes_first(town, oak):
    with seen_by(town.machine):
        far = open_person(
            office=town.offices.north, by=town.machine,
            particulars=Particulars(family_name="Sindiyanin", given_names="Mohsen", birth="1990"),
        )  # fmt: skip

    assert found(town, "north", "Mohammed Sindiyan")[0] == oak.pk
    assert found(town, "north", "Mohsen Sindiyanin")[0] == far.pk


def test_a_second_name_finds_as_well(town, oak):
    with seen_by(town.machine):
        claim_particulars(person=oak.person, particulars=Particulars(family_name="Quercus"), by=town.machine)

    assert found(town, "north", "Quercus")[:1] == [oak.pk]
    assert found(town, "north", "Sindiyan")[:1] == [oak.pk]


def test_whoever_has_keys_of_an_older_version_is_found_all_the_same(town, oak):
    with seen_by(town.machine):
        PersonKeys.objects.filter(subject=oak).update(keys=["old"], rules="0")

    assert found(town, "north", "Mohammed Sindiyan") == [oak.pk]


def test_whoever_has_keys_of_an_older_version_is_shown_before_a_new_record_is_made(town, oak):
    said = Known.of(Particulars(family_name="Sindiyan", given_names="Mohammed", birth="1985"))
    viewer = town.viewers["north"]
    with seen_by(town.machine):
        PersonKeys.objects.filter(subject=oak).update(keys=["old"], rules="0")
    with seen_by(viewer):
        assert [one.subject.pk for one in alike(viewer, said)] == [oak.pk]
    with seen_by(town.viewers["south"]):
        assert alike(town.viewers["south"], said) == []


@pytest.mark.parametrize("typed", ["Mohammed Sindiyan", "sindiyan 1985", "N123456", "+49 30 1234567", "محمد سنديان"])
def test_a_search_is_right_at_every_step_of_writing_keys_anew(town, typed):
    """Half of the rows are old, half are new: nobody is missed and nobody is shown twice."""
    with seen_by(town.machine):
        twins = {open_person(office=town.offices.north, particulars=OAK, by=town.machine).pk for _ in range(2)}
        PersonKeys.objects.update(rules="0")
        while True:
            assert set(found(town, "north", typed)[:2]) == twins
            with seen_by(town.machine):
                if not rewrite_older_keys(batch=1):
                    break


def test_many_of_one_name_do_not_crowd_out_who_has_the_same_passport(town, oak):
    passport = Particulars(family_name="Zelkova", papers=OAK.papers)
    namesake = Particulars(family_name="Sindiyan", given_names="Mohammed", birth="1985-03-04")
    with seen_by(town.machine):
        other = open_person(office=town.offices.north, particulars=passport, by=town.machine)
        for _ in range(4):
            open_person(office=town.offices.north, particulars=namesake, by=town.machine)
    with seen_by(town.viewers["north"]):
        close = near(Known.of(OAK).index().keys, few=1, most=2)

    assert other.pk in close
