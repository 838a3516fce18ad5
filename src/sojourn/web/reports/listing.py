"""The first page of reporting: what is asked of the viewer, what the viewer asked, and the key offices sign with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import declared_templates
from sojourn.evidence.templates.words import in_language
from sojourn.protection.doors import door
from sojourn.reporting.actions import make_key
from sojourn.reporting.queries import key_of, late, parts_of, rounds_asked, template_of
from sojourn.reporting.rights import fills_for
from sojourn.web.reports.states import state_chip
from sojourn.web.wording import language


@door("reports.list", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def list_reports(request: HttpRequest) -> HttpResponse:
    """What is to be given and what was asked, the nearest deadline first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    page = {
        "parts": [_part(part) for part in parts_of(viewer)],
        "rounds": [_round(one) for one in rounds_asked(viewer)],
        "may_fill": viewer.may(Permission.REPORT_FILL),
        "may_ask": viewer.may(Permission.REPORT_ASK),
        "keys": _keys(viewer),
    }
    return render(request, "web/reports/list.html", {"page": page})


@door("reports.key", permission=Permission.REPORT_FILL, scope="office")
@require_POST
def new_key(request: HttpRequest) -> HttpResponse:
    """Make an office of the viewer a new signing key."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    offices = {str(office.pk): office for office in every_office() if office.pk in fills_for(viewer)}
    office = offices.get(request.POST.get("office", ""))
    if office is None:
        raise Http404
    make_key(office=office, by=viewer)
    messages.success(request, _("A new signing key is kept for %(office)s") % {"office": office.name})
    return HttpResponseRedirect(reverse("web:reports"))


def title_of(round_: Any) -> str:
    """What a round is called: its template's title in the reader's language."""
    template = template_of(round_) or declared_templates().get(round_.template)
    return in_language(template, language()).title if template else str(round_.template)


def _part(part: Any) -> dict[str, Any]:
    return {
        "title": title_of(part.round), "period": part.round.period, "office": part.office.name,
        "hub": part.round.hub.name, "due_on": part.round.due_on, "late": late(part),
        "url": reverse("web:report-part", args=[part.pk]), "chip": state_chip(part),
    }  # fmt: skip


def _round(one: Any) -> dict[str, Any]:
    return {
        "title": title_of(one), "period": one.period, "due_on": one.due_on, "members": one.members,
        "accepted": one.accepted, "submitted": one.submitted, "url": reverse("web:report-round", args=[one.pk]),
    }  # fmt: skip


def _keys(viewer: Viewer) -> list[dict[str, Any]]:
    held = fills_for(viewer)
    return [{"office": office, "key": key_of(office.pk)} for office in every_office() if office.pk in held]
