"""Write a section's text, and sign it off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sojourn.accounts.roles import Permission
from sojourn.evidence.profile.structure import section_plan
from sojourn.profiles.actions import sign_text, write_text
from sojourn.profiles.queries import texts_of
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.evidence.finding import country_name, profile_or_404, rights_in, viewer_in
from sojourn.web.wording import language


@door("evidence.text", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_text(request: HttpRequest, country: str, section: str) -> HttpResponse:
    """One section: its text in a field, what it is for, who wrote it and who signed it."""
    profile = profile_or_404(request, country)
    try:
        plan = section_plan(section)
    except KeyError:
        raise Http404 from None
    viewer = viewer_in(request)
    if request.method == "POST":
        here = reverse("web:profile-text", args=[country, section])
        if request.POST.get("do") == "sign":
            done = _("Signed off.")
            return do(request, lambda: sign_text(profile=profile, section=section, by=viewer), done, here)
        body = request.POST.get("body", "")
        done = _("Kept as a new version.")
        return do(request, lambda: write_text(profile=profile, section=section, body=body, by=viewer), done, here)
    text = texts_of(profile).get(section)
    page = {
        "country": country, "name": country_name(country), "section": section, "title": plan.title[language()],
        "guidance": plan.text, "text": text, **rights_in(request, profile),
        "may_sign": text is not None and text.signed_at is None and text.written_by != viewer.user_id,
    }  # fmt: skip
    return render(request, "web/evidence/text.html", {"page": page})
