"""Before a new person is written down, those who look alike are shown; who goes on says why, and it is remembered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sojourn.audit.models import Event
from sojourn.cases.models import Case
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.models import Judgement

ALDER = {"pack": "avrr", "family_name": "Alder", "given_names": "Testperson", "birth_year": "1985", "sex": "M",
         "nationality": "GEO"}  # fmt: skip


@pytest.fixture
def post(berlin):
    """Send the new person's form as somebody of a role, with further words."""

    def send(role="caseworker", **words):
        sent = {**ALDER, "office": str(berlin.office.pk), **words}
        return berlin.client(role).post(reverse("web:new-case"), sent)

    return send


def cases(berlin):
    with seen_by(berlin.by):
        return Case.objects.count()


def test_who_looks_alike_is_shown_first_with_reasons_and_nothing_is_opened(berlin, post):
    answer = post()

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 person known here looks like this one" in page
    assert "Given name: written the same" in page
    assert 'value="Alder"' in page, "what was typed is kept"
    assert cases(berlin) == 1


def test_going_on_keeps_why_and_the_pair_is_not_asked_about_again(berlin, post):
    answer = post(new_because="different", new_reason="his brother stands beside him")

    assert answer.status_code == 302
    with seen_by(berlin.by):
        judged = Judgement.objects.get()
    assert (judged.verdict, judged.reason) == ("different", "his brother stands beside him")
    with whole_chain():
        assert Event.objects.filter(action="person.new_beside").count() == 1


def test_who_may_not_judge_leaves_the_question_open(berlin, post):
    post("counsellor", new_because="different", new_reason="he says so")

    with seen_by(berlin.by):
        assert Judgement.objects.get().verdict == "unsure"
    with whole_chain():
        assert Event.objects.get(action="identity.judged").office_id == berlin.office.pk


def test_going_on_without_a_reason_opens_nothing(berlin, post):
    answer = post(new_because="different", new_reason=" ")

    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert cases(berlin) == 1


def test_taking_the_known_person_opens_the_case_for_that_one(berlin, post):
    answer = post(person=str(berlin.members[0].subject_id))

    assert answer.status_code == 302
    with seen_by(berlin.by):
        assert Case.objects.order_by("-opened_at").first().subject_id == berlin.members[0].subject_id


def test_somebody_like_nobody_is_opened_at_once(berlin, post):
    assert post(family_name="Zelkova", given_names="Bertram", birth_year="1931").status_code == 302
