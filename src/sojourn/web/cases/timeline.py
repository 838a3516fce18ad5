"""The timeline of a case: everything that happened, newest first, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.web.cases.attention import label_of
from sojourn.web.cases.desk import Desk, people
from sojourn.web.wording import when

_BY_RULE = re.compile(r"^\w+ \((.+)\)$")


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    at: datetime
    title: str
    icon: str
    by_id: UUID | None
    tone: str = ""
    words: str = ""
    url: str = ""
    when: str = ""
    by: str = ""


def timeline_of(desk: Desk, entries: list[Any], limit: int | None = None) -> tuple[Event, ...]:
    """Gather the events of a case; `entries` are all its entries, corrected ones included."""
    found = [event for source in _SOURCES for event in source(desk)]
    found += _of_entries(desk, entries)
    # Of what happened at one instant, the last in order is the newest.
    newest = sorted(found, key=lambda event: event.at)[::-1][:limit]
    names = people(event.by_id for event in newest)
    return tuple(
        Event(**{**vars(event), "when": when(event.at), "by": names.get(str(event.by_id), "")}) for event in newest
    )


def _of_entries(desk: Desk, entries: list[Any]) -> Iterator[Event]:
    for entry in entries:
        words = _("%(form)s saved") if entry.revision == 1 else _("%(form)s saved again")
        title = _with_member(desk, words % {"form": desk.label("form", entry.form)}, entry.member_id)
        yield Event(entry.at, title, "form", entry.by, url=reverse("web:show-entry", args=[desk.case.pk, entry.pk]))


def _of_stages(desk: Desk) -> Iterator[Event]:
    before: Any = None
    for row in desk.rows.stages:
        if before is None:
            yield Event(row.at, _("Case opened"), "case", row.by, "good")
        elif row.transition:
            title = _("%(step)s: now %(stage)s") % {
                "step": desk.label("transition", row.transition),
                "stage": desk.label("stage", row.stage),
            }
            yield Event(row.at, title, "move", row.by, "good", _reason(desk, row))
        else:
            yield _of_side(desk, row)
        before = row


def _of_side(desk: Desk, row: Any) -> Event:
    if not row.side_state:
        return Event(row.at, _("Hold lifted"), "play", row.by, "good", _note(row))
    state = desk.pack.side_states.get(row.side_state)
    reason = desk.choice(state.reasons, row.side_reason) if state else row.side_reason
    words = " · ".join(part for part in (reason, _note(row)) if part)
    return Event(row.at, desk.label("side_state", row.side_state), "hold", row.by, "warn", words)


def _note(row: Any) -> str:
    """What somebody noted; of a note made by a rule of the programme, the rule's number."""
    by_rule = _BY_RULE.match(row.note)
    return by_rule[1] if by_rule and row.by is None else str(row.note)


def _reason(desk: Desk, row: Any) -> str:
    move = desk.pack.transitions.get(row.transition)
    reason = desk.choice(move.reason, row.reason) if move else row.reason
    return " · ".join(part for part in (reason, row.note) if part)


def _of_tasks(desk: Desk) -> Iterator[Event]:
    for task in desk.rows.tasks:
        label = label_of(desk, "task", task)
        if task.done_at:
            title = _with_member(desk, _("Task done: %(task)s") % {"task": label}, task.member_id)
            yield Event(task.done_at, title, "task", task.done_by, "good")
        if task.cancelled_at:
            title = _with_member(desk, _("Task cancelled: %(task)s") % {"task": label}, task.member_id)
            yield Event(task.cancelled_at, title, "close", task.cancelled_by)


def _of_alerts(desk: Desk) -> Iterator[Event]:
    for alert in desk.rows.alerts:
        label = _with_member(desk, label_of(desk, "alert", alert), alert.member_id)
        yield Event(alert.raised_at, _("Alert: %(alert)s") % {"alert": label}, "alert", alert.raised_by, "danger")
        if alert.cleared_at:
            title = _("Alert seen to: %(alert)s") % {"alert": label}
            yield Event(alert.cleared_at, title, "check", alert.cleared_by, "good")


def _of_referrals(desk: Desk) -> Iterator[Event]:
    states = {"accepted": _("accepted"), "declined": _("declined")}
    for referral in desk.rows.referrals:
        label = _with_member(desk, service_label(desk, referral.service), referral.member_id)
        title = _("Referred: %(service)s") % {"service": label}
        yield Event(referral.offered_at, title, "referral", referral.offered_by)
        if referral.answered_at:
            state = states.get(referral.state, _("answered"))
            title = _("Referral %(state)s: %(service)s") % {"state": state, "service": label}
            yield Event(referral.answered_at, title, "referral", referral.answered_by, words=referral.answer_note)
        if referral.done_at:
            title = _("Referral ended: %(service)s") % {"service": label}
            yield Event(referral.done_at, title, "check", referral.done_by, "good")


def _of_approvals(desk: Desk) -> Iterator[Event]:
    for row in desk.rows.approvals:
        label = desk.label("approval", row.kind)
        yield Event(row.asked_at, _("Approval asked: %(what)s") % {"what": label}, "approval", row.asked_by)
        if row.decided_at:
            agreed = row.decision == "approved"
            words = _("Approved: %(what)s") if agreed else _("Not approved: %(what)s")
            tone = "good" if agreed else "warn"
            yield Event(row.decided_at, words % {"what": label}, "approval", row.decided_by, tone, row.reason)


def service_label(desk: Desk, code: str) -> str:
    """What a service or a referral is called."""
    return desk.label("referral" if code in desk.pack.referrals else "service", code)


def _with_member(desk: Desk, text: str, member_id: UUID | None) -> str:
    name = desk.name(member_id)
    return f"{text} ({name})" if name else text


_SOURCES: tuple[Callable[[Desk], Iterator[Event]], ...] = (
    _of_stages, _of_tasks, _of_alerts, _of_referrals, _of_approvals,
)  # fmt: skip
