"""Referrals, services and approvals of a case, as its page of work shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.web.cases.desk import Desk, people
from sojourn.web.cases.timeline import service_label
from sojourn.web.wording import role_names, when


@dataclass(frozen=True)
class Button:
    """One press: the value it sends and what it says."""

    value: str
    label: str
    tone: str = ""


@dataclass(frozen=True)
class WorkItem:
    """A referral, service or approval with what may be done to it."""

    label: str
    who: str
    chip: str
    tone: str
    words: str
    url: str
    buttons: tuple[Button, ...]
    asks_note: bool = False


def referrals_shown(desk: Desk) -> tuple[WorkItem, ...]:
    """The referrals of a case, the newest first."""
    names = people(row.offered_by for row in desk.rows.referrals)
    return tuple(_referral(desk, row, names) for row in reversed(desk.rows.referrals))


def _referral(desk: Desk, row: Any, names: Mapping[str, str]) -> WorkItem:
    to = row.to_office.name if row.to_office_id else row.to_name
    parts = (to, when(row.offered_at), names.get(str(row.offered_by), ""), row.note, row.answer_note)
    open_ones = row.state in ("offered", "accepted") and desk.may(Permission.REFER)
    buttons = (Button("done", _("Done")), Button("withdraw", _("Take back"), "danger")) if open_ones else ()
    label, tone = referral_state(row.state)
    return WorkItem(
        service_label(desk, row.service),
        desk.name(row.member_id),
        label,
        tone,
        " · ".join(part for part in parts if part),
        reverse("web:answer-referral", args=[row.pk]),
        buttons,
    )


def referral_state(state: str) -> tuple[str, str]:
    """The words and the tone of a referral's state."""
    return {
        "offered": (_("Offered"), "info"),
        "accepted": (_("Accepted"), "good"),
        "declined": (_("Declined"), "warn"),
        "done": (_("Done"), "good"),
        "withdrawn": (_("Taken back"), ""),
    }.get(state, (state, ""))


def services_shown(desk: Desk) -> tuple[WorkItem, ...]:
    """The services of a case, the latest change first."""
    return tuple(_service(desk, row) for row in reversed(desk.rows.services))


def _service(desk: Desk, row: Any) -> WorkItem:
    label, tone = {
        "needed": (_("Needed"), "warn"),
        "booked": (_("Booked"), "info"),
        "delivered": (_("Delivered"), "good"),
        "cancelled": (_("Cancelled"), ""),
    }.get(row.state, (row.state, ""))
    steps = {"needed": ("booked", "delivered", "cancelled"), "booked": ("delivered", "cancelled")}.get(row.state, ())
    words = {"booked": _("Booked"), "delivered": _("Delivered"), "cancelled": _("Cancel")}
    may = desk.may(Permission.CASE_WRITE)
    return WorkItem(
        service_label(desk, row.code),
        desk.name(row.member_id),
        label,
        tone,
        " · ".join(part for part in (when(row.changed_at), row.note) if part),
        reverse("web:change-service", args=[desk.case.pk, row.pk]),
        tuple(Button(step, words[step], "danger" if step == "cancelled" else "") for step in steps) if may else (),
    )


def approvals_shown(desk: Desk) -> tuple[WorkItem, ...]:
    """The approvals of a case, the newest first."""
    names = people(one for row in desk.rows.approvals for one in (row.asked_by, row.decided_by))
    return tuple(_approval(desk, row, names) for row in reversed(desk.rows.approvals))


def _approval(desk: Desk, row: Any, names: Mapping[str, str]) -> WorkItem:
    waiting = row.decided_at is None
    label, tone = (_("Waiting"), "warn") if waiting else _decision(row.decision)
    declared = desk.pack.approvals.get(row.kind)
    fits = declared is None or declared.roles is None or bool(declared.roles & desk.roles)
    may = waiting and fits and desk.may(Permission.DECIDE)
    asked = _("asked by %(name)s, %(when)s") % {"name": names.get(str(row.asked_by), "–"), "when": when(row.asked_at)}
    decided = f"{names.get(str(row.decided_by), '')}, {when(row.decided_at)}" if row.decided_at else ""
    whose = _("decided by: %(roles)s") % {"roles": role_names(row.role.split(","))} if waiting and row.role else ""
    buttons = (Button("approved", _("Approve")), Button("refused", _("Refuse"), "danger"))
    return WorkItem(
        desk.label("approval", row.kind),
        "",
        label,
        tone,
        " · ".join(part for part in (asked, row.note, whose, decided, row.reason) if part),
        reverse("web:decide-approval", args=[desk.case.pk, row.pk]),
        buttons if may else (),
        asks_note=may,
    )


def _decision(decision: str) -> tuple[str, str]:
    return (_("Approved"), "good") if decision == "approved" else (_("Refused"), "warn")
