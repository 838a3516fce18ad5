"""The people of a case: who they are to each other, what they allow, what was decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.cases.actions import give_consent, remove_member, withdraw_consent
from sojourn.cases.queries.persons import consents_in, decisions_in
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.cases.deciding import decided, decisions_to_make
from sojourn.web.cases.desk import Desk, desk_for, people
from sojourn.web.cases.header import header_of
from sojourn.web.cases.members import members_shown
from sojourn.web.cases.relations import relations
from sojourn.web.choosing import Choice
from sojourn.web.people.choices import countries, sexes
from sojourn.web.wording import when


@door("case.people", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_people(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The members of a case with their consents and decisions."""
    desk = desk_for(request, case_id)
    if desk.pack.members is None:
        raise Http404
    may_write = desk.may(Permission.CASE_WRITE)
    words = {
        "case": header_of(desk, "case-people"),
        "members": _shown(desk),
        "may_write": may_write,
        "relations": relations(desk.pack, desk.language),
        "purposes": [Choice(name, desk.label("purpose", name)) for name in desk.pack.purposes],
        "deciding": decisions_to_make(desk),
        "sexes": sexes(desk.language),
        "countries": countries(desk.language),
        "givers": _givers(),
        "methods": _methods(),
    }
    return render(request, "web/cases/people.html", words)


@door("member.leave", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def leave(request: HttpRequest, case_id: UUID, member_id: UUID) -> HttpResponse:
    """Let a member leave a case; what was entered stays."""
    desk = desk_for(request, case_id)
    member = _one(desk, member_id)
    words = _("%(name)s left the case.") % {"name": desk.name(member.pk)}
    return do(request, lambda: remove_member(member=member, by=desk.viewer), words, _back(case_id))


@door("consent.give", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def consent(request: HttpRequest, case_id: UUID, member_id: UUID) -> HttpResponse:
    """Record what a member answered when asked to allow one of the programme's purposes."""
    desk = desk_for(request, case_id)
    member = _one(desk, member_id)
    words = {word: request.POST.get(word, "") for word in ("purpose", "decision", "given_by", "method")}
    return do(
        request, lambda: give_consent(member=member, language=desk.language, by=desk.viewer, **words), _("Noted."),
        _back(case_id),
    )  # fmt: skip


@door("consent.withdraw", permission=Permission.CASE_READ, scope="case")
@require_POST
def take_back(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Take a consent back: as easy as giving it, and for any role."""
    desk = desk_for(request, case_id)
    found = next((row for row in consents_in(desk.case) if row.pk == consent_id), None)
    if found is None:
        raise Http404
    words = _("The consent is taken back.")
    return do(request, lambda: withdraw_consent(consent=found, by=desk.viewer), words, _back(case_id))


def _back(case_id: UUID) -> str:
    return reverse("web:case-people", args=[case_id])


def _one(desk: Desk, member_id: UUID) -> Any:
    found = next((member for member in desk.rows.members if member.pk == member_id), None)
    if found is None:
        raise Http404
    return found


def _shown(desk: Desk) -> list[dict[str, Any]]:
    consents, decisions = consents_in(desk.case), decisions_in(desk.case)
    names = people([*(row.by for row in consents), *(row.by for row in decisions)])
    return [
        {
            "shown": member,
            "consents": [_consent(desk, row, names) for row in consents if str(row.member_id) == member.id],
            "decisions": [_decision(desk, row, names) for row in decisions if str(row.member_id) == member.id],
            "consent_url": reverse("web:give-consent", args=[desk.case.pk, member.id]),
            "decide_url": reverse("web:decide-member", args=[desk.case.pk, member.id]),
            "leave_url": reverse("web:leave-case", args=[desk.case.pk, member.id]),
        }
        for member in members_shown(desk)
    ]


def _consent(desk: Desk, row: Any, names: Mapping[str, str]) -> dict[str, Any]:
    label, tone = {"yes": (_("Agreed"), "good"), "no": (_("Did not agree"), "warn")}.get(row.decision, (_("Later"), ""))
    if row.withdrawn_at:
        label, tone = _("Taken back"), "warn"
    given = {choice.value: choice.label for choice in _givers()}.get(row.given_by, row.given_by)
    standing = row.decision == "yes" and row.withdrawn_at is None
    return {
        "label": label,
        "tone": tone,
        "purpose": desk.label("purpose", row.purpose),
        "words": " · ".join(part for part in (when(row.at), given, names.get(str(row.by), "")) if part),
        "take_back_url": reverse("web:withdraw-consent", args=[desk.case.pk, row.pk]) if standing else "",
    }


def _decision(desk: Desk, row: Any, names: Mapping[str, str]) -> dict[str, str]:
    words = f"{when(row.at)} · {names.get(str(row.by), '')}".strip(" ·")
    return {"label": decided(desk, row), "words": words, "note": row.note}


def _givers() -> tuple[Choice, ...]:
    return (
        Choice("self", _("The person"), True),
        Choice("guardian", _("The guardian"), False),
        Choice("both", _("The child and the guardian"), False),
        Choice("court", _("A court"), False),
    )


def _methods() -> tuple[Choice, ...]:
    return (
        Choice("signature", _("By signature"), True),
        Choice("mark", _("By a mark"), False),
        Choice("verbal_witnessed", _("By word before a witness"), False),
        Choice("digital", _("On a screen"), False),
    )
