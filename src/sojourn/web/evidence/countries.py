"""The list of countries, a country's profile, and the profile as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.audit.actions import record
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.profile.editions import ENDINGS, Card, live, rebuilt, written
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused
from sojourn.profiles.queries import card_of_edition, edition_of, editions_of, printed_texts, profile_of, profiles_of
from sojourn.protection.doors import door
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, country_or_404, viewer_in
from sojourn.web.wording import language, whys

TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json",
         "csv": "application/vnd.sdmx.data+csv;version=2.0.0; charset=utf-8"}  # fmt: skip
FORMATS = {ending: format for format, ending in ENDINGS.items()}


@door("evidence.countries", permission=Permission.EVIDENCE_READ)
@require_safe
def list_countries(request: HttpRequest) -> HttpResponse:
    """Every country that the store knows something of, and the profiles that the viewer's offices keep."""
    asked = request.GET.get("q", "").strip().casefold()
    kept = {profile.country: profile for profile in profiles_of(viewer_in(request))}
    rows = [
        {"country": one.country, "name": country_name(one.country), "indicators": one.indicators,
         "newest": one.newest, "kept": one.country in kept}
        for one in known.coverage()
    ]  # fmt: skip
    shown = [row for row in rows if asked in str(row["name"]).casefold() or asked == str(row["country"]).casefold()]
    shown.sort(key=lambda row: (not row["kept"], str(row["name"])))
    page = {"q": request.GET.get("q", ""), "rows": shown, "all": len(rows), "asked": len(catalogue().indicators)}
    return render(request, "web/evidence/countries.html", {"page": page})


@door("evidence.profile", permission=Permission.EVIDENCE_READ)
@require_safe
def show_profile(request: HttpRequest, country: str) -> HttpResponse:
    """The profile of a country: a working copy as known today or on a day, or an edition."""
    name = country_name(country_or_404(country))
    page: dict[str, Any] = {"country": country, "name": name, "files": _files(request, country)}
    page |= _process(request, country)
    try:
        card = _card(request, country)
        shown = known.shown(card, language())
        page |= {"body": shown.body, "edition": card.number, "as_of": card.as_of.isoformat()}
    except Refused as refused:
        page["whys"] = whys(refused.reasons)
    return render(request, "web/evidence/profile.html", {"page": page})


@door("evidence.profile_file", permission=Permission.EVIDENCE_READ)
@require_safe
def profile_file(request: HttpRequest, country: str, ending: str) -> HttpResponse:
    """The profile as web page, PDF, JSON or SDMX-CSV; 409 with the reason when it cannot be made."""
    country_or_404(country)
    if ending not in FORMATS:
        raise Http404
    try:
        card = _card(request, country)
        content = written(rebuilt(known.store(), card, language()), FORMATS[ending])
    except Refused as refused:
        words = "\n".join(why.text for why in whys(refused.reasons))
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(content, content_type=TYPES[ending])
    stem = f"{country}-{card.number or card.as_of}-{language()}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{stem}.{ending}"'
    detail = {"format": ending, "edition": card.number}
    record("profile.exported", by=viewer_in(request), on=("profile", country), detail=detail)
    return answer


def _card(request: HttpRequest, country: str) -> Card:
    profile = profile_of(viewer_in(request), country)
    wanted = request.GET.get("edition", "")
    if wanted:
        edition = edition_of(profile, int(wanted)) if profile and wanted.isdigit() and len(wanted) < 9 else None
        card = card_of_edition(edition) if edition else None
        if card is None:
            raise Http404
        return card
    texts = printed_texts(profile, signed_only=False) if profile else {}
    indicators = profile.indicators if profile and profile.approved_at else ()
    return live(known.store(), country, _day(request.GET.get("as_of", "")), texts, indicators)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return moment.today()


def _files(request: HttpRequest, country: str) -> list[dict[str, str]]:
    asked = request.GET.urlencode()
    return [
        {"url": f"{reverse('web:profile-file', args=[country, ending])}{'?' + asked if asked else ''}", "label": label}
        for ending, label in (("pdf", _("PDF")), ("html", _("Web page")), ("json", "JSON"), ("csv", "SDMX-CSV"))
    ]


def _process(request: HttpRequest, country: str) -> dict[str, Any]:
    profile = profile_of(viewer_in(request), country)
    approved = [one for one in editions_of(profile) if one.approved_at] if profile else []
    return {
        "kept": profile is not None,
        "may_start": profile is None and viewer_in(request).may(Permission.PROFILE_WRITE),
        "editions": approved,
    }
