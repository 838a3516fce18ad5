"""Decisions about one member: which may be made here, and the door by which one is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sojourn.accounts.roles import Permission
from sojourn.cases.actions import decide_member
from sojourn.grammar.packs import Decision
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.choosing import Choice


@door("member.decide", permission=Permission.DECIDE, scope="case")
@require_POST
def decide(request: HttpRequest, case_id: UUID, member_id: UUID) -> HttpResponse:
    """Record a decision about one member."""
    desk = desk_for(request, case_id)
    member = next((one for one in desk.rows.members if one.pk == member_id), None)
    if member is None:
        raise Http404
    kind = request.POST.get("kind", "")
    words = {
        "kind": kind,
        "outcome": request.POST.get(f"{kind}-outcome", ""),
        "reasons": [reason for reason in request.POST.getlist(f"{kind}-reasons") if reason],
        "note": request.POST.get("note", ""),
    }
    return do(
        request, lambda: decide_member(member=member, by=desk.viewer, **words), _("The decision is kept."),
        reverse("web:case-people", args=[case_id]),
    )  # fmt: skip


def decisions_to_make(desk: Desk) -> list[dict[str, Any]]:
    """The kinds of decision that this viewer may make about a member, each with its outcomes and reasons."""
    if not desk.may(Permission.DECIDE):
        return []
    return [
        {
            "kind": one.name,
            "label": desk.label("decision", one.name),
            "outcomes": _choices(desk, one.outcomes),
            "reasons": _choices(desk, one.reasons),
        }
        for one in desk.pack.decisions.values()
        if one.roles is None or one.roles & desk.roles
    ]


def decided(desk: Desk, row: Any) -> str:
    """A decision in a line: what was decided, how, and why."""
    declared: Decision | None = desk.pack.decisions.get(row.kind)
    if declared is None:
        return f"{row.kind}: {row.outcome}"
    reasons = ", ".join(desk.choice(declared.reasons, reason) for reason in row.reasons)
    outcome = desk.choice(declared.outcomes, row.outcome)
    return f"{desk.label('decision', row.kind)}: {outcome}" + (f" ({reasons})" if reasons else "")


def _choices(desk: Desk, list_name: str) -> list[Choice]:
    # The list as it was written: a decision gives a reason, and neither "unknown" nor "declined" is one.
    written = desk.pack.codes.get(list_name)
    codes = written.names if written else desk.pack.list_of(list_name)
    return [Choice(code, desk.choice(list_name, code)) for code in codes]
