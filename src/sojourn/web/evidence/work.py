"""The process of a profile on one page: working group, list of indicators, and where everything else is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.profile.structure import parts
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.actions import approve_indicators, join_group, leave_group, list_indicators, start_profile
from sojourn.profiles.queries import (
    PARTS,
    ProfileSeen,
    editions_of,
    gaps_of,
    group_of,
    profile_of,
    requests_of,
    texts_of,
)
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.choosing import Choice
from sojourn.web.evidence.finding import country_name, country_or_404, rights_in, viewer_in
from sojourn.web.wording import language


@door("evidence.work", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def show_work(request: HttpRequest, country: str) -> HttpResponse:
    """Where a profile stands; buttons for what the viewer may do about it."""
    country_or_404(country)
    profile = profile_of(viewer_in(request), country)
    if request.method == "POST":
        here = reverse("web:profile-work", args=[country])
        return do(request, lambda: _act(request, profile, country), _("Done."), here)
    page: dict[str, Any] = {"country": country, "name": country_name(country), "profile": profile}
    if profile is None:
        page["may_write"] = viewer_in(request).may(Permission.PROFILE_WRITE)
    else:
        page |= rights_in(request, profile) | _overview(profile)
    return render(request, "web/evidence/work.html", {"page": page})


def _overview(profile: ProfileSeen) -> dict[str, Any]:
    texts = texts_of(profile)
    sections = [
        {
            "id": section.id,
            "number": section.id if "." in section.id or section.id == "D" else "",
            "title": section.title[language()],
            "text": texts.get(section.id),
        }
        for part in parts()
        for section in part.sections
        if section.text
    ]
    chosen = set(profile.indicators or catalogue().indicators)
    themes = [
        {"label": words[language()], "indicators": [
            {"id": one.id, "name": one.name(language()), "chosen": one.id in chosen}
            for one in catalogue().indicators.values() if one.theme == theme
        ]}
        for theme, words in catalogue().themes.items()
    ]  # fmt: skip
    return {
        "group": group_of(profile), "sections": sections, "themes": themes, "gaps": len(gaps_of(profile)),
        "parts": [Choice(value, str(label)) for value, label in PARTS.choices],
        "requests": requests_of(profile), "editions": editions_of(profile),
        "listed": len(profile.indicators), "all": len(catalogue().indicators),
    }  # fmt: skip


def _act(request: HttpRequest, profile: ProfileSeen | None, country: str) -> Any:
    viewer, data = viewer_in(request), request.POST
    what = data.get("do", "")
    if what == "start":
        posts = viewer.posts_with(Permission.PROFILE_WRITE)
        office = next((one for one in every_office() if posts and one.pk == posts[0].office_id), None)
        if office is None:
            raise Refused(Reason("role", "You may not do this for this office's profiles"))
        return start_profile(office=office, country=country, by=viewer)
    if profile is None:
        raise Refused(Reason("not_started", "Your office keeps no profile of this country yet"))
    if what == "join":
        words = {name: data.get(name, "") for name in ("name", "institution", "part", "email")}
        return join_group(profile=profile, by=viewer, **words)
    if what == "leave":
        member = data.get("member", "")
        return leave_group(profile=profile, member_id=int(member) if member.isdecimal() else 0, by=viewer)
    if what == "list":
        return list_indicators(profile=profile, indicators=data.getlist("indicator"), by=viewer)
    if what == "approve":
        return approve_indicators(profile=profile, by=viewer)
    raise Refused(Reason("unknown_step", "This page does not know that step"))
