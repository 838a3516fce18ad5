"""A case is opened, filled and moved; what is refused is refused by its rule."""

from __future__ import annotations

import pytest

from sojourn.cases.actions import move_case, record_entry
from sojourn.cases.models import Alert, Case, Entry, StageEntry, Task
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by

pytestmark = pytest.mark.django_db

ASKED = {"asked_on": "2026-03-01", "nights": "3"}
SAFE = {"needs": ["bed"], "danger": "no"}


def test_a_new_case_has_its_number_stage_members_tasks_and_clock(opened):
    case = opened.case
    assert case.number.startswith("SHEL-26-0")
    assert case.stage == "asked"
    assert opened.alder.relation == "principal"
    assert list(Task.objects.values_list("code", flat=True)) == ["welcome"]
    assert case.clock_runs.get().clock == "reply"


def test_a_step_is_refused_by_every_rule_in_its_way_and_then_done(opened, caseworker, at):
    with at(hours=1):
        with pytest.raises(Refused) as refused:
            move_case(case=opened.case, transition="check", by=caseworker)
        assert refused.value.codes == ("request_filled", "SHEL-R01", "SHEL-R01")
        assert "Benna Alder has not been asked" in str(refused.value)
        record_entry(case=opened.case, form="request", answers=ASKED, by=caseworker)
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=SAFE, by=caseworker)
        record_entry(case=opened.case, form="needs", member=opened.child, answers=SAFE, by=caseworker)
        case = move_case(case=opened.case, transition="check", by=caseworker)
    assert case.stage == "checked"
    assert Case.objects.get().stage == "checked"
    assert [entry.stage for entry in StageEntry.objects.all()] == ["asked", "checked"]
    assert not Task.objects.filter(code="welcome", done_at=None).exists()
    assert Entry.objects.get(form="request").answers == {"asked_on": "2026-03-01", "nights": 3}


def test_bad_answers_are_refused_with_their_place_and_nothing_is_kept(opened, caseworker, at):
    with at(), pytest.raises(Refused) as refused:
        record_entry(case=opened.case, form="request", answers={"asked_on": "2026-04-01", "nights": "x"}, by=caseworker)
    assert {(reason.field, reason.code) for reason in refused.value.reasons} == {
        ("asked_on", "constraint"), ("nights", "type"),
    }  # fmt: skip
    assert not Entry.objects.exists()


def test_danger_holds_the_case_alerts_and_opens_a_sealed_case_nobody_here_sees(opened, caseworker, house, at):
    with at():
        answers = {"needs": ["bed"], "danger": "yes", "danger_words": "A door without a lock"}
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=answers, by=caseworker)
    case = Case.objects.get()
    assert (case.side_state, case.side_reason) == ("on_hold", "danger")
    assert Alert.objects.get().code == "danger"
    keeper = house.who("protection_officer", "north", "quiet")
    with seen_by(keeper):
        sealed = Case.objects.get(pack="quiet_help")
        assert (sealed.compartment, sealed.opened_from) == ("quiet", case.pk)
        assert sealed.members.get().subject == opened.alder.subject


def test_withdrawal_wins_over_a_hold_for_any_role_and_without_a_form(opened, caseworker, house, at):
    with at():
        record_entry(case=opened.case, form="needs", member=opened.alder, answers={"needs": ["bed"], "danger": "yes"},
                     by=caseworker)  # fmt: skip
        finance = house.who("finance")
        with seen_by(finance):
            case = move_case(case=opened.case, transition="withdraw", by=finance)
    assert (case.stage, case.side_state) == ("withdrawn", "")
    assert not Task.objects.filter(code="welcome", cancelled_at=None).exists()
    assert not case.clock_runs.filter(stopped_at=None).exists()
