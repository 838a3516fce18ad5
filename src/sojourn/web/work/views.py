"""My work, and the answers to referrals that come from other offices."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import answer_referral
from sojourn.cases.queries.drafts import drafts_by
from sojourn.cases.queries.identities import asked_of_officer
from sojourn.cases.queries.referrals import referral_for
from sojourn.cases.queries.work import my_work
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.frame.navigation import links_for
from sojourn.web.wording import today_in_words
from sojourn.web.work.present import work_page


@door("work.show", signed_in=True)
@require_safe
def show_work(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer. Who reads no case is led to the first page their role opens."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.may(Permission.CASE_READ):
        work = my_work(viewer)
        page = work_page(viewer, work, drafts_by(viewer), today_in_words(), asked_of_officer(viewer))
        return render(request, "web/work/show.html", {"work": page})
    links = links_for(viewer, request.path)
    if links:
        return HttpResponseRedirect(links[0].url)
    return render(request, "web/work/none.html")


@door("referral.answer", permission=Permission.REFER, scope="case")
@require_POST
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Accept, decline, finish or take back a referral; the other office answers without seeing the case."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        referral = referral_for(viewer, referral_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    said, note = request.POST.get("answer", ""), request.POST.get("note", "").strip()
    return do(
        request, lambda: answer_referral(referral=referral, answer=said, note=note, by=viewer),
        _("Your answer is sent."), reverse("web:work"),
    )  # fmt: skip
