"""Which clocks start, move or stop, given the facts; and what their due instant is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from sojourn.grammar.clocks.due import Pause, due
from sojourn.grammar.expressions import Env
from sojourn.grammar.lifecycle import Facts, World, instant_of, span_of
from sojourn.grammar.packs import Clock, Mark, Pack, Span
from sojourn.kernel import moment

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class ClockChange:
    """One decision about a clock: `what` is start, move (it runs, but began at another instant) or stop; `at` when."""

    clock: str
    member: str | None
    what: str
    at: datetime


def clock_events(pack: Pack, facts: Facts) -> list[ClockChange]:
    """Return what is to be done to the clocks, judged by `clock.<name>.started` and `.stopped` in the facts.

    Carrying the changes out and asking again returns nothing. A case in a final stage stops all its clocks.
    """
    world = World(pack, facts)
    changes: list[ClockChange] = []
    with moment.travelling(world.facts.now):
        for clock in pack.clocks.values():
            for member in [each.id for each in world.facts.members] if clock.each else [None]:
                changes.extend(_of_clock(pack, clock, world, member))
    return changes


def length_of(pack: Pack, facts: Facts, clock: str, member: str | None = None) -> Span | None:
    """The length of a clock as the facts have it now: the first of `lengths` that holds; None when it has no number.

    Raises KeyError for an unknown clock or member.
    """
    world = World(pack, facts)
    env = world.env_of(member)
    with moment.travelling(world.facts.now):
        for length in pack.clocks[clock].lengths:
            if length.when is None or length.when.truth(env):
                return span_of(length, env)
    return None


def due_of(
    pack: Pack,
    facts: Facts,
    clock: str,
    member: str | None,
    started: datetime,
    *,
    pauses: Sequence[tuple[str, datetime, datetime | None]] = (),
    country: str | None = None,
    zone: tzinfo | str = UTC,
) -> datetime | None:
    """The due instant of a clock of the pack; `pauses` are all of the case, as (side state, from, until).

    Only those count that the clock declares; a legal clock counts none. None when the length has no number.
    """
    length = length_of(pack, facts, clock, member)
    return (
        None if length is None else due(length, started, counted(pack.clocks[clock], pauses), country, zone, facts.now)
    )


def counted(clock: Clock, pauses: Sequence[tuple[str, datetime, datetime | None]]) -> list[Pause]:
    """The pauses that stop this clock."""
    return [(first, last) for state, first, last in pauses if clock.pauses is None or state in clock.pauses]


def _of_clock(pack: Pack, clock: Clock, world: World, member: str | None) -> Iterator[ClockChange]:
    env = world.env_of(member)
    started, stopped = _known(env, clock, "started"), _known(env, clock, "stopped")
    begins = _begins(clock, env, world.facts.zone or UTC)
    running = started is not None and (stopped is None or stopped < started)
    if running and started is not None:
        ends = world.facts.now if begins is None else _ends(pack, clock, env, started, world.facts.now)
        if ends is not None:
            yield ClockChange(clock.name, member, "stop", ends)
            started, stopped, running = started, ends, False
    if begins is None or begins == started:
        return
    if running:
        yield ClockChange(clock.name, member, "move", begins)
    elif (stopped is None or begins > stopped) and _ends(pack, clock, env, begins, world.facts.now) is None:
        yield ClockChange(clock.name, member, "start", begins)


def _known(env: Env, clock: Clock, part: str) -> datetime | None:
    value = env.answers.get(f"clock.{clock.name}.{part}")
    return instant_of(value) if value else None


def _begins(clock: Clock, env: Env, zone: tzinfo) -> datetime | None:
    for mark in clock.starts:
        found = _instant(_started(mark, env), zone)
        if found is not None:
            return found
    return None


def _started(mark: Mark, env: Env) -> Any:
    if mark.kind == "value":
        return mark.expression.string(env) if mark.expression is not None else ""
    happened = _happened(mark, env)
    if mark.expression is None or not happened:
        return happened
    return mark.expression.string(env)


def _happened(mark: Mark, env: Env) -> Any:
    part = {"form": "{}.at", "stage": "stage.{}.last_entered", "transition": "transition.{}.at"}[mark.kind]
    return env.answers.get(part.format(mark.name))


def _instant(value: Any, zone: tzinfo) -> datetime | None:
    """The instant of a stored date or dateTime; a date stands for the last second of its day in the office's zone."""
    if not value:
        return None
    try:
        if isinstance(value, str) and len(value) == 10:
            return datetime.combine(date.fromisoformat(value), END_OF_DAY, tzinfo=zone).astimezone(UTC)
        return instant_of(value)
    except ValueError:
        return None


def _ends(pack: Pack, clock: Clock, env: Env, started: datetime, now: datetime) -> datetime | None:
    for mark in clock.stops:
        if mark.kind == "when":
            if mark.expression is not None and mark.expression.truth(env):
                return now
        elif (at := _instant(_happened(mark, env), UTC)) is not None and at >= started:
            return at
    stage = pack.stages.get(str(env.answers.get("case.stage") or ""))
    return now if stage is not None and stage.final else None
