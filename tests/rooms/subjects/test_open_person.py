"""A person is opened with claims, and found again in any script by those who may see them."""

from __future__ import annotations

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.kernel import ids
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import claim_particulars, open_person
from sojourn.subjects.models import NameClaim, Subject
from sojourn.subjects.particulars import Paper, Particulars
from sojourn.subjects.queries import claims_of, people_named, subject_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")


@pytest.fixture
def south():
    return Office.objects.create(code="south", name="South", country="GEO", zone="Asia/Tbilisi")


def caseworker(office, *compartments):
    return Viewer(
        ids.new_id(), "Testperson Worker", "en", (Post(office.pk, office.code, "caseworker", frozenset(compartments)),)
    )


def test_names_in_two_scripts_stand_side_by_side_and_both_are_found(office):
    viewer = caseworker(office)
    with seen_by(viewer):
        subject = open_person(
            office=office, particulars=Particulars.of({"family_name": "Alder", "given_names": "Amina"}), by=viewer
        )
        claim_particulars(
            person=subject.person, particulars=Particulars(family_name="ألدر", given_names="أمينة"), by=viewer
        )
        assert [subject.pk for subject in people_named(viewer, "ald ami")] == [subject.pk]
        assert people_named(viewer, "ألدر")[0].pk == subject.pk
        assert {claim.script for claim in claims_of(viewer, subject.person).names} == {"Latn", "Arab"}


def test_another_office_finds_nothing(office, south):
    viewer, outsider = caseworker(office), caseworker(south)
    with seen_by(viewer):
        subject = open_person(office=office, particulars=Particulars.of({"family_name": "Alder"}), by=viewer)
    with seen_by(outsider):
        assert people_named(outsider, "alder") == []
        assert not NameClaim.objects.exists()
        with pytest.raises(Subject.DoesNotExist):
            subject_for(outsider, subject.pk)


@pytest.mark.parametrize(
    ("particulars", "code"),
    [
        (Particulars(family_name="Alder", birth="2999"), "birth_in_future"),
        (Particulars(family_name="Alder", birth="1850"), "birth_too_early"),
        (Particulars(family_name="Alder", birth="31.12.1990"), "birth_unreadable"),
        (Particulars(papers=(Paper(kind="passport", mrz="P<UTO"),)), "mrz_unreadable"),
        (Particulars(papers=(Paper(issued_on="2024-01-01", expires_on="2023-01-01"),)), "expiry_before_issue"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_reason(office, particulars, code):
    viewer = caseworker(office)
    with seen_by(viewer), pytest.raises(Refused) as refused:
        open_person(office=office, particulars=particulars, by=viewer)
    assert refused.value.codes == (code,)
    with seen_by(viewer):
        assert not Subject.objects.exists()
