"""The pages that show a case: overview, forms, timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.cases.queries.drafts import drafts_in, every_entry
from sojourn.protection.doors import door
from sojourn.web.cases.attention import alerts_shown, clocks_running, tasks_shown
from sojourn.web.cases.before import before_shown, twice_shown
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.formlist import forms_of_stage, other_forms
from sojourn.web.cases.handover import handovers_shown
from sojourn.web.cases.header import header_of, moves
from sojourn.web.cases.members import members_shown
from sojourn.web.cases.rail import rail_of
from sojourn.web.cases.timeline import timeline_of

LAST_EVENTS = 6


@door("case.show", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The overview of a case: what is next, what runs, who is in it."""
    desk = desk_for(request, case_id)
    return render(request, "web/cases/show.html", _overview(desk))


@door("case.forms", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_forms(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every form of a case: those of the stage, then the others."""
    desk = desk_for(request, case_id)
    drafts = drafts_in(desk.viewer, desk.case)
    lists = [forms_of_stage(desk, drafts), other_forms(desk, drafts)]
    return render(request, "web/cases/forms.html", {"case": header_of(desk, "case-forms"), "lists": lists})


@door("case.timeline", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_timeline(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everything that happened in a case."""
    desk = desk_for(request, case_id)
    events = timeline_of(desk, every_entry(desk.case))
    return render(request, "web/cases/timeline.html", {"case": header_of(desk, "case-timeline"), "events": events})


def _overview(desk: Desk) -> dict[str, Any]:
    steps = moves(desk)
    before, months, rule = before_shown(desk)
    return {
        "case": header_of(desk, "show-case"),
        "alerts": alerts_shown(desk),
        "handovers": handovers_shown(desk),
        "moves": steps,
        "others_label": _("Other ways on (%(count)s)") % {"count": len(steps.others)},
        "forms": forms_of_stage(desk, drafts_in(desk.viewer, desk.case)),
        "recent": timeline_of(desk, every_entry(desk.case), LAST_EVENTS),
        "timeline_url": reverse("web:case-timeline", args=[desk.case.pk]),
        "clocks": clocks_running(desk),
        "members": members_shown(desk),
        "tasks": tasks_shown(desk),
        "twice": twice_shown(desk),
        "before": before,
        "before_months": months,
        "before_rule": rule,
        "rail": rail_of(desk.pack, desk.facts.case, desk.language),
    }
