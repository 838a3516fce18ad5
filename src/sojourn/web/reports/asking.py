"""The hub's pages: ask for figures, and see how a round stands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import declared_templates
from sojourn.evidence.templates.words import in_language
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.reporting.actions import ask_figures
from sojourn.reporting.queries import parts_in, publications_seen
from sojourn.reporting.rights import hubs_of, members_below
from sojourn.web.choosing import Choice
from sojourn.web.reports.finding import round_or_404
from sojourn.web.reports.listing import title_of
from sojourn.web.reports.states import state_chip
from sojourn.web.wording import language, whys


@door("reports.ask", permission=Permission.REPORT_ASK, scope="office")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose a template, a period, members and a day; then ask."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        return _form(request, viewer)
    template = declared_templates().get(request.POST.get("template", ""))
    hub = next((one for one in _hubs(viewer) if str(one.pk) == request.POST.get("hub")), None)
    if template is None or hub is None:
        raise Http404
    chosen = set(request.POST.getlist("members"))
    try:
        made = ask_figures(
            template=template, period=request.POST.get("period", "").strip(), hub=hub, by=viewer,
            members=[office for office in members_below(viewer) if str(office.pk) in chosen],
            due_on=_day(request.POST.get("due_on", "")), remark=request.POST.get("remark", "")[:2000],
        )  # fmt: skip
    except Refused as refused:
        return _form(request, viewer, refusals=whys(refused.reasons), status=422)
    messages.success(request, _("The figures are asked for"))
    return HttpResponseRedirect(reverse("web:report-round", args=[made.pk]))


@door("reports.round", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def show_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """How far every member is; a member sees its own part."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    round_ = round_or_404(viewer, round_id)
    parts = [
        {"office": part.office, "chip": state_chip(part), "url": reverse("web:report-part", args=[part.pk])}
        for part in parts_in(viewer, round_)
    ]
    page = {
        "round": round_, "title": title_of(round_), "parts": parts, "may_ask": round_.hub_id in hubs_of(viewer),
        "publications": publications_seen(viewer, round_),
    }  # fmt: skip
    return render(request, "web/reports/round.html", {"page": page})


def _form(request: HttpRequest, viewer: Viewer, refusals: Any = (), status: int = 200) -> HttpResponse:
    typed = request.POST
    chosen = set(typed.getlist("members"))
    page = {
        "hubs": [Choice(str(one.pk), one.name, str(one.pk) == typed.get("hub")) for one in _hubs(viewer)],
        "templates": [
            Choice(name, in_language(template, language()).title, name == typed.get("template"))
            for name, template in declared_templates().items()
        ],
        "members": [
            Choice(str(one.pk), f"{one.name} ({one.country})", not typed or str(one.pk) in chosen)
            for one in members_below(viewer)
        ],
        "typed": typed, "refusals": refusals, "wrong": {one.field for one in refusals},
    }  # fmt: skip
    return render(request, "web/reports/ask.html", {"page": page}, status=status)


def _hubs(viewer: Viewer) -> list[Any]:
    held = hubs_of(viewer)
    return [office for office in every_office() if office.pk in held]


def _day(written: str) -> date | None:
    if not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise Refused(
            Reason("day", "Write the day as year, month and day, such as 2026-03-31", field="due_on")
        ) from error
