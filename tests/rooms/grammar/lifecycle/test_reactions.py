"""What follows from events."""

from __future__ import annotations

from tests.rooms.grammar.lifecycle.facts import facts, person

from sojourn.grammar.lifecycle import Effect, Event, reactions
from sojourn.grammar.packs import Pack, Span


def kinds(effects: list[Effect]) -> list[tuple[str, str | None]]:
    return [(effect.kind, effect.member) for effect in effects]


def test_a_form_of_one_member_speaks_for_that_member_alone(family: Pack):
    case = facts(person("alder", 40, needs__fear="yes"), person("birch", 38, needs__fear="yes"))
    effects = reactions(family, case, Event("form", "needs", "birch"))
    assert kinds(effects) == [("hold", "birch"), ("alert", "birch"), ("task", "birch")]
    assert {effect.rule for effect in effects} == {"FAM-R05"}
    assert effects[2].within == Span("working_days", 1)
    assert effects[2].labels["en"] == "Talk in a safe place"
    assert effects[0].params == {"state": "on_hold", "reason": "unsafe"}


def test_what_is_already_so_is_not_asked_for_again(family: Pack):
    known = {"alert.unsafe.open": "yes", "task.talk_safely.open": "yes"}
    alder = person("alder", 40, needs__fear="yes")
    alder = type(alder)(alder.id, alder.name, {**alder.values, **known})
    held = {"case.side_state": "on_hold", "case.side_reason": "unsafe"}
    assert reactions(family, facts(alder, case=held), Event("form", "needs", "alder")) == []


def test_tasks_and_alerts_are_ended_only_when_they_are_open(family: Pack):
    alder = person("alder", 40, needs__fear="no", alert__unsafe__open="yes")
    assert kinds(reactions(family, facts(alder), Event("form", "needs", "alder"))) == [("clear", "alder")]


def test_entering_a_stage_raises_its_tasks_for_each_member(family: Pack):
    effects = reactions(family, facts(person("alder", 40), person("birch", 38)), Event("stage", "waiting"))
    assert [(effect.kind, effect.member, effect.params["code"]) for effect in effects] == [
        ("task", "alder", "explain"),
        ("task", "birch", "explain"),
    ]


def test_a_clock_that_is_due_is_heard(family: Pack):
    effects = reactions(family, facts(person("alder", 40)), Event("clock", "visit"))
    assert [(effect.kind, dict(effect.params)) for effect in effects] == [
        ("referral", {"service": "food_bank"}),
        ("service", {"code": "FOOD", "state": "needed"}),
    ]
    offered = {"referral.food_bank.state": "offered", "service.FOOD.state": "needed"}
    assert reactions(family, facts(person("alder", 40), case=offered), Event("clock", "visit")) == []


def test_any_change_is_heard_by_who_listens_to_it(family: Pack):
    child = person("cedar", 9)
    assert kinds(reactions(family, facts(child), Event("change", "change"))) == [("hold", "cedar")]
    assert kinds(reactions(family, facts(child), Event("transition", "wait"))) == [("hold", "cedar")]


class TestSeveralGroundsForAHold:
    CHILD = person("cedar", 9, needs__fear="yes")

    def test_a_reason_with_its_own_lift_rule_comes_before_one_without(self, family: Pack):
        held = {"case.side_state": "on_hold", "case.side_reason": "papers"}
        effects = reactions(family, facts(self.CHILD, case=held), Event("form", "needs", "cedar"))
        assert [effect.params["reason"] for effect in effects if effect.kind == "hold"] == ["unsafe"]

    def test_and_is_not_replaced_by_one_without(self, family: Pack):
        held = {"case.side_state": "on_hold", "case.side_reason": "unsafe"}
        effects = reactions(family, facts(self.CHILD, case=held), Event("change", "change"))
        assert [effect for effect in effects if effect.kind == "hold"] == []

    def test_lifting_one_ground_brings_the_others_back(self, family: Pack):
        effects = reactions(family, facts(self.CHILD), Event("lift", "unsafe"))
        assert [(effect.kind, effect.params["reason"]) for effect in effects] == [("hold", "papers")]
        assert reactions(family, facts(person("alder", 40, needs__fear="yes")), Event("lift", "unsafe")) == []


def test_cancelling_names_every_task(family: Pack):
    case = facts(person("alder", 40), stage="left", case={"task.visit.open": "yes"})
    effects = reactions(family, case, Event("transition", "leave"))
    assert [dict(effect.params) for effect in effects] == [{"tasks": ("visit", "explain")}]
