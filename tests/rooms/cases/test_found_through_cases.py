"""A person is found in every office of their cases, and through a sealed case only by those who hold its seal there."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import Joining, open_case
from sojourn.cases.models import Case
from sojourn.cases.queries.persons import people_seen
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import rewrite_older_keys
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.particulars import Particulars

HAZEL = Particulars(family_name="Hazel", given_names="Amina", birth="1985", sex="F")


def found(viewer, text="Amina Hazel"):
    with seen_by(viewer):
        return [subject.label for subject in people_seen(viewer, text)]


def opened(house, pack, by, **words):
    with seen_by(by):
        return open_case(pack=pack, office=house.north, members=[Joining("principal", None, HAZEL)], by=by, **words)


def test_the_receiving_office_finds_whom_it_receives(house):
    by = house.who("caseworker")
    opened(house, "shelter", by, receiving_office=house.south)

    assert found(house.who("caseworker", "south")) == ["Amina Hazel"]


def test_another_office_finds_nobody_until_it_receives_the_case(house):
    by = house.who("caseworker")
    case = opened(house, "shelter", by)
    assert found(house.who("caseworker", "south")) == []

    with seen_by(by):
        Case.objects.filter(pk=case.pk).update(receiving_office=house.south)
    assert found(house.who("caseworker", "south")) == ["Amina Hazel"]


def test_an_open_person_in_a_sealed_case_elsewhere_is_found_there_under_the_seal_alone(house):
    by = house.who("caseworker")
    subject = opened(house, "shelter", by).subject
    machine = Viewer.machine("test", [house.north, house.south], ["quiet"])
    with seen_by(machine):
        members = [Joining("principal", subject)]
        open_case(pack="quiet_help", office=house.south, members=members, by=machine)

    assert found(house.who("caseworker", "south")) == []
    assert found(house.who("caseworker", "south", "quiet")) == ["Amina Hazel"]


def test_whoever_receives_a_sealed_case_finds_the_person_once_the_worker_has_been(house):
    by = house.who("caseworker", "north", "quiet")
    opened(house, "quiet_help", by, receiving_office=house.south)
    machine = Viewer.machine("test", [house.north, house.south], ["quiet"])
    with seen_by(machine):
        rewrite_older_keys()
        assert PersonKeys.objects.count() == 2

    assert found(house.who("caseworker", "south", "quiet")) == ["Amina Hazel"]
    assert found(house.who("caseworker", "south")) == found(house.who("caseworker", "north")) == []
