"""Editions: from draft over review to approval, and two of them side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figure
from sojourn.evidence.profile.comparing import CAUSES, Change, compared
from sojourn.evidence.profile.editions import rebuilt
from sojourn.evidence.profile.wording import shown
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.actions import approve_edition, draft_edition, review_edition, send_back_edition
from sojourn.profiles.queries import ProfileSeen, card_of_edition, edition_of, editions_of
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, profile_or_404, rights_in, viewer_in
from sojourn.web.wording import language, whys

MOST_CHANGES = 500


def cause_names() -> dict[str, str]:
    """Why a figure differs."""
    return {
        "new": _("New data"), "gone": _("No longer there"), "method": _("Computed in another way"),
        "source": _("Another source"), "revision": _("Revised by its source"), "inputs": _("A part of it changed"),
    }  # fmt: skip


@door("evidence.editions", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def list_editions(request: HttpRequest, country: str) -> HttpResponse:
    """The editions of a profile, and the next step of the one on its way."""
    profile = profile_or_404(request, country)
    if request.method == "POST":
        here = reverse("web:editions", args=[country])
        return do(request, lambda: _act(request, profile), _("Done."), here)
    rows = editions_of(profile)
    viewer = viewer_in(request)
    page = {
        "country": country, "name": country_name(country), **rights_in(request, profile), "rows": rows,
        "on_its_way": next((one for one in rows if one.approved_at is None), None), "me": viewer.user_id,
        "approved": [one for one in rows if one.approved_at], "today": moment.today().isoformat(),
        "listed": profile.approved_at is not None,
    }  # fmt: skip
    return render(request, "web/evidence/editions.html", {"page": page})


@door("evidence.compare", permission=Permission.EVIDENCE_READ)
@require_safe
def compare_editions(request: HttpRequest, country: str) -> HttpResponse:
    """Which figures changed between two editions, and why."""
    profile = profile_or_404(request, country)
    page: dict[str, Any] = {"country": country, "name": country_name(country)}
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    page |= {"numbers": numbers, "editions": [one for one in editions_of(profile) if one.approved_at]}
    if all(one.isdecimal() and len(one) < 9 for one in numbers):
        try:
            page |= _changes(profile, [int(one) for one in numbers])
        except Refused as refused:
            page["whys"] = whys(refused.reasons)
    return render(request, "web/evidence/compare.html", {"page": page})


def _changes(profile: ProfileSeen, numbers: list[int]) -> dict[str, Any]:
    editions = [edition_of(profile, number) for number in numbers]
    cards = [card_of_edition(one) if one else None for one in editions]
    before, after = cards
    if before is None or after is None:
        raise Http404
    store = known.store()
    figures = [rebuilt(store, card).figures for card in (before, after)]
    changes = compared(figures[0], figures[1], (before.rules, after.rules))
    names = cause_names()
    counts = [(names[cause], sum(1 for one in changes if one.cause == cause)) for cause in CAUSES]
    return {
        "changes": [_row(one, names) for one in changes[:MOST_CHANGES]], "count": len(changes),
        "counts": [(name, number) for name, number in counts if number], "compared": True,
    }  # fmt: skip


def _row(change: Change, names: dict[str, str]) -> dict[str, Any]:
    share = change.share
    return {
        "name": catalogue()[change.indicator].name(language()), "year": change.year, "cause": names[change.cause],
        "before": _said(change.before), "after": _said(change.after),
        "share": "" if share is None else f"{100 * share:+.1f} %",
    }  # fmt: skip


def _said(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return shown(figure.value, figure.status, catalogue()[figure.indicator].unit, language())


def _act(request: HttpRequest, profile: ProfileSeen) -> Any:
    viewer, data = viewer_in(request), request.POST
    what, message = data.get("do", ""), data.get("message", "")
    if what == "draft":
        return draft_edition(profile=profile, as_of=_day(data.get("as_of", "")), by=viewer)
    number = data.get("number", "")
    edition = edition_of(profile, int(number)) if number.isdecimal() and len(number) < 9 else None
    if edition is None:
        raise Refused(Reason("no_edition", "This edition is not there"))
    if what == "review":
        return review_edition(edition=edition, message=message, by=viewer)
    if what == "send_back":
        return send_back_edition(edition=edition, message=message, by=viewer)
    if what == "approve":
        return approve_edition(edition=edition, store=known.store(), by=viewer)
    raise Refused(Reason("unknown_step", "This page does not know that step"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason("no_date", "Write the day as 2026-03-01", field="as_of")) from None
