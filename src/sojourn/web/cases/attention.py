"""What asks for attention in a case: alerts, tasks and running clocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment
from sojourn.web.cases.clocks import ClockShown, clock_shown, waits
from sojourn.web.cases.desk import Desk
from sojourn.web.wording import role_name, when

_MARK = re.compile(r"\[[JRS]\]\s*")
TONES = {"high": "danger", "medium": "warn", "info": "info"}


@dataclass(frozen=True)
class AlertShown:
    """An alert that nobody has cleared yet."""

    id: UUID
    label: str
    who: str
    words: str
    tone: str
    clear_url: str


@dataclass(frozen=True)
class TaskShown:
    """An open task."""

    id: UUID
    label: str
    who: str
    role: str
    when: str
    late: bool
    do_url: str
    cancel_url: str


def alerts_shown(desk: Desk) -> tuple[AlertShown, ...]:
    """The open alerts, the gravest first."""
    order = list(TONES)
    open_ones = [alert for alert in desk.rows.alerts if alert.cleared_at is None]
    return tuple(_alert(desk, alert) for alert in sorted(open_ones, key=lambda one: order.index(one.severity)))


def _alert(desk: Desk, alert: Any) -> AlertShown:
    parts = [severity_name(alert.severity), role_name(alert.role), when(alert.raised_at)]
    may_clear = desk.may(Permission.CASE_WRITE) and (not alert.role or alert.role in desk.roles)
    return AlertShown(
        alert.pk,
        label_of(desk, "alert", alert),
        desk.name(alert.member_id),
        " · ".join(part for part in parts if part),
        TONES.get(alert.severity, "warn"),
        reverse("web:clear-alert", args=[desk.case.pk, alert.pk]) if may_clear else "",
    )


def severity_name(code: str) -> str:
    """How grave an alert is, in a word."""
    return {"high": _("High"), "medium": _("Medium"), "info": _("For information")}.get(code, code)


def label_of(desk: Desk, kind: str, row: Any) -> str:
    """What a person reads for a task or an alert."""
    return label_in_pack(desk.pack, kind, row, desk.language)


def label_in_pack(pack: Pack, kind: str, row: Any, language: str) -> str:
    """The pack's words in the reader's language; those somebody wrote by hand where the pack has none."""
    known = pack.tasks if kind == "task" else pack.alerts
    return pack.label_of(kind, row.code, language) if row.code in known else row.label or row.code


def tasks_shown(desk: Desk) -> tuple[TaskShown, ...]:
    """The open tasks, the most pressing first; those without a date last."""
    open_ones = [task for task in desk.rows.tasks if task.done_at is None and task.cancelled_at is None]
    return tuple(_task(desk, task) for task in sorted(open_ones, key=lambda one: (one.due_at is None, one.due_at)))


def _task(desk: Desk, task: Any) -> TaskShown:
    may_write = desk.may(Permission.CASE_WRITE)
    return TaskShown(
        task.pk,
        label_of(desk, "task", task),
        desk.name(task.member_id),
        role_name(task.role),
        _("due %(when)s") % {"when": when(task.due_at)} if task.due_at else "",
        bool(task.due_at and task.due_at < moment.now()),
        reverse("web:finish-task", args=[desk.case.pk, task.pk]) if may_write else "",
        reverse("web:cancel-task", args=[desk.case.pk, task.pk]) if may_write else "",
    )


def clocks_running(desk: Desk) -> tuple[ClockShown, ...]:
    """The clocks that run, the first to end first."""
    running = sorted((run for run in desk.rows.clocks if run.stopped_at is None), key=lambda run: run.due_at)
    return tuple(_clock(desk, run) for run in running)


def _clock(desk: Desk, run: Any) -> ClockShown:
    declared = desk.pack.clocks.get(run.clock)
    return clock_shown(
        desk.label("clock", run.clock),
        run.due_at,
        waits=waits(declared),
        who=desk.name(run.member_id),
        basis=_ground(declared.basis) if declared else "",
    )


def _ground(basis: str) -> str:
    """The legal or agreed ground of a deadline, without the marks by which authors grade their sources."""
    said = _MARK.sub("", basis).strip()
    return _("Ground: %(basis)s") % {"basis": said} if said else ""
