"""What a running clock asks for as its due instant comes near, comes, and passes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sojourn.grammar.clocks.due import due, earlier
from sojourn.grammar.lifecycle import Effect, Event, Facts, World, effects_of, reactions, span_of
from sojourn.grammar.packs import Clock, Pack, Step
from sojourn.kernel import moment

DUE = "due"


@dataclass(frozen=True)
class Run:
    """One running clock; `escalated` are the keys of the steps already taken."""

    clock: str
    member: str | None
    started: datetime
    due: datetime
    escalated: Collection[str] = ()


@dataclass(frozen=True)
class Taken:
    """A step whose time has come: its stable `key`, the instant it was meant for, and what follows."""

    key: str
    at: datetime
    effects: tuple[Effect, ...]


def steps(
    pack: Pack,
    facts: Facts,
    run: Run,
    now: datetime,
    *,
    country: str | None = None,
    zone: tzinfo | str = UTC,
) -> list[Taken]:
    """Return the steps that are due at `now` and not yet taken, earliest first.

    Every clock has the step "due", whether it declares one or not; it carries the reactions that hear the clock.
    Keep the keys with the run and ask again: nothing comes twice.
    """
    clock, world = pack.clocks[run.clock], World(pack, facts)
    with moment.travelling(now):
        taken = [
            Taken(step.key, at, tuple(_effects(pack, clock, step, world, run)))
            for step, at in _times(clock, world, run, country, zone)
            if at <= now and step.key not in run.escalated
        ]
    return sorted(taken, key=lambda one: (one.at, one.key))


def next_step_at(
    pack: Pack, facts: Facts, run: Run, *, country: str | None = None, zone: tzinfo | str = UTC
) -> datetime | None:
    """The instant of the first step not yet taken; None when all are."""
    world = World(pack, facts)
    times = _times(pack.clocks[run.clock], world, run, country, zone)
    return min((at for step, at in times if step.key not in run.escalated), default=None)


def _times(
    clock: Clock, world: World, run: Run, country: str | None, zone: tzinfo | str
) -> Iterator[tuple[Step, datetime]]:
    declared = {step.key for step in clock.steps}
    if DUE not in declared:
        yield Step(DUE, DUE, None, (), clock.place), run.due
    env = world.env_of(run.member)
    for step in clock.steps:
        if step.span is None:
            yield step, run.due
        elif (span := span_of(step.span, env)) is not None:
            before = step.side == "before"
            yield step, earlier(span, run.due, country, zone) if before else due(span, run.due, (), country, zone)


def _effects(pack: Pack, clock: Clock, step: Step, world: World, run: Run) -> Iterator[Effect]:
    yield from effects_of(step.do, world, run.member, reaction=f"clock:{clock.name}", rule=clock.rule)
    if step.key == DUE:
        yield from reactions(pack, world.facts, Event("clock", clock.name, run.member))
