"""Claims stand side by side, are taken back without disappearing, and channels say whether they are safe."""

from __future__ import annotations

import pytest
from django.db import connection

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.kernel import ids
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import (
    claim_channel,
    claim_particulars,
    open_person,
    open_subject,
    tie_to_household,
    untie_from_household,
    withdraw_claim,
)
from sojourn.subjects.models import BirthClaim, ContactChannel, NameWord, Person, Subject
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries import claims_of, people_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")


@pytest.fixture
def by(office):
    viewer = Viewer(ids.new_id(), "Testperson Worker", "en", (Post(office.pk, "north", "caseworker"),))
    with seen_by(viewer):
        yield viewer


@pytest.fixture
def person(office, by):
    alder = Particulars(family_name="Alder", given_names="Amina", birth="2008", sex="F")
    return Person.objects.get(pk=open_person(office=office, particulars=alder, by=by).pk)


def test_two_birth_dates_stand_side_by_side_and_the_latest_is_read(person, by):
    claim_particulars(person=person, particulars=Particulars(birth="2006-01-01"), source="document", by=by)
    assert {(claim.birth, claim.source) for claim in claims_of(by, person).births} == {
        ("2008", "person_said"), ("2006-01-01", "document"),
    }  # fmt: skip
    assert Person.objects.get().birth == "2006-01-01"


def test_saying_the_same_again_adds_nothing(person, by):
    before = Subject.objects.get().version
    said = Particulars(family_name="Alder", given_names="Amina", birth="2008", sex="F")
    assert claim_particulars(person=person, particulars=said, by=by) == []
    assert len(claims_of(by, person).names) == 1
    assert Subject.objects.get().version == before


def test_a_claim_that_is_taken_back_stays_readable(person, by):
    claim = BirthClaim.objects.get()
    withdraw_claim(claim=claim, by=by)
    with pytest.raises(Refused):
        withdraw_claim(claim=claim, by=by)
    (kept,) = claims_of(by, person).births
    assert kept.withdrawn_by == by.user_id


def test_a_channel_says_whether_it_is_safe_and_when(person, by):
    channel = ContactChannel(kind="phone", value="+995 555 000 000", safe=True, safe_hours="18-20", note="Ask for Ann")
    claim_channel(person=person, channel=channel, by=by)
    (kept,) = claims_of(by, person).channels
    assert (kept.safe, kept.safe_hours) == (True, "18-20")


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ({"kind": "pigeon", "value": "x"}, "channel_kind"),
        ({"kind": "phone", "value": " "}, "channel_value"),
        ({"kind": "phone", "value": "1", "safe": False, "safe_hours": "18-20"}, "channel_hours"),
    ],
)
def test_a_channel_that_makes_no_sense_is_refused(person, by, channel, code):
    with pytest.raises(Refused) as refused:
        claim_channel(person=person, channel=ContactChannel(**channel), by=by)
    assert refused.value.codes == (code,)


def test_households_have_people_for_a_time(person, office, by):
    household = open_subject(kind="household", office=office, values={"name": "Alder family"}, by=by).household
    tie = tie_to_household(household=household, person=person, relation="mother", by=by)
    with pytest.raises(Refused):
        tie_to_household(household=household, person=person, relation="mother", by=by)
    untie_from_household(tie=tie, by=by)
    with pytest.raises(Refused):
        untie_from_household(tie=tie, by=by)
    assert household.ties.get().until_at is not None


@pytest.mark.parametrize("kind", ["organisation", "place", "country", "initiative"])
def test_a_subject_need_not_be_a_person(office, by, kind):
    subject = open_subject(kind=kind, office=office, values={"name": "Fictive", "country": "UTO"}, by=by)
    assert getattr(subject, kind).country == "UTO"
    assert subject.label == "Fictive"


def test_an_unknown_kind_is_refused(office, by):
    with pytest.raises(Refused):
        open_subject(kind="ghost", office=office, values={}, by=by)


def test_a_search_uses_its_index_under_row_security(person, by):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        words = NameWord.objects.filter(word__gte="ald", word__lt="ale").values("subject_id")
        plan = words.explain()
    assert "Index Cond: ((word >= 'ald'::text) AND (word < 'ale'::text))" in plan
    assert people_named(by, "ALD")
