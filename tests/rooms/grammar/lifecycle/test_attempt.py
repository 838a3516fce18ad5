"""What stands in the way of a transition."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.rooms.grammar.lifecycle.facts import NOW, facts, person

from sojourn.grammar.lifecycle import (
    Act,
    attempt,
    attempt_hold,
    attempt_lift,
    four_eyes,
    open_transitions,
)
from sojourn.grammar.packs import Pack

OVER = {"clock.waiting.started": "2026-02-01T12:00:00+00:00", "clock.waiting.due": "2026-02-04T12:00:00+00:00"}


def codes(reasons: list) -> list[str]:
    return [reason.code for reason in reasons]


def test_a_transition_without_obstacles_is_allowed(family: Pack):
    assert attempt(family, facts(person("alder", 40)), "wait", roles={"counsellor"}, by="una") == []


def test_the_wrong_stage_and_the_wrong_role_are_both_named(family: Pack):
    reasons = attempt(family, facts(person("alder", 40), stage="helped"), "wait", roles={"finance"}, by="una")
    assert codes(reasons) == ["stage", "role"]
    assert str(reasons[0]) == '"Begin the waiting time" does not start from the stage "Helped".'
    assert str(reasons[1]) == "This step belongs to: counsellor."


def test_a_guard_over_members_names_each_who_fails(family: Pack):
    case = facts(
        person("alder", 40, consent__agrees="yes"),
        person("birch", 38),
        person("cedar", 9, needs__carer="an aunt"),
        stage="waiting",
        case=OVER,
    )
    reasons = attempt(family, case, "help", roles={"caseworker"}, by="una")
    assert [(reason.code, reason.subject, str(reason)) for reason in reasons] == [
        ("FAM-R01", "birch", "Testperson Birch does not agree yet.")
    ]


def test_a_function_of_the_pack_can_be_a_guard(family: Pack):
    case = facts(person("cedar", 9), stage="waiting", case=OVER)
    assert codes(attempt(family, case, "help", roles={"caseworker"}, by="una")) == ["carer_known"]


def test_a_message_shows_what_it_promises(family: Pack):
    clock = {"clock.waiting.started": "2026-03-03T12:00:00+00:00", "clock.waiting.due": "2026-03-06T13:00:00+00:00"}
    reasons = attempt(family, facts(stage="waiting", case=clock), "help", roles={"caseworker"}, by="una")
    assert [str(reason) for reason in reasons] == ["Wait 49 more hours."]


def test_a_side_state_blocks_what_it_says_and_nothing_else(family: Pack):
    held = {"case.side_state": "on_hold", "case.side_reason": "papers", **OVER}
    case = facts(person("alder", 40, consent__agrees="yes"), stage="waiting", case=held)
    assert codes(attempt(family, case, "help", roles={"caseworker"}, by="una")) == ["side_state"]
    talking = facts(person("alder", 40), case=held)
    assert attempt(family, talking, "wait", roles={"counsellor"}, by="una") == []


def test_leaving_is_stopped_by_nothing_but_the_stage(family: Pack):
    held = {"case.side_state": "on_hold", "case.side_reason": "unsafe"}
    for stage in ("talking", "waiting"):
        assert attempt(family, facts(person("alder", 40), stage=stage, case=held), "leave", roles=(), by="una") == []
    assert codes(attempt(family, facts(stage="helped"), "leave", roles=(), by="una")) == ["stage"]


def test_a_form_comes_with_the_move_or_was_filled_since_the_last_one(family: Pack):
    helped = facts(stage="helped")
    assert codes(attempt(family, helped, "close", roles=(), by="una")) == ["form_missing"]
    assert attempt(family, helped, "close", roles=(), by="una", form_answers={"good": "yes"}) == []
    filled = {"ending.filled": "yes", "ending.at": "2026-03-01T10:00:00+00:00"}
    assert attempt(family, facts(stage="helped", case=filled), "close", roles=(), by="una") == []
    again = filled | {"transition.close.at": "2026-03-02T10:00:00+00:00"}
    assert codes(attempt(family, facts(stage="helped", case=again), "close", roles=(), by="una")) == ["form_missing"]


def test_guards_see_the_answers_that_come_with_the_move(accreditation: Pack):
    case = facts(stage="assessing", case={"assessment.charges_workers": "no"})
    assert attempt(accreditation, case, "accredit", roles={"reviewer"}, by="una") == []
    charging = facts(stage="assessing", case={"assessment.charges_workers": "yes", "assessment.fee": "100"})
    reasons = attempt(accreditation, charging, "accredit", roles={"reviewer"}, by="una")
    assert [str(reason) for reason in reasons] == ["The recruiter charges 100 per worker."]


def test_messages_in_another_language(accreditation: Pack):
    reasons = attempt(accreditation, facts(stage="submitted"), "assess", roles={"caseworker"}, by="una", language="fr")
    assert str(reasons[0]) == "Le profil manque."


def test_a_reason_is_asked_for_and_checked(accreditation: Pack):
    case = facts(stage="assessing")
    assert codes(attempt(accreditation, case, "refuse", roles={"reviewer"}, by="una")) == ["reason_required"]
    assert attempt(accreditation, case, "refuse", roles={"reviewer"}, by="una", reason="fees") == []
    wrong = attempt(accreditation, case, "refuse", roles={"reviewer"}, by="una", reason="mood")
    assert codes(wrong) == ["reason_unknown"]


class TestFourEyes:
    ASSESSED = Act("form:assessment", "una", datetime(2026, 3, 1, 10, tzinfo=UTC))

    def case(self, **case: str):
        return facts(stage="assessing", acts=(self.ASSESSED,), case={"assessment.charges_workers": "no", **case})

    def test_the_same_hand_is_refused_and_another_allowed(self, accreditation: Pack):
        assert codes(attempt(accreditation, self.case(), "accredit", roles={"reviewer"}, by="una")) == ["ACC-R02"]
        assert attempt(accreditation, self.case(), "accredit", roles={"reviewer"}, by="ben") == []

    def test_it_binds_in_both_directions(self, accreditation: Pack):
        accredited = facts(stage="assessing", acts=(Act("transition:accredit", "ben", NOW),))
        assert codes(four_eyes(accreditation, accredited, "form:assessment", "ben")) == ["ACC-R02"]
        assert four_eyes(accreditation, accredited, "form:assessment", "una") == []

    def test_acts_before_the_stage_was_last_entered_no_longer_bind(self, accreditation: Pack):
        later = {"stage.assessing.last_entered": "2026-03-02T10:00:00+00:00"}
        assert attempt(accreditation, self.case(**later), "accredit", roles={"reviewer"}, by="una") == []

    def test_correcting_the_own_form_is_no_second_hand(self, accreditation: Pack):
        assert four_eyes(accreditation, self.case(), "form:assessment", "una") == []


class TestHolds:
    HELD = {"case.side_state": "on_hold", "case.side_reason": "unsafe"}

    def test_a_hold_needs_a_reason_of_the_list(self, family: Pack):
        case = facts(person("alder", 40))
        assert attempt_hold(family, case, "on_hold", "papers", roles={"counsellor"}) == []
        assert codes(attempt_hold(family, case, "on_hold", "", roles=())) == ["reason_required"]
        assert codes(attempt_hold(family, case, "on_hold", "mood", roles=())) == ["reason_unknown"]

    def test_a_case_that_has_ended_or_is_held_cannot_be_held(self, family: Pack):
        assert codes(attempt_hold(family, facts(stage="closed"), "on_hold", "papers", roles=())) == ["stage"]
        assert codes(attempt_hold(family, facts(case=self.HELD), "on_hold", "papers", roles=())) == ["side_state"]

    def test_some_reasons_are_lifted_by_one_role_alone_and_with_a_reason(self, family: Pack):
        held = facts(case=self.HELD)
        assert codes(attempt_lift(family, held, roles={"caseworker"})) == ["FAM-R05", "reason_required"]
        assert attempt_lift(family, held, roles={"protection_officer"}, note="Seen and safe") == []

    def test_the_others_by_the_general_rule(self, family: Pack):
        held = facts(case=self.HELD | {"case.side_reason": "papers"})
        assert attempt_lift(family, held, roles={"caseworker"}) == []
        assert codes(attempt_lift(family, facts(), roles={"caseworker"})) == ["side_state"]


def test_offers_show_every_way_from_here_and_what_blocks_it(family: Pack):
    offers = open_transitions(family, facts(stage="waiting"), roles={"caseworker"}, by="una")
    assert {offer.transition.name: codes(list(offer.reasons)) for offer in offers} == {"help": ["FAM-R02"], "leave": []}


def test_a_form_to_be_filled_does_not_block_an_offer(family: Pack):
    offers = open_transitions(family, facts(stage="helped"), roles=(), by="una")
    assert [(offer.transition.name, offer.reasons) for offer in offers] == [("close", ())]


def test_reopening_goes_back_from_an_end(family: Pack):
    assert attempt(family, facts(stage="closed"), "reopen", roles=(), by="una", reason="papers") == []


def test_an_unknown_transition_is_a_mistake_of_the_caller(family: Pack):
    with pytest.raises(KeyError):
        attempt(family, facts(), "fly", roles=(), by="una")
