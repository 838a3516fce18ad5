"""A sealed case is not there for whoever lacks its seal, and never changes what is known in the open."""

from __future__ import annotations

import pytest
from django.db import connection

from sojourn.accounts.viewer import NOBODY
from sojourn.cases.actions import Joining, open_case, record_entry
from sojourn.cases.models import Case, Entry, Fact, Member
from sojourn.cases.queries import case_for, facts_of
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.models import NameClaim, NameWord, Person, Subject
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries import people_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(house):
    return house.who("protection_officer", "north", "quiet")


@pytest.fixture
def sealed(house, keeper, at):
    """A sealed case about somebody known nowhere else."""
    with seen_by(keeper), at():
        elm = Particulars(family_name="Elm", given_names="Mockson", sex="M")
        return open_case(pack="quiet_help", office=house.north, members=[Joining("principal", None, elm)], by=keeper)


def test_neither_case_nor_person_nor_number_is_there_for_the_office(sealed, house, keeper):
    outsider = house.who("office_manager")
    with seen_by(outsider):
        for key in (sealed.pk, sealed.number):
            with pytest.raises(Case.DoesNotExist):
                case_for(outsider, key)
        assert people_named(outsider, "elm") == []
        for table in (Case, Member, Entry, Fact, Subject, Person, NameWord):
            assert not table.objects.exists()
    with seen_by(keeper):
        assert case_for(keeper, sealed.number).pk == sealed.pk


def test_the_same_seal_in_another_office_opens_nothing(sealed, house):
    elsewhere = house.who("protection_officer", "south", "quiet")
    with seen_by(elsewhere):
        assert not Case.objects.exists()


def test_without_the_seal_nobody_opens_a_sealed_case(house, caseworker, at):
    with at(), pytest.raises(Refused) as refused:
        open_case(
            pack="quiet_help", office=house.north, by=caseworker,
            members=[Joining("principal", None, Particulars(family_name="Elm"))],
        )  # fmt: skip
    assert refused.value.codes == ("permission",)


def test_what_is_said_in_a_sealed_case_stays_there(opened, caseworker, keeper, house, at):
    with at(), seen_by(keeper):
        case = open_case(
            pack="quiet_help", office=house.north, members=[Joining("principal", opened.alder.subject)], by=keeper
        )
        member = Member.objects.get(case=case)
        answers = {"alias": "Ash", "sex": "X"}
        record_entry(case=case, form="talk", member=member, answers=answers, by=keeper)
        inside = facts_of(case).members[0]
        assert (inside.name, inside.values["member.sex"]) == ("Ash", "X")
    with seen_by(caseworker):
        person = Person.objects.get(pk=opened.alder.subject_id)
        assert (person.family_name, person.sex) == ("Alder", "F")
        assert not NameClaim.objects.filter(family="Ash").exists()
        assert people_named(caseworker, "ash") == []
    with seen_by(keeper):
        assert [one.pk for one in people_named(keeper, "ash")] == [person.pk]


def test_an_open_case_about_a_sealed_person_shows_the_person_and_not_the_sealed_case(sealed, house, keeper, at):
    person = sealed.subject
    with seen_by(keeper), at():
        open_case(pack="shelter", office=house.north, members=[Joining("principal", person)], by=keeper)
    outsider = house.who("caseworker")
    with seen_by(outsider):
        assert [one.pk for one in people_named(outsider, "elm")] == [person.pk]
        assert not NameClaim.objects.exists()
        assert Subject.objects.get().pk == person.pk
        assert [case.pack for case in Case.objects.all()] == ["shelter"]


def test_row_security_alone_hides_it_from_plain_sql(sealed, house):
    with seen_by(house.who("office_manager")), connection.cursor() as cursor:
        for table in ("cases_case", "cases_member", "cases_fact", "subjects_subject", "subjects_nameclaim"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_with_nobody_looking_nothing_is_there(opened):
    with seen_by(NOBODY), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone() == (0,)
