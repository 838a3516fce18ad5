"""Two offices and one case: hand-over, referral, and who sees what of it."""

from __future__ import annotations

import pytest

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import (
    Joining,
    accept_handover,
    answer_referral,
    decline_handover,
    move_case,
    open_case,
    place_case,
    record_entry,
    refer,
)
from sojourn.cases.models import Case, ClockRun, Entry, Referral
from sojourn.cases.queries import case_for, facts_of, referrals_received, waiting_handover
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.models import Person
from sojourn.subjects.particulars import Particulars

pytestmark = pytest.mark.django_db
ALDER = Particulars(family_name="Alder", given_names="Testperson", birth="1985", sex="F")


@pytest.fixture
def housed(opened, caseworker, house, at):
    with at():
        place_case(case=opened.case, stage="housed", by=Viewer.machine("test", [house.north]))
    return opened.case


def test_the_other_office_accepts_and_only_then_the_case_moves(housed, caseworker, house, at):
    with at(hours=1):
        case = move_case(case=housed, transition="finish", reason="moved", by=caseworker)
        assert case.stage == "housed"
        handover = waiting_handover(case)
        assert handover.to_office == house.south
        with pytest.raises(Refused) as refused:
            accept_handover(handover=handover, by=caseworker)
        assert refused.value.codes == ("other_office",)
        with pytest.raises(Refused) as refused:
            move_case(case=housed, transition="finish", reason="moved", by=caseworker)
        assert refused.value.codes == ("handover_waiting",)
        receiver = house.who("caseworker", "south")
        with seen_by(receiver):
            case = accept_handover(handover=waiting_handover(case), by=receiver)
    assert case.stage == "closed"
    assert case.closed_at is not None
    assert case.stage_entries.last().by == receiver.user_id
    assert waiting_handover(case) is None


def test_a_clock_runs_by_the_calendar_of_its_own_side(opened, house, at):
    """3 March is a holiday in Georgia, where the receiving office is, and none in Germany."""
    machine = Viewer.machine("test", [house.north])
    with at(), seen_by(machine):
        alone = open_case(pack="shelter", office=house.north, members=[Joining("principal", None, ALDER)], by=machine)
        due = [
            ClockRun.objects.get(case=place_case(case=case, stage="housed", by=machine), clock="welcome_back").due_at
            for case in (opened.case, alone)
        ]

    assert [instant.date().isoformat() for instant in due] == ["2026-03-04", "2026-03-03"]


def test_declining_needs_a_reason_and_leaves_the_case(housed, caseworker, house, at):
    with at(hours=1):
        move_case(case=housed, transition="finish", reason="moved", by=caseworker)
        receiver = house.who("caseworker", "south")
        with seen_by(receiver):
            handover = waiting_handover(housed)
            with pytest.raises(Refused):
                decline_handover(handover=handover, note=" ", by=receiver)
            assert decline_handover(handover=handover, note="No room this month", by=receiver).stage == "housed"


def test_the_receiving_office_fills_forms_and_adds_to_the_persons_claims(opened, house, at):
    receiver = house.who("caseworker", "south")
    answers = {"family_name": "Alder", "given_names": "Amina Maria", "sex": "F", "birth_year": "1985"}
    with seen_by(receiver), at():
        record_entry(case=opened.case, form="person", member=opened.alder, answers=answers, by=receiver)
        person = Person.objects.get(pk=opened.alder.subject_id)
    assert person.given_names == "Amina Maria"


def test_a_referral_shows_itself_and_not_the_case(opened, caseworker, house, at):
    other = house.south
    Case.objects.filter(pk=opened.case.pk).update(receiving_office=None)
    with at():
        refer(case=opened.case, service="lawyer", to_office=other, note="Speaks Kartuli", by=caseworker)
    helper = house.who("counsellor", "south")
    with seen_by(helper):
        (referral,) = referrals_received(helper)
        assert referral.note == "Speaks Kartuli"
        with pytest.raises(Case.DoesNotExist):
            case_for(helper, opened.case.pk)
        assert not Entry.objects.exists()
        with at(hours=1):
            assert answer_referral(referral=referral, answer="accept", by=helper).state == "accepted"
        with at(hours=2):
            assert answer_referral(referral=referral, answer="done", by=helper).state == "done"
        with pytest.raises(Refused) as refused:
            answer_referral(referral=referral, answer="decline", by=helper)
        assert refused.value.codes == ("referral_state",)
    with seen_by(caseworker):
        assert facts_of(Case.objects.get()).case["referral.lawyer.state"] == "done"


def test_a_third_office_sees_neither(opened, caseworker, house, at):
    from sojourn.accounts.models import Office

    third = Office.objects.create(code="west", name="West", country="FRA", zone="Europe/Paris")
    with at():
        refer(case=opened.case, service="lawyer", to_office=house.south, by=caseworker)
    from sojourn.accounts.viewer import Post
    from sojourn.kernel import ids

    stranger = Viewer(ids.new_id(), "Stranger", "en", (Post(third.pk, "west", "caseworker"),))
    with seen_by(stranger):
        assert not Case.objects.exists()
        assert not Referral.objects.exists()
        assert not Person.objects.exists()


def test_a_withdrawal_overtakes_a_hand_over_that_waits(housed, caseworker, house, at):
    with at(hours=1):
        move_case(case=housed, transition="finish", reason="moved", by=caseworker)
        handover = waiting_handover(housed)
        move_case(case=housed, transition="withdraw", by=caseworker)
        assert waiting_handover(housed) is None
        receiver = house.who("caseworker", "south")
        with seen_by(receiver), pytest.raises(Refused) as refused:
            accept_handover(handover=handover, by=receiver)
        assert refused.value.codes == ("handover_answered",)
