"""Side states as rows: each hold is a pause, the newest open one is what the case shows."""

from __future__ import annotations

from django.db.models import QuerySet

from sojourn.cases.actions.working import Work
from sojourn.cases.models import Pause, StageEntry


def push_hold(work: Work, state: str, reason: str, note: str = "") -> None:
    """Begin a hold on top of those in force."""
    Pause.objects.create(case=work.case, state=state, reason=reason, from_at=work.now, by=work.by.user_id)
    _show(work, state, reason, note)
    work.note("case.held", state=state, reason=reason)
    work.touched("pauses")


def pop_hold(work: Work, note: str = "") -> None:
    """End the hold that shows, and show the one below it, if any."""
    pause = _open(work).last()
    if pause is None:
        return
    _end(work, pause)
    below = _open(work).last()
    _show(work, below.state if below else "", below.reason if below else "", note)
    work.note("case.lifted", state=pause.state, reason=pause.reason)
    work.changed("pauses")
    work.happened("lift", pause.reason)


def end_holds(work: Work) -> None:
    """End every hold, because the case goes where no hold follows; the step that goes there is its own trace."""
    for pause in _open(work):
        _end(work, pause)
    work.changed("pauses")
    work.set(side_state="", side_reason="")


def _open(work: Work) -> QuerySet[Pause]:
    return Pause.objects.filter(case=work.case, until_at=None).order_by("from_at", "id")


def _end(work: Work, pause: Pause) -> None:
    Pause.objects.filter(pk=pause.pk).update(until_at=work.now, lifted_by=work.by.user_id)


def _show(work: Work, state: str, reason: str, note: str) -> None:
    work.set(side_state=state, side_reason=reason)
    StageEntry.objects.create(
        case=work.case, stage=work.case.stage, side_state=state, side_reason=reason, note=note, at=work.now,
        by=work.by.user_id,
    )  # fmt: skip
    work.changed("stages")
