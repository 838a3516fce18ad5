"""The page of a case's work, and the presses on it: tasks, alerts, referrals, services, approvals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import ROLES, Permission
from sojourn.cases import actions
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.cases.attention import alerts_shown, tasks_shown
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.header import header_of
from sojourn.web.cases.services import approvals_shown, referrals_shown, services_shown
from sojourn.web.cases.timeline import service_label
from sojourn.web.choosing import Choice


@door("case.work", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_work(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Tasks, referrals, services and approvals of a case."""
    desk = desk_for(request, case_id)
    words = {
        "case": header_of(desk, "case-work"),
        "alerts": alerts_shown(desk),
        "tasks": tasks_shown(desk),
        "referrals": referrals_shown(desk),
        "services": services_shown(desk),
        "approvals": approvals_shown(desk),
        "add": _offered(desk),
    }
    return render(request, "web/cases/work.html", words)


@door("task.add", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def add_task(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a task by hand."""
    desk = desk_for(request, case_id)
    label, role = request.POST.get("label", "").strip()[:300], request.POST.get("role", "")
    due = _due(request.POST.get("due", ""), desk)
    return do(
        request, lambda: actions.add_task(
            case=desk.case, code="by_hand", label=label or _("Look into this case"),
            role=role if role in ROLES else "", member=_member(desk, request), due_at=due, by=desk.viewer,
        ), _("The task is on the list."), _back(case_id),
    )  # fmt: skip


@door("task.finish", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def finish_task(request: HttpRequest, case_id: UUID, task_id: int | UUID) -> HttpResponse:
    """Mark a task as done."""
    desk = desk_for(request, case_id)
    task = _one(desk.rows.tasks, task_id)
    return do(request, lambda: actions.complete_task(task=task, by=desk.viewer), _("Done."), _back(case_id))


@door("task.cancel", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def cancel_task(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Cancel a task that is not needed."""
    desk = desk_for(request, case_id)
    task = _one(desk.rows.tasks, task_id)
    words = _("The task is off the list.")
    return do(request, lambda: actions.cancel_task(task=task, by=desk.viewer), words, _back(case_id))


@door("alert.clear", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def clear_alert(request: HttpRequest, case_id: UUID, alert_id: UUID) -> HttpResponse:
    """Clear an alert that was seen to."""
    desk = desk_for(request, case_id)
    alert = _one(desk.rows.alerts, alert_id)
    return do(request, lambda: actions.clear_alert(alert=alert, by=desk.viewer), _("Seen to."), _back(case_id))


@door("referral.offer", permission=Permission.REFER, scope="case")
@require_POST
def refer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Refer a member, or the case, to a service."""
    desk = desk_for(request, case_id)
    office = next((one for one in every_office() if str(one.pk) == request.POST.get("office")), None)
    return do(
        request, lambda: actions.refer(
            case=desk.case, service=request.POST.get("service", ""), member=_member(desk, request), to_office=office,
            to_name=request.POST.get("to_name", "").strip()[:200], note=request.POST.get("note", "").strip(),
            by=desk.viewer,
        ), _("Referred."), _back(case_id),
    )  # fmt: skip


@door("service.add", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def add_service(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a service of the catalogue."""
    desk = desk_for(request, case_id)
    return do(
        request, lambda: actions.add_service(
            case=desk.case, code=request.POST.get("service", ""), member=_member(desk, request),
            note=request.POST.get("note", "").strip(), by=desk.viewer,
        ), _("The service is on the list."), _back(case_id),
    )  # fmt: skip


@door("service.change", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def change_service(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Book, deliver or cancel a service."""
    desk = desk_for(request, case_id)
    line, state = _one(desk.rows.services, service_id), request.POST.get("answer", "")
    return do(
        request, lambda: actions.change_service(line=line, state=state, by=desk.viewer), _("Noted."), _back(case_id)
    )


@door("approval.ask", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def ask_approval(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask a second person for an approval."""
    desk = desk_for(request, case_id)
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "").strip()
    return do(
        request, lambda: actions.ask_approval(case=desk.case, kind=kind, note=note, by=desk.viewer), _("Asked."),
        _back(case_id),
    )  # fmt: skip


@door("approval.decide", permission=Permission.DECIDE, scope="case")
@require_POST
def decide_approval(request: HttpRequest, case_id: UUID, approval_id: UUID) -> HttpResponse:
    """Approve or refuse what was asked."""
    desk = desk_for(request, case_id)
    approval = _one(desk.rows.approvals, approval_id)
    decision, reason = request.POST.get("answer", ""), request.POST.get("note", "")
    return do(
        request,
        lambda: actions.decide_approval(approval=approval, decision=decision, reason=reason, by=desk.viewer),
        _("Decided."), _back(case_id),
    )  # fmt: skip


def _back(case_id: UUID) -> str:
    return reverse("web:case-work", args=[case_id])


def _one(rows: Iterable[Any], key: UUID | int) -> Any:
    found = next((row for row in rows if row.pk == key), None)
    if found is None:
        raise Http404
    return found


def _member(desk: Desk, request: HttpRequest) -> Any:
    asked = request.POST.get("member", "")
    return next((member for member in desk.rows.members if str(member.pk) == asked), None)


def _due(text: str, desk: Desk) -> datetime | None:
    """The end of a working day at the office."""
    try:
        return datetime.fromisoformat(f"{text}T17:00").replace(tzinfo=desk.zone)
    except ValueError:
        return None


def _offered(desk: Desk) -> dict[str, Any]:
    """What may be added, for those who may."""
    services = [Choice(code, service_label(desk, code), False) for code in desk.pack.services]
    referrals = [Choice(code, service_label(desk, code), False) for code in (*desk.pack.referrals, *desk.pack.services)]
    return {
        "may_write": desk.may(Permission.CASE_WRITE),
        "may_refer": desk.may(Permission.REFER) and bool(referrals),
        "members": [Choice(member.id, desk.name(member.id), False) for member in desk.facts.members],
        "services": services,
        "referrals": referrals,
        "offices": [Choice(str(office.pk), office.name, False) for office in every_office()],
        "roles": [Choice(code, str(role.label), False) for code, role in ROLES.items()],
        "approvals": [Choice(kind, desk.label("approval", kind), False) for kind in desk.pack.approvals],
    }
