"""May this transition be done now, by these hands? And if not, what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sojourn.grammar.expressions import Env
from sojourn.grammar.forms import Form
from sojourn.grammar.lifecycle.facts import Facts, MemberFacts, entry_facts, instant_of
from sojourn.grammar.lifecycle.hands import four_eyes
from sojourn.grammar.lifecycle.values import World
from sojourn.grammar.packs import Guard, Pack, Transition, read_in
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason

ASKED_WITH_THE_MOVE = frozenset({"form_missing", "reason_required"})


@dataclass(frozen=True)
class Offer:
    """A transition that starts from the present stage, and what still blocks it (nothing: it can be done).

    What the move itself asks for, its form and its reason, does not block an offer.
    """

    transition: Transition
    reasons: tuple[Reason, ...]


def attempt(
    pack: Pack,
    facts: Facts,
    transition: str,
    *,
    roles: Collection[str],
    by: str,
    reason: str = "",
    form_answers: Mapping[str, Any] | None = None,
    language: str = "en",
    holds: Mapping[str, Reason] | None = None,
) -> list[Reason]:
    """Return every reason against the transition; an empty list means that it may be done.

    `roles` are those the user `by` holds in the case's office. `form_answers` are the cleaned answers of the
    transition's form, when they come with the move; guards see them. `holds` are the questions that are open now, by
    their names, each with what it means: they stop the transitions that are `held_by` them.
    An `always` transition is stopped by nothing
    but the stage: neither side states, nor guards, nor forms, nor roles (avrr.md R03).
    Raises KeyError for a transition the pack does not have.
    """
    move = pack.transitions[transition]
    if form_answers is not None and move.form:
        facts = _with_answers(facts, pack.forms[move.form].form, form_answers, by)
    world = World(pack, facts)
    asked = _asked(pack, move, world, form_answers is not None, reason)
    return [*_blocked(pack, move, world, roles, by, language), *_held(move, holds), *asked]


def open_transitions(
    pack: Pack, facts: Facts, *, roles: Collection[str], by: str, language: str = "en",
    holds: Mapping[str, Reason] | None = None,
) -> list[Offer]:  # fmt: skip
    """Return the transitions that start from the present stage, in the pack's order, each with what blocks it."""
    world = World(pack, facts)
    stage = world.facts.case.get("case.stage", "")
    offers = []
    for move in pack.transitions.values():
        if stage in move.sources:
            against = (*_blocked(pack, move, world, roles, by, language), *_held(move, holds))
            offers.append(Offer(move, against))
    return offers


def _with_answers(facts: Facts, form: Form, answers: Mapping[str, Any], by: str) -> Facts:
    if form.about == "member":
        # Member forms are filled before the move, each by itself; a move brings the case's form only.
        return facts
    count = int(facts.case.get(f"{form.name}.count") or 0) + 1
    old = {name: value for name, value in facts.case.items() if not name.startswith(f"{form.name}.")}
    fresh = entry_facts(form, answers, facts.now.isoformat(), by, count)
    return replace(facts, case=old | fresh, complete=False)


def _blocked(
    pack: Pack, move: Transition, world: World, roles: Collection[str], by: str, language: str
) -> Iterator[Reason]:
    case = world.facts.case
    stage, state = str(case.get("case.stage") or ""), str(case.get("case.side_state") or "")
    if stage not in move.sources:
        params = {"transition": read_in(move.labels, language), "stage": pack.label_of("stage", stage, language)}
        yield Reason("stage", '"{transition}" does not start from the stage "{stage}".', params)
    if move.always:
        return
    if state and _blocks(pack, state, move.name):
        params = {"state": pack.label_of("side_state", state, language)}
        yield Reason("side_state", 'The case is in the state "{state}". It must be lifted first.', params)
    if move.roles is not None and not move.roles.intersection(roles):
        yield Reason("role", "This step belongs to: {roles}.", {"roles": ", ".join(sorted(move.roles))})
    yield from four_eyes(pack, world.facts, f"transition:{move.name}", by, language=language)
    with moment.travelling(world.facts.now):
        for name in move.guards:
            yield from _failures(pack.guards[name], world, language)


def _held(move: Transition, holds: Mapping[str, Reason] | None) -> Iterator[Reason]:
    return (holds[name] for name in move.held_by if holds and name in holds and not move.always)


def _blocks(pack: Pack, state: str, transition: str) -> bool:
    declared = pack.side_states.get(state)
    return declared is None or declared.blocks is None or transition in declared.blocks


def _asked(pack: Pack, move: Transition, world: World, answered: bool, reason: str) -> Iterator[Reason]:
    if reason and move.reason and reason not in pack.list_of(move.reason):
        yield Reason("reason_unknown", '"{reason}" is not one of the reasons.', {"reason": reason})
    if move.always:
        return
    if move.form and not answered and not _is_filled(pack, move, world):
        params = {"form": move.form}
        yield Reason("form_missing", 'The form "{form}" is needed for this step.', params, field=move.form)
    if move.reason_required and not reason:
        yield Reason("reason_required", "Choose a reason for this step.", field="reason")


def _is_filled(pack: Pack, move: Transition, world: World) -> bool:
    """Filled since this transition was last done; a member's form by every member."""
    form = pack.forms[move.form].form
    worlds = world.members if form.about == "member" else [world.case]
    last = world.facts.case.get(f"transition.{move.name}.at")
    return all(_is_fresh(env, move.form, last) for env in worlds)


def _is_fresh(env: Env, form: str, last: Any) -> bool:
    filled, at = env.answers.get(f"{form}.filled") == "yes", env.answers.get(f"{form}.at")
    return filled and (not last or not at or instant_of(at) > instant_of(last))


def _failures(guard: Guard, world: World, language: str) -> Iterator[Reason]:
    if not guard.each:
        if not _holds(guard, world.case, world.facts, None):
            yield _reason(guard, world.case, None, language)
        return
    for member, env in world.each():
        if not _holds(guard, env, world.facts, member):
            yield _reason(guard, env, member, language)


def _holds(guard: Guard, env: Env, facts: Facts, member: MemberFacts | None) -> bool:
    if guard.when is not None and not guard.when.truth(env):
        return True
    if guard.check is not None:
        return bool(guard.check(facts) if member is None else guard.check(facts, member))
    return guard.need is not None and guard.need.truth(env)


def _reason(guard: Guard, env: Env, member: MemberFacts | None, language: str) -> Reason:
    params: dict[str, Any] = {}
    for name, shown in guard.shows.items():
        params[name] = shown.string(env) if not isinstance(shown, str) else _shown(env.answers.get(shown))
    if member is not None:
        params["member"] = member.name
    subject = member.id if member is not None else ""
    return Reason(guard.rule or guard.name, read_in(guard.message, language), params, subject=subject)


def _shown(value: Any) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
