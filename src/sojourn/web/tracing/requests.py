"""Write down whom a member seeks, correct it, end it; the protection officer's word on contact."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sojourn.accounts.roles import Permission
from sojourn.cases.queries.attachments import attachments_of
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.tracing.actions import Described, change_request, clear_contact, follow_request, open_request
from sojourn.tracing.actions.requesting import CLOSED_FOR
from sojourn.tracing.queries.requests import RELATIONS, Request, request_in
from sojourn.web.answering import do
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.header import header_of
from sojourn.web.choosing import Choice
from sojourn.web.people.choices import countries, sexes
from sojourn.web.people.particulars import particulars_of
from sojourn.web.tracing.words import name_of
from sojourn.web.wording import whys

LONG, SHORT = 4000, 200


@door("tracing.new", permission=Permission.FAMILY_TRACE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whom does this member seek?"""
    desk = desk_for(request, case_id)
    typed = request.POST if request.method == "POST" else request.GET
    member = next((one for one in desk.rows.members if str(one.pk) == typed.get("member")), None)
    if member is None:
        raise Http404
    if request.method != "POST":
        return _form(request, desk, member, QueryDict())
    try:
        open_request(
            member=member, relation=typed.get("relation", ""), described=_described(typed),
            risk=bool(typed.get("risk")), by=desk.viewer,
        )  # fmt: skip
    except Refused as refused:
        return _form(request, desk, member, typed, refusals=whys(refused.reasons), status=422)
    messages.success(request, _("The request is kept; candidates are looked for within minutes"))
    return HttpResponseRedirect(reverse("web:case-tracing", args=[case_id]))


@door("tracing.request", permission=Permission.FAMILY_TRACE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_request(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """The description as it stands, to be corrected."""
    desk, row = _row(request, case_id, request_id)
    if request.method != "POST":
        return _form(request, desk, row.member, _typed(row), row=row)
    typed = request.POST
    try:
        change_request(request=row, described=_described(typed), relation=typed.get("relation", ""), by=desk.viewer)
    except Refused as refused:
        return _form(request, desk, row.member, typed, row=row, refusals=whys(refused.reasons), status=422)
    messages.success(request, _("The description is corrected; candidates are looked for anew"))
    return HttpResponseRedirect(reverse("web:case-tracing", args=[case_id]))


@door("tracing.follow", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def follow(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Follow a request, let it rest, or close it."""
    desk, row = _row(request, case_id, request_id)
    status, reason = request.POST.get("status", ""), request.POST.get("reason", "")
    return do(
        request, lambda: follow_request(request=row, status=status, reason=reason, by=desk.viewer),
        _("Done"), reverse("web:trace-request", args=[case_id, request_id]),
    )  # fmt: skip


@door("tracing.clear", permission=Permission.DECIDE, scope="case")
@require_POST
def clear(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Say whether contact is safe."""
    desk, row = _row(request, case_id, request_id)
    safe, reason = request.POST.get("safe") == "yes", request.POST.get("reason", "")[:LONG]
    return do(
        request, lambda: clear_contact(request=row, safe=safe, reason=reason, by=desk.viewer),
        _("The decision is kept"), reverse("web:trace-request", args=[case_id, request_id]),
    )  # fmt: skip


def _row(request: HttpRequest, case_id: UUID, request_id: UUID) -> tuple[Desk, Request]:
    desk = desk_for(request, case_id)
    row = request_in(desk.case, request_id)
    if row is None:
        raise Http404
    return desk, row


def _form(
    request: HttpRequest, desk: Desk, member: Any, typed: Any, *, row: Request | None = None, refusals: Any = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    words = {
        "case": header_of(desk, "case-tracing"), "member": member, "seeker": desk.name(member.pk), "typed": typed,
        "refusals": refusals, "row": row, "sought": name_of(row) if row else "",
        "relations": [Choice(code, str(label), code == typed.get("relation")) for code, label in RELATIONS],
        "sexes": sexes(desk.language), "countries": countries(desk.language),
        "photos": [
            Choice(str(file.pk), file.filename, str(file.pk) == str(typed.get("photo")))
            for file in attachments_of(desk.case) if file.content_type.startswith("image/")
        ],
        "reasons": [Choice(code, _closed_words(code), False) for code in CLOSED_FOR],
        "may_clear": desk.may(Permission.DECIDE),
    }  # fmt: skip
    return render(request, "web/tracing/request.html", words, status=status)


def _described(typed: QueryDict) -> Described:
    person = particulars_of(typed)

    def text(name: str, most: int = SHORT) -> str:
        return typed.get(name, "").strip()[:most]

    return Described(
        given=person.given_names, family=person.family_name, birth=person.birth, sex=person.sex,
        nationalities=person.nationalities, other_names=tuple(text("other_names", LONG).splitlines()),
        origin=text("origin"), father_name=text("father_name"), mother_name=text("mother_name"),
        last_seen_on=text("last_seen_on"), last_seen_at=text("last_seen_at"), marks=text("marks", LONG),
        circumstances=text("circumstances", LONG), photo=_id(text("photo")),
    )  # fmt: skip


def _typed(row: Request) -> dict[str, Any]:
    """What the form shows of a request that is there."""
    first = row.names[0] if row.names else {}
    year, month, day = (*row.birth.lstrip("~").split("-"), "", "", "")[:3]
    known = {name: getattr(row, name) for name in (
        "relation", "sex", "origin", "father_name", "mother_name", "last_seen_on", "last_seen_at", "marks",
        "circumstances", "photo",
    )}  # fmt: skip
    return known | {
        "given_names": first.get("given", ""), "family_name": first.get("family", ""),
        "other_names": "\n".join(name["full"] for name in row.names if name.get("full")),
        "birth_year": year, "birth_month": month, "birth_day": day, "birth_guess": row.birth.startswith("~"),
        "nationality": next(iter(row.nationalities), ""),
    }  # fmt: skip


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _closed_words(code: str) -> str:
    return {
        "found": _("They found each other"), "taken_back": _("The seeker took it back"), "died": _("Somebody died"),
        "no_contact": _("The seeker can't be reached"), "other": _("Another reason"),
    }[code]  # fmt: skip
