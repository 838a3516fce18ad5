"""Tasks, alerts, approvals, services, consents, decisions, members: each with its own small life."""

from __future__ import annotations

import pytest

from sojourn.audit.queries import events_of
from sojourn.cases.actions import (
    add_member,
    add_service,
    add_task,
    cancel_task,
    change_service,
    clear_alert,
    complete_task,
    decide_member,
    give_consent,
    hold_case,
    lift_hold,
    move_case,
    raise_alert,
    record_entry,
    remove_member,
    withdraw_consent,
)
from sojourn.cases.models import Case, Consent, Member, StageEntry, Task
from sojourn.cases.queries import facts_of
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars

pytestmark = pytest.mark.django_db

DANGER = {"needs": ["bed"], "danger": "yes", "danger_words": "A door without a lock"}


def test_a_task_is_done_once(opened, caseworker, at):
    with at():
        task = add_task(case=opened.case, code="call", label="Call back", by=caseworker)
        complete_task(task=task, by=caseworker)
        with pytest.raises(Refused):
            complete_task(task=task, by=caseworker)
        with pytest.raises(Refused):
            cancel_task(task=task, by=caseworker)
    assert Task.objects.get(code="call").done_by == caseworker.user_id


def test_a_task_of_one_member_is_not_open_for_another(opened, caseworker, at):
    with at():
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=DANGER, by=caseworker)
        facts = facts_of(opened.case)
        first, second = facts.members
        assert first.values["task.safety_talk.open"] == "yes"
        assert second.values["task.safety_talk.open"] == "no"
        record_entry(case=opened.case, form="needs", member=opened.child, answers=DANGER, by=caseworker)
    assert Task.objects.filter(code="safety_talk").count() == 2


def test_a_graver_hold_lies_on_top_and_only_the_right_role_takes_it_off(opened, caseworker, house, at):
    with at():
        hold_case(case=opened.case, reason="papers", by=caseworker)
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=DANGER, by=caseworker)
        assert Case.objects.get().side_reason == "danger"
        with pytest.raises(Refused) as refused:
            lift_hold(case=opened.case, note="We need the bed", by=caseworker)
        assert refused.value.codes == ("SHEL-R02",)
        officer = house.who("protection_officer")
        with seen_by(officer):
            with pytest.raises(Refused) as refused:
                lift_hold(case=opened.case, by=officer)
            assert refused.value.codes == ("reason_required",)
            assert lift_hold(case=opened.case, note="Looked into it", by=officer).side_reason == "papers"
        assert lift_hold(case=opened.case, by=caseworker).side_state == ""
    assert [entry.side_reason for entry in StageEntry.objects.all()] == ["", "papers", "danger", "papers", ""]


def test_an_alert_is_raised_and_cleared(opened, caseworker, at):
    with at():
        alert = raise_alert(case=opened.case, code="storm", severity="high", by=caseworker)
        clear_alert(alert=alert, by=caseworker)
        with pytest.raises(Refused):
            clear_alert(alert=alert, by=caseworker)


def test_a_service_is_needed_booked_and_delivered(opened, caseworker, at):
    with at():
        line = add_service(case=opened.case, code="BED", member=opened.alder, by=caseworker)
        assert change_service(line=line, state="booked", by=caseworker).state == "booked"
        change_service(line=line, state="delivered", by=caseworker)
        with pytest.raises(Refused):
            change_service(line=line, state="cancelled", by=caseworker)
        with pytest.raises(Refused):
            add_service(case=opened.case, code="YACHT", by=caseworker)
    assert facts_of(opened.case).case["service.BED.state"] == "delivered"


def test_consent_is_per_member_and_anybody_may_take_it_back(opened, caseworker, house, at):
    with at():
        consent = give_consent(member=opened.alder, purpose="research", method="mark", by=caseworker)
        with pytest.raises(Refused):
            give_consent(member=opened.alder, purpose="research", decision="perhaps", by=caseworker)
        with pytest.raises(Refused) as refused:
            give_consent(member=opened.alder, purpose="advertising", by=caseworker)
        assert refused.value.codes == ("purpose_unknown",)
        give_consent(member=opened.child, purpose="house_rules", by=caseworker)
        finance = house.who("finance")
        with seen_by(finance):
            withdraw_consent(consent=consent, by=finance)
    kept = Consent.objects.get(member=opened.alder)
    assert (kept.decision, kept.withdrawn_by) == ("yes", finance.user_id)


def test_a_decision_about_a_member_carries_its_reason_and_needs_the_right(opened, caseworker, house, at):
    reviewer = house.who("reviewer")
    with at(), seen_by(reviewer):
        with pytest.raises(Refused) as refused:
            decide_member(member=opened.alder, kind="eligibility", outcome="no", by=reviewer)
        assert refused.value.codes == ("reason_required",)
        for words, code in (
            ({"kind": "eligibilty", "outcome": "no", "reasons": ["moved"]}, "decision_unknown"),
            ({"kind": "eligibility", "outcome": "perhaps", "reasons": ["moved"]}, "outcome_unknown"),
            ({"kind": "eligibility", "outcome": "no", "reasons": ["too_late"]}, "reason_unknown"),
        ):
            with pytest.raises(Refused) as refused:
                decide_member(member=opened.alder, by=reviewer, **words)
            assert refused.value.codes == (code,)
        decide_member(member=opened.alder, kind="eligibility", outcome="no", reasons=["moved"], by=reviewer)
    protector = house.who("protection_officer")
    with seen_by(protector), pytest.raises(Refused) as refused:
        decide_member(member=opened.alder, kind="eligibility", outcome="no", reasons=["moved"], by=protector)
    assert refused.value.codes == ("role",)
    with seen_by(caseworker), pytest.raises(Refused) as refused:
        decide_member(member=opened.alder, kind="eligibility", outcome="yes", reasons=["moved"], by=caseworker)
    assert refused.value.codes == ("permission",)


def test_members_come_and_go_and_at_least_one_stays(opened, caseworker, at):
    with at():
        cedar = Particulars(family_name="Cedar")
        cedar = add_member(case=opened.case, particulars=cedar, relation="sibling", by=caseworker)
        with pytest.raises(Refused):
            add_member(case=opened.case, subject=cedar.subject, relation="sibling", by=caseworker)
        for member in (opened.alder, opened.child):
            remove_member(member=member, by=caseworker)
        with pytest.raises(Refused) as refused:
            remove_member(member=cedar, by=caseworker)
    assert refused.value.codes == ("members_too_few",)
    assert Member.objects.filter(left_at=None).count() == 1


def test_four_eyes_hold_between_a_form_and_a_step(opened, house, at):
    with at():
        both = house.who("caseworker")
        safe = {"needs": ["bed"], "danger": "no"}
        with seen_by(both):
            for member in (opened.alder, opened.child):
                record_entry(case=opened.case, form="needs", member=member, answers=safe, by=both)
            record_entry(case=opened.case, form="request", answers={"asked_on": "2026-03-01", "nights": 1}, by=both)
            move_case(case=opened.case, transition="check", by=both)
    with at(days=4):
        reviewer = house.who("reviewer")
        same_person = type(reviewer)(both.user_id, both.name, "en", reviewer.posts)
        with seen_by(same_person), pytest.raises(Refused) as refused:
            move_case(case=opened.case, transition="house", by=same_person)
        assert refused.value.codes == ("SHEL-R04",)


def test_every_write_leaves_an_audit_event_without_personal_values(opened, caseworker, at):
    with at():
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=DANGER, by=caseworker)
    told = events_of("case", opened.case.pk, caseworker)
    assert {event.action for event in told} >= {
        "case.opened", "member.joined", "entry.recorded", "case.held", "alert.raised", "task.added", "clock.start",
    }  # fmt: skip
    assert "without a" not in str([event.detail for event in told])
    assert "quiet" not in str([(event.action, event.detail) for event in told])


def test_a_transition_back_from_the_end_opens_the_case_again(opened, caseworker, at):
    with at():
        assert move_case(case=opened.case, transition="withdraw", by=caseworker).closed_at is not None
        again = move_case(case=opened.case, transition="reopen", by=caseworker)
    assert (again.stage, again.closed_at) == ("asked", None)


def test_a_withdrawal_form_that_cannot_be_kept_stays_as_a_draft(opened, caseworker, at):
    with at():
        answers = {"why": "because"}
        assert move_case(case=opened.case, transition="withdraw", answers=answers, by=caseworker).stage == "withdrawn"
    assert opened.case.drafts.get().answers == answers
