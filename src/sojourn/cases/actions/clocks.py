"""Clocks as rows: started, moved and stopped as the grammar decides, and their steps taken when the time has come."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from sojourn.cases.actions.working import Work
from sojourn.cases.models import ClockRun
from sojourn.grammar.clocks import ClockChange, Run, clock_events, due_of, next_step_at, steps
from sojourn.grammar.lifecycle import Effect


def follow_clocks(work: Work) -> None:
    """Start, move and stop clocks as the facts say, and bring every due instant up to date."""
    changes = clock_events(work.pack, work.facts)
    for change in changes:
        _carry_out(work, change)
    if changes:
        work.touched("clocks")
    bring_up_to_date(work)


def bring_up_to_date(work: Work) -> None:
    """Compute due and next step of every running clock anew: its length or the pauses may have changed."""
    runs = [run for run in work.rows.clocks if run.stopped_at is None]
    for run in runs:
        _update(work, run)


def due_steps(work: Work, run: ClockRun) -> list[Effect]:
    """Mark the steps whose time has come as taken, and return what they ask for."""
    taken = steps(work.pack, work.facts, _run(run), work.now, **_where(work, run))
    if taken:
        run.escalated = [*run.escalated, *(step.key for step in taken)]
        ClockRun.objects.filter(pk=run.pk).update(escalated=run.escalated)
        work.note("clock.reached", clock=run.clock, steps=[step.key for step in taken])
    return [effect for step in taken for effect in step.effects]


def _carry_out(work: Work, change: ClockChange) -> None:
    running = ClockRun.objects.filter(case=work.case, member=change.member, clock=change.clock, stopped_at=None)
    match change.what:
        case "start":
            _start(work, change)
        case "move":
            running.update(started_at=change.at, escalated=[])
        case "stop":
            # One that was to begin later stops where it would have begun; stopped before, it would seem to run again.
            running.update(stopped_at=Greatest(Value(change.at), F("started_at")), next_at=None)
    work.note(f"clock.{change.what}", clock=change.clock, member=change.member or "")


def _start(work: Work, change: ClockChange) -> None:
    run = ClockRun(case=work.case, member_id=change.member, clock=change.clock, started_at=change.at)
    run.due_at = _due(work, run) or change.at
    run.next_at = next_step_at(work.pack, work.facts, _run(run), **_where(work, run))
    run.save(force_insert=True)


def _due(work: Work, run: ClockRun) -> datetime | None:
    pauses = [(pause.state, pause.from_at, pause.until_at) for pause in work.rows.pauses]
    member = str(run.member_id) if run.member_id else None
    return due_of(work.pack, work.facts, run.clock, member, run.started_at, pauses=pauses, **_where(work, run))


def _update(work: Work, run: ClockRun) -> None:
    if run.clock not in work.pack.clocks:
        return
    due = _due(work, run)
    moved = due is not None and due != run.due_at
    if moved:
        run.due_at = due
    next_at = next_step_at(work.pack, work.facts, _run(run), **_where(work, run))
    if moved or next_at != run.next_at:
        run.next_at = next_at
        ClockRun.objects.filter(pk=run.pk).update(due_at=run.due_at, next_at=next_at)
        work.changed("clocks")


def _run(run: ClockRun) -> Run:
    member = str(run.member_id) if run.member_id else None
    return Run(run.clock, member, run.started_at, run.due_at, run.escalated)


def _where(work: Work, run: ClockRun) -> dict[str, str]:
    """Whose calendar and hour: that of the side the clock belongs to."""
    declared, office = work.pack.clocks.get(run.clock), work.case.office
    if declared is not None and declared.side == "receiving_office":
        office = work.case.receiving_office or office
    return {"country": office.country, "zone": office.zone}
