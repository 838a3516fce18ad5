"""Before a person joins a case, those who look alike are shown; one of them joins, or a new one and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sojourn.audit.models import Event
from sojourn.cases.actions import Joining, open_case
from sojourn.cases.models import Member
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.models import Judgement
from sojourn.subjects.particulars import Particulars

pytestmark = pytest.mark.django_db

ELM = {"family_name": "Elm", "given_names": "Testperson", "birth_year": "1990", "sex": "F", "relation": "spouse"}


@pytest.fixture
def elm(berlin):
    """Somebody of another case, who is about to be written down once more."""
    said = Particulars(family_name="Elm", given_names="Testperson", birth="1990", sex="F")
    with seen_by(berlin.by):
        case = open_case(pack="avrr", office=berlin.office, members=[Joining("principal", None, said)], by=berlin.by)
    return case.subject


@pytest.fixture
def post(berlin):
    def send(**words):
        address = reverse("web:join-case", args=[berlin.case.pk])
        return berlin.client("caseworker").post(address, {**ELM, **words})

    return send


def members(berlin):
    with seen_by(berlin.by):
        return list(Member.objects.filter(case=berlin.case).order_by("position"))


def test_who_looks_alike_is_shown_first_and_nobody_joins(berlin, elm, post):
    answer = post()

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 person known here looks like this one" in page
    assert "Family name: written the same" in page
    assert 'value="Elm"' in page, "what was typed is kept"
    assert '<option value="spouse" selected' in page
    assert len(members(berlin)) == 2


def test_taking_the_known_person_lets_that_one_join(berlin, elm, post):
    assert post(person=str(elm.pk)).status_code == 302

    assert [(one.subject_id, one.relation) for one in members(berlin)[2:]] == [(elm.pk, "spouse")]


def test_going_on_keeps_why_and_the_pair_is_not_asked_about_again(berlin, elm, post):
    assert post(new_because="different", new_reason="they came together").status_code == 302

    new = members(berlin)[2].subject_id
    assert new != elm.pk
    with seen_by(berlin.by):
        judged = Judgement.objects.get()
    assert {judged.left_id, judged.right_id} == {new, elm.pk}
    assert (judged.verdict, judged.reason) == ("different", "they came together")
    with whole_chain():
        assert Event.objects.filter(action="person.new_beside").count() == 1


def test_going_on_without_a_reason_adds_nobody_and_keeps_what_was_typed(berlin, elm, post):
    answer = post(new_because="different", new_reason=" ")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why" in page
    assert 'value="Elm"' in page
    assert len(members(berlin)) == 2


def test_who_is_in_the_case_already_is_shown_but_cannot_be_added(berlin, post):
    answer = post(family_name="Alder", birth_year="1985", sex="M")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is in this case already" in page
    assert "Add this person" not in page


def test_somebody_like_nobody_joins_at_once(berlin, elm, post):
    assert post(family_name="Zelkova", given_names="Bertram", birth_year="1931").status_code == 302

    assert len(members(berlin)) == 3


def test_what_cannot_be_is_said_beside_what_was_typed(berlin, post):
    answer = post(birth_year="2999")

    assert answer.status_code == 422
    assert 'value="2999"' in answer.content.decode()
