"""Showing answers: hidden from some, and a trace left by those who read them."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.audit.queries import events_of
from sojourn.kernel.ids import new_id
from sojourn.protection.actions import note_opening, show_answers
from sojourn.protection.policy import HIDDEN
from sojourn.protection.scope import seen_by

pytestmark = pytest.mark.django_db

QUESTIONS = [
    SimpleNamespace(name="country", sensitive="ordinary"),
    SimpleNamespace(name="pregnant", sensitive="sensitive"),
    SimpleNamespace(name="illness", sensitive="sensitive"),
]
FORM = SimpleNamespace(form=SimpleNamespace(name="health", walk=lambda: iter(QUESTIONS)))


class _meta:
    model_name = "case"


@dataclass(frozen=True)
class Case:
    """As much of a case as policy and the trail look at."""

    office_id: UUID
    compartment: str = ""
    pk: str = "7"
    _meta = _meta


@pytest.fixture
def office() -> Office:
    return Office.objects.create(code="ber", name="Berlin", country="DEU")


def somebody(office: Office, role: str) -> Viewer:
    return Viewer(new_id(), "Testperson Alder", "en", (Post(office.id, "ber", role, frozenset({"thb"})),))


def traces(by: Viewer) -> list[list[str]]:
    with seen_by(by):
        return [list(told.detail["fields"]) for told in events_of("case", "7", by)]


def test_reading_sensitive_answers_leaves_one_trace_without_the_answers(office: Office) -> None:
    counsellor = somebody(office, "counsellor")
    answers = {"country": "DEU", "pregnant": "yes", "visit": [{"illness": "a"}, {"illness": "b"}]}

    shown = show_answers(case=Case(office.id), sheets=[(FORM, answers), (FORM, {"country": "GEO"})], by=counsellor)

    assert shown == [answers, {"country": "GEO"}]
    assert traces(counsellor) == [["health.illness", "health.pregnant"]]


def test_what_is_hidden_was_not_read(office: Office) -> None:
    finance = somebody(office, "finance")

    (shown,) = show_answers(case=Case(office.id), sheets=[(FORM, {"pregnant": "yes", "country": "DEU"})], by=finance)

    assert shown == {"pregnant": HIDDEN, "country": "DEU"}
    assert traces(finance) == []


def test_an_empty_answer_is_nothing_read(office: Office) -> None:
    counsellor = somebody(office, "counsellor")

    show_answers(case=Case(office.id), sheets=[(FORM, {"pregnant": "", "country": "DEU"})], by=counsellor)

    assert traces(counsellor) == []


def test_opening_a_sealed_case_leaves_a_trace_whatever_is_shown(office: Office) -> None:
    finance = somebody(office, "finance")

    note_opening(case=Case(office.id, "thb"), by=finance)
    note_opening(case=Case(office.id), by=finance)

    with seen_by(finance):
        assert [told.action for told in events_of("case", "7", finance)] == ["read.sealed"]
