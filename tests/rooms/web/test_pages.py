"""Pages answer: to those who may, in few questions to the database, and never with a stack of errors."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sojourn.audit.models import Event
from sojourn.cases.actions import record_entry
from sojourn.kernel.ids import new_id
from sojourn.protection.scope import seen_by, whole_chain

CONTACT = {"contact_on": "2026-02-20", "channel": "visit", "language": "kat", "interpreter_needed": "no",
           "notice_given": "yes"}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "most"), [("", 60), ("forms/", 55), ("people/", 55), ("work/", 55), ("timeline/", 55), ("files/", 55)]
)
def test_a_case_is_shown_in_few_questions(berlin, path, most):
    client = berlin.client("caseworker")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(f"/cases/{berlin.case.pk}/{path}")

    assert answer.status_code == 200
    assert len(asked) <= most, f"{len(asked)} questions"


def test_a_page_about_people_is_kept_by_nobody(berlin):
    answer = berlin.client("caseworker").get(f"/cases/{berlin.case.pk}/")

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_absent_and_foreign_cases_are_not_there_alike(berlin):
    client = berlin.client("administrator")

    foreign, absent = client.get(f"/cases/{berlin.case.pk}/"), client.get(f"/cases/{new_id()}/")

    assert foreign.status_code == absent.status_code == 404


def test_the_first_page_leads_each_role_to_its_own(berlin):
    assert berlin.client("caseworker").get("/").status_code == 200
    assert berlin.client("me_officer").get("/").headers["Location"] == "/board/"
    assert berlin.client("administrator").get("/").status_code == 200


def test_reading_a_sensitive_answer_leaves_a_trace_without_the_answer(berlin):
    with seen_by(berlin.by):
        answers = {"read_aloud_in": "kat", "own_free_will": "no"}
        entry = berlin.case.entries.create(
            form="vulnerability", member=berlin.members[0], form_version="1", pack_version="1.0.0",
            answers={"fear_of_return": "yes"} | answers,
        )  # fmt: skip

    berlin.client("caseworker").get(f"/cases/{berlin.case.pk}/entries/{entry.pk}/")

    with whole_chain():
        read = Event.objects.filter(action="read.sensitive").latest("seq")
    assert "vulnerability.fear_of_return" in str(read.detail)
    assert "yes" not in str(read.detail)


def test_a_role_without_the_right_sees_that_something_is_withheld(berlin):
    with seen_by(berlin.by):
        entry = berlin.case.entries.create(
            form="vulnerability", member=berlin.members[0], form_version="1", pack_version="1.0.0",
            answers={"fear_of_return": "yes"},
        )  # fmt: skip

    page = berlin.client("finance").get(f"/cases/{berlin.case.pk}/entries/{entry.pk}/").content.decode()

    assert "Withheld: your role does not read this answer." in page


def test_a_stale_press_is_told_and_changes_nothing(berlin):
    with seen_by(berlin.by):
        record_entry(case=berlin.case, form="contact", answers=CONTACT, by=berlin.by)

    answer = berlin.client("caseworker").post(
        f"/cases/{berlin.case.pk}/forms/contact/", {**CONTACT, "contact_on": "2026-02-19", "do": "save", "base": "0"}
    )

    assert answer.status_code == 409
    assert "Nothing is lost." in answer.content.decode()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_sent_to_a_form_is_answered(berlin, seed):
    """Fault F7 in small: wild names, wild values, both buttons and the live door."""
    chance = random.Random(seed)
    client = berlin.client("caseworker")
    names = ["segment.rows", "segment.1.carrier", "segment.1.departs", "segment.1.departs.offset", "add_row", "have",
             "remove_row", "base", "do", "checked", "ticket_no", "transit_visa_needed",
             "segment.1.carrier.remove"]  # fmt: skip
    values = ["", "save", "draft", "1", "-1", "9" * 40, "٣", "segment", "segment.1", "a.b.c.d.e", "\u202eevil", "\x01",
              "2026-13-45T99:99", "+99:99", "<script>alert(1)</script>", "é" * 12_000, "{{ 7*7 }}",
              "' OR 1=1 --"]  # fmt: skip
    for _ in range(6):
        typed = {chance.choice(names): chance.choice(values) for _ in range(chance.randint(0, 8))}
        for address in ("forms/movement/", "forms/movement/state/", "move/depart/"):
            answer = client.post(f"/cases/{berlin.case.pk}/{address}", typed)
            assert answer.status_code in (200, 302, 409, 422), (address, typed)
            assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize(
    "address",
    ["/search/?q=" + "x" * 3000, "/search/?q=%00", "/cases/?page=99999999999", "/cases/?office=x&state=<b>&stage='",
     "/measures/avrr/assisted_returns/?rows=nonsense&columns=member.sex&from=2026-99-99&sex=%27",
     "/measures/avrr/nonsense/", "/board/?pack=nonsense&office=x", "/cases/new/?pack=nonsense&q=%F0%9F"],
)  # fmt: skip
def test_addresses_that_make_no_sense_are_answered(berlin, address):
    assert berlin.client("office_manager").get(address).status_code in (200, 400, 404)


@pytest.mark.parametrize("address", ["forms/contact/", "forms/contact/state/", "hold/", "work/", "tasks/"])
def test_a_nul_is_turned_away(berlin, address):
    answer = berlin.client("caseworker").post(
        f"/cases/{berlin.case.pk}/{address}", {"note": "a\x00b", "label": "a\x00"}
    )

    assert answer.status_code == 400


def test_a_reviewer_decides_about_one_person_and_everybody_reads_why(berlin):
    people = f"/cases/{berlin.case.pk}/people/"
    reviewer, caseworker = berlin.client("reviewer"), berlin.client("caseworker")
    member = berlin.members[0]
    words = {"kind": "eligibility", "eligibility-outcome": "eligible", "eligibility-reasons": ["meets_criteria"]}

    assert "eligibility-outcome" not in caseworker.get(people).content.decode()
    assert "eligibility-outcome" in reviewer.get(people).content.decode()
    reviewer.post(f"{people}{member.pk}/decide/", words | {"eligibility-reasons": ["invented"]})
    assert "Eligibility of the person: " not in caseworker.get(people).content.decode()
    answer = reviewer.post(f"{people}{member.pk}/decide/", words)

    assert (answer.status_code, answer.headers["Location"]) == (302, people)
    assert "Eligibility of the person: Eligible (Meets all conditions)" in caseworker.get(people).content.decode()
    assert caseworker.post(f"{people}{member.pk}/decide/", words).status_code == 404
    with seen_by(berlin.by):
        assert member.decisions.count() == 1


def test_a_consent_names_one_of_the_programmes_purposes(berlin):
    people = f"/cases/{berlin.case.pk}/people/"
    client, member = berlin.client("caseworker"), berlin.members[0]
    words = {"decision": "yes", "given_by": "self", "method": "signature"}

    client.post(f"{people}{member.pk}/consent/", words | {"purpose": "advertising"})
    client.post(f"{people}{member.pk}/consent/", words | {"purpose": "research"})

    with seen_by(berlin.by):
        assert list(member.consents.values_list("purpose", flat=True)) == ["research"]
    assert "Research" in client.get(people).content.decode()
