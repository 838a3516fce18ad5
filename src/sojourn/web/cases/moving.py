"""The pages that move a case: a step with its form and reason, on hold and off, answering a hand-over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sojourn.accounts.roles import Permission
from sojourn.cases.actions import accept_handover, decline_handover, hold_case, lift_hold, move_case
from sojourn.cases.queries.cases import waiting_handover
from sojourn.grammar.packs import Transition
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.cases.asking import Asked, asked_for_hold, asked_for_lift, asked_for_move
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.drafts import keep_draft
from sojourn.web.cases.filling import Filling, filling_of_move
from sojourn.web.cases.formpage import form_page
from sojourn.web.cases.header import header_of
from sojourn.web.cases.uploads import with_uploads


@door("case.move", permission=Permission.CASE_READ, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, case_id: UUID, transition: str) -> HttpResponse:
    """Ask for what a step needs, and take it. A withdrawal needs nothing: one press on the case's page does it."""
    desk = desk_for(request, case_id)
    declared = desk.pack.transitions.get(transition)
    if declared is None:
        raise Http404
    filling = filling_of_move(desk, declared)
    if request.method != "POST":
        return _ask(request, desk, declared, filling)
    return _go(request, desk, declared, filling)


def _ask(
    request: HttpRequest, desk: Desk, declared: Transition, filling: Filling | None, *,
    raw: dict[str, Any] | None = None, reasons: tuple[Reason, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    page = None
    if filling is not None:
        begun = filling.begun() if raw is None else raw
        page = form_page(filling, filling.view(begun, checked=raw is not None), reasons=reasons)
    asked = asked_for_move(desk, declared, request.POST, reasons, has_form=page is not None)
    words = {"case": header_of(desk, "show-case"), "form": page, "asked": asked}
    return render(request, "web/cases/move.html", words, status=status)


def _go(request: HttpRequest, desk: Desk, declared: Transition, filling: Filling | None) -> HttpResponse:
    raw: dict[str, Any] | None = None
    refusals: list[Reason] = []
    # A withdrawal by one press brings no form with it; what is missing there never stands in its way.
    if filling is not None and "base" in request.POST:
        raw, refusals = with_uploads(request, filling, filling.posted(request.POST))
        if "add_row" in request.POST or "remove_row" in request.POST:
            keep_draft(filling, raw, request.POST.get("base", ""))
            return HttpResponseRedirect(reverse("web:move", args=[desk.case.pk, declared.name]))
    if refusals:
        return _ask(request, desk, declared, filling, raw=raw, reasons=tuple(refusals), status=422)
    try:
        moved = move_case(
            case=desk.case, transition=declared.name, reason=request.POST.get("reason", ""), answers=raw,
            note=request.POST.get("note", ""), by=desk.viewer,
        )  # fmt: skip
    except Refused as refused:
        shown = raw if raw is not None else ({} if filling is not None else None)
        return _ask(request, desk, declared, filling, raw=shown, reasons=refused.reasons, status=422)
    if declared.accepted_by and moved.stage != declared.to:
        messages.success(request, _("Asked. The case moves when the other office accepts."))
    else:
        stage = desk.label("stage", moved.stage)
        messages.success(request, _("Done. The case is now at: %(stage)s") % {"stage": stage})
    return HttpResponseRedirect(reverse("web:show-case", args=[desk.case.pk]))


@door("case.hold", permission=Permission.CASE_WRITE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a case on hold, with its reason."""
    desk = desk_for(request, case_id)
    if request.method != "POST":
        return _sheet(request, desk, asked_for_hold(desk, request.GET, ()))
    try:
        state = request.POST.get("state", "")
        reason = request.POST.get(f"reason-{state}", "")
        hold_case(case=desk.case, state=state, reason=reason, note=request.POST.get("note", ""), by=desk.viewer)
    except Refused as refused:
        return _sheet(request, desk, asked_for_hold(desk, request.POST, refused.reasons), 422)
    messages.success(request, _("The case is on hold."))
    return HttpResponseRedirect(reverse("web:show-case", args=[case_id]))


@door("case.lift", permission=Permission.CASE_WRITE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lift the hold on a case, with a word why."""
    desk = desk_for(request, case_id)
    if request.method != "POST":
        return _sheet(request, desk, asked_for_lift(desk, request.GET, ()))
    try:
        lift_hold(case=desk.case, note=request.POST.get("note", ""), by=desk.viewer)
    except Refused as refused:
        return _sheet(request, desk, asked_for_lift(desk, request.POST, refused.reasons), 422)
    messages.success(request, _("The hold is lifted."))
    return HttpResponseRedirect(reverse("web:show-case", args=[case_id]))


@door("handover.answer", permission=Permission.CASE_MOVE, scope="case")
@require_POST
def answer_handover(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Accept or decline the hand-over that waits."""
    desk = desk_for(request, case_id)
    waiting = waiting_handover(desk.case)
    if waiting is None:
        raise Http404
    note = request.POST.get("note", "")
    if request.POST.get("answer") == "accept":
        return do(
            request, lambda: accept_handover(handover=waiting, note=note, by=desk.viewer),
            _("Accepted. The case is with both offices now."), reverse("web:show-case", args=[case_id]),
        )  # fmt: skip
    return do(
        request, lambda: decline_handover(handover=waiting, note=note, by=desk.viewer),
        _("Declined. The other office sees your reason."), reverse("web:show-case", args=[case_id]),
    )  # fmt: skip


def _sheet(request: HttpRequest, desk: Desk, asked: Asked, status: int = 200) -> HttpResponse:
    words = {"case": header_of(desk, "show-case"), "asked": asked}
    return render(request, "web/cases/ask.html", words, status=status)
