"""The part of a case about tracing: whom its members seek, what they agreed to, and who may be meant."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.cases.actions import give_consent
from sojourn.protection.doors import door
from sojourn.tracing.queries.pairs import SeenPair, pairs_of
from sojourn.tracing.queries.requests import CONTACT, PURPOSE, agreed, requests_in
from sojourn.web.answering import do
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.header import header_of
from sojourn.web.people.sentences import band_words
from sojourn.web.tracing.words import STATE_TONES, name_of


@door("tracing.show", permission=Permission.FAMILY_TRACE, scope="case")
@require_safe
def show_tracing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Requests and candidates of this case's members."""
    desk = desk_for(request, case_id)
    words = {
        "case": header_of(desk, "case-tracing"),
        "members": _members(desk),
        "requests": [_request(desk, row) for row in requests_in(desk.case)],
        "pairs": [_pair(desk, seen) for seen in pairs_of(desk.case)],
    }
    return render(request, "web/tracing/show.html", words)


@door("tracing.agree", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def agree(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record what a member answered: may we look for family, may the other side be told where they are."""
    desk = desk_for(request, case_id)
    member = next((one for one in desk.rows.members if str(one.pk) == request.POST.get("member")), None)
    purpose, decision = request.POST.get("purpose", ""), request.POST.get("decision", "")
    if member is None or purpose not in (PURPOSE, CONTACT):
        raise Http404
    return do(
        request, lambda: give_consent(member=member, purpose=purpose, decision=decision, by=desk.viewer),
        _("The answer is kept"), reverse("web:case-tracing", args=[case_id]),
    )  # fmt: skip


def _members(desk: Desk) -> list[dict[str, Any]]:
    new_url = reverse("web:trace-new", args=[desk.case.pk])
    traced, told = agreed(desk.rows.members, PURPOSE), agreed(desk.rows.members, CONTACT)
    return [
        {
            "id": str(member.pk), "name": desk.name(member.pk),
            "answers": [
                {"purpose": PURPOSE, "yes": member.pk in traced, "label": _("We may look for family")},
                {"purpose": CONTACT, "yes": member.pk in told,
                 "label": _("Confirmed family may be told in which office and country")},
            ],
            "new_url": f"{new_url}?member={member.pk}" if member.pk in traced else "",
        }
        for member in desk.rows.members
    ]  # fmt: skip


def _request(desk: Desk, row: Any) -> dict[str, Any]:
    return {
        "seeker": desk.name(row.member_id), "relation": row.get_relation_display(), "name": name_of(row),
        "status": row.get_status_display(), "open": row.status == "open", "opened_at": row.opened_at,
        "clearance": row.get_clearance_display() if row.clearance != "not_needed" else "",
        "url": reverse("web:trace-request", args=[desk.case.pk, row.pk]),
    }  # fmt: skip


def _pair(desk: Desk, seen: SeenPair) -> dict[str, Any]:
    return {
        "who": [(desk.name(side.member_id), _role(side.role)) for side in seen.sides],
        "state": seen.pair.get_state_display(), "tone": STATE_TONES[seen.pair.state],
        "band": band_words(seen.pair.band), "found_at": seen.pair.found_at,
        "url": reverse("web:trace-pair", args=[desk.case.pk, seen.pair.pk]),
    }  # fmt: skip


def _role(role: str) -> str:
    return _("seeks") if role == "seeker" else _("may be sought")
