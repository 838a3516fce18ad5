"""Whose hands may do it: four-eyes rules, and who may put a case on hold and lift it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from sojourn.grammar.lifecycle.facts import Facts, instant_of
from sojourn.grammar.packs import FourEyes, LiftRule, Pack, SideState, read_in
from sojourn.kernel.refused import Reason


def four_eyes(pack: Pack, facts: Facts, what: str, by: str, *, language: str = "en") -> list[Reason]:
    """Return a reason for each four-eyes rule that `by` would break by doing the act `what` (form:<name> …)."""
    broken = (rule for rule in pack.four_eyes.values() if _breaks(rule, facts, what, by))
    return [Reason(rule.rule or "four_eyes", read_in(rule.message, language), {"rule": rule.name}) for rule in broken]


def attempt_hold(
    pack: Pack, facts: Facts, state: str, reason: str, *, roles: Collection[str], language: str = "en"
) -> list[Reason]:
    """Return the reasons against putting the case into a side state; raises KeyError for a state it does not know."""
    declared = pack.side_states[state]
    against = _against_hold(pack, facts, declared, reason, language)
    return [*_against_roles(declared.roles, roles), *against]


def attempt_lift(pack: Pack, facts: Facts, *, roles: Collection[str], note: str = "") -> list[Reason]:
    """Return the reasons against lifting the present side state; the reason it was set for may ask for another hand."""
    state, code = str(facts.case.get("case.side_state") or ""), str(facts.case.get("case.side_reason") or "")
    if state not in pack.side_states:
        return [Reason("side_state", "The case is not on hold.")]
    declared = pack.side_states[state]
    return list(_against_lift(declared.lift_by_reason.get(code, declared.lift), roles, note))


def _breaks(rule: FourEyes, facts: Facts, what: str, by: str) -> bool:
    own = next((group for group in rule.acts if what in group), None)
    if own is None:
        return False
    others = {act for group in rule.acts if group is not own for act in group}
    since = facts.case.get(f"stage.{rule.since}.last_entered") if rule.since else None
    begin = instant_of(since) if since else None
    return any(act.by == by and act.what in others and (begin is None or act.at >= begin) for act in facts.acts)


def _against_hold(pack: Pack, facts: Facts, declared: SideState, reason: str, language: str) -> Iterator[Reason]:
    stage = pack.stages.get(str(facts.case.get("case.stage") or ""))
    if stage is not None and stage.final:
        params = {"stage": read_in(stage.labels, language)}
        yield Reason("stage", 'The case has ended ("{stage}").', params)
    if facts.case.get("case.side_state"):
        yield Reason("side_state", "The case is already on hold. Lift that first.")
    if declared.reasons and reason not in pack.list_of(declared.reasons):
        code = "reason_unknown" if reason else "reason_required"
        yield Reason(code, "Choose one of the reasons.", {"reason": reason}, field="reason")


def _against_lift(rule: LiftRule, roles: Collection[str], note: str) -> Iterator[Reason]:
    yield from (replace(reason, code=rule.rule or reason.code) for reason in _against_roles(rule.roles, roles))
    if rule.needs_reason and not note.strip():
        yield Reason("reason_required", "Say why it is lifted.", field="note")


def _against_roles(allowed: frozenset[str] | None, roles: Collection[str]) -> Iterator[Reason]:
    if allowed is not None and not allowed.intersection(roles):
        yield Reason("role", "This step belongs to: {roles}.", {"roles": ", ".join(sorted(allowed))})
