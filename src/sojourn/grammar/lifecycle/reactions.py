"""What follows from an event: the effects that reactions and stages declare. Nothing is done here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sojourn.grammar.expressions import Env
from sojourn.grammar.lifecycle.facts import Facts
from sojourn.grammar.lifecycle.values import World
from sojourn.grammar.packs import WHOLE, Do, Labels, Length, Pack, Reaction, Span
from sojourn.kernel import moment

CHANGE = ("any", "change")
LIFT = "lift"
_OPEN_REFERRALS = ("offered", "accepted")


@dataclass(frozen=True)
class Event:
    """Something that happened: `kind` is form, stage, transition, clock, lift or change; `member` whose form or clock.

    A `lift` names the reason that was lifted; it makes every other ground for a hold count again.
    """

    kind: str
    name: str
    member: str | None = None


@dataclass(frozen=True)
class Effect:
    """One consequence to carry out: `kind` and `params` as the pack declares them (docs/reference/packs.md, `do`).

    `reaction` says what asked for it, `member` about whom; `within` is the time limit of a task, `labels` its words.
    """

    reaction: str
    rule: str
    kind: str
    member: str | None
    params: Mapping[str, Any]
    labels: Labels = field(default_factory=dict)
    within: Span | None = None


def reactions(pack: Pack, facts: Facts, event: Event) -> list[Effect]:
    """Return what follows from `event`, in the pack's order; what is already so, is not asked for again.

    With `each: member` a reaction looks at the member of the event, or at every member when the event is the case's.
    """
    world = World(pack, facts)
    heard = {(event.kind, event.name), CHANGE}
    with moment.travelling(world.facts.now):
        effects = list(_of_stage(pack, world, event))
        for reaction in pack.reactions.values():
            if heard.intersection(reaction.on) or (event.kind == LIFT and _holds(reaction)):
                effects.extend(_of_reaction(reaction, world, event.member))
    return effects if event.kind != LIFT else [effect for effect in effects if _is_another_hold(effect, event.name)]


def effects_of(
    do: Iterable[Do], world: World, member: str | None, *, reaction: str, rule: str = "", once: bool = True
) -> Iterator[Effect]:
    """The effects of a `do:` list for the case or one member, without those that are already so (unless not `once`)."""
    env = world.env_of(member)
    for one in do:
        if not (once and _is_so(world.pack, one, env)):
            within = span_of(one.within, env) if one.within is not None else None
            yield Effect(reaction, rule, one.kind, member, one.params, one.labels, within)


def span_of(length: Length, env: Env) -> Span | None:
    """The length as known now; None when its expression gives no number from zero on."""
    amount = length.amount if length.expression is None else length.expression.number(env)
    if amount is None or not 0 <= amount < math.inf:
        return None
    return Span(length.unit, math.ceil(amount) if length.unit in WHOLE else amount)


def _of_stage(pack: Pack, world: World, event: Event) -> Iterator[Effect]:
    stage = pack.stages.get(event.name) if event.kind == "stage" else None
    for task in stage.tasks if stage is not None else ():
        of = [member.id for member in world.facts.members] if task.params.get("each") == "member" else [None]
        for member in of:
            yield from effects_of([task], world, member, reaction=f"stage:{event.name}")


def _of_reaction(reaction: Reaction, world: World, member: str | None) -> Iterator[Effect]:
    if not reaction.each:
        about: list[str | None] = [None]
    else:
        about = [each.id for each in world.facts.members if member in (None, each.id)]
    for one in about:
        if reaction.when is None or reaction.when.truth(world.env_of(one)):
            yield from effects_of(
                reaction.do, world, one, reaction=reaction.name, rule=reaction.rule, once=reaction.once
            )


def _holds(reaction: Reaction) -> bool:
    return any(one.kind == "hold" for one in reaction.do)


def _is_another_hold(effect: Effect, lifted: str) -> bool:
    return effect.kind == "hold" and effect.params.get("reason", "") != lifted


def _is_held(pack: Pack, do: Do, state: str, reason: str) -> bool:
    """Held already; a reason with a lift rule of its own comes before one without, and else the first stays."""
    if not state:
        return False
    wanted = str(do.params.get("reason", ""))
    rules = pack.side_states[do.params["state"]].lift_by_reason
    stronger = wanted in rules and reason not in rules
    return bool(state != do.params["state"]) or reason == wanted or not stronger


def _is_so(pack: Pack, do: Do, env: Env) -> bool:
    """Whether the world is already as the consequence would make it."""
    answers, params = env.answers, do.params
    state, reason = answers.get("case.side_state") or "", answers.get("case.side_reason") or ""
    match do.kind:
        case "hold":
            return _is_held(pack, do, state, reason)
        case "lift":
            return bool(state != params["state"]) or params.get("reason", reason) != reason
        case "task" | "alert":
            return _is_open(env, do.kind, params["code"])
        case "done" | "cancel":
            codes = params["tasks"] if do.kind == "cancel" else (params["task"],)
            return not any(_is_open(env, "task", code) for code in codes)
        case "clear":
            return not _is_open(env, "alert", params["alert"])
        case "referral":
            return answers.get(f"referral.{params['service']}.state") in _OPEN_REFERRALS
        case "service":
            return bool(answers.get(f"service.{params['code']}.state") == params.get("state", "needed"))
        case _:
            return False


def _is_open(env: Env, kind: str, code: str) -> bool:
    return bool(env.answers.get(f"{kind}.{code}.open") == "yes")
