"""The queue of likely duplicates, one pair with its decision, and the decisions that were made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.identities import judge_people
from sojourn.cases.queries import identities
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.web.duplicates.present import decided_rows, pair_page, person_page, queue_page, wish_of
from sojourn.web.paging import page_number
from sojourn.web.wording import whys

SIZE = 20


@door("duplicates.list", permission=Permission.IDENTITY_JUDGE, scope="case")
@require_safe
def list_pairs(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for this viewer's judgement, the likeliest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    wish = wish_of(request.GET)
    found = identities.queue(viewer, wish, page=page_number(request.GET), size=SIZE)
    return render(request, "web/duplicates/list.html", {"list": queue_page(viewer, found, wish, request.GET, SIZE)})


@door("duplicates.decided", permission=Permission.IDENTITY_JUDGE, scope="case")
@require_safe
def list_decided(request: HttpRequest) -> HttpResponse:
    """What was decided, newest first, each with a way to look again and take it back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows, total = identities.decided(viewer, page=page_number(request.GET), size=SIZE)
    words = decided_rows(viewer, rows, total, request.GET, SIZE)
    return render(request, "web/duplicates/decided.html", {"list": words})


@door("duplicates.judge", permission=Permission.IDENTITY_JUDGE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Two records side by side, and the decision; without a second one, everybody who may be the same person."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        one = identities.person_judged(viewer, person_id)
        typed = request.POST if request.method == "POST" else request.GET
        other = identities.person_judged(viewer, _key(typed["with"])) if typed.get("with") else None
        if other is not None and (other.pk == one.pk or not identities.may_judge(viewer, one, other)):
            raise Http404
    except ObjectDoesNotExist:
        raise Http404 from None
    if other is None:
        return render(request, "web/duplicates/person.html", {"page": person_page(viewer, one)})
    if request.method == "POST":
        return _decide(request, viewer, one, other)
    return render(request, "web/duplicates/pair.html", {"page": pair_page(viewer, one, other, request.GET)})


def _decide(request: HttpRequest, viewer: Viewer, one: Any, other: Any) -> HttpResponse:
    posted = request.POST
    verdict, seen = posted.get("verdict", ""), posted.get("seen", "")
    try:
        judge_people(
            one=one.pk, other=other.pk, verdict=verdict, reason=posted.get("reason", "").strip()[:1000],
            seen=int(seen) if seen.isascii() and seen.isdigit() else None, by=viewer,
        )  # fmt: skip
    except Refused as refused:
        page = pair_page(viewer, one, other, posted, refusals=whys(refused.reasons))
        return render(request, "web/duplicates/pair.html", {"page": page}, status=422)
    messages.success(request, _said(verdict))
    if posted.get("then") == "next" and (after := identities.next_in_queue(viewer, wish_of(posted), one.pk, other.pk)):
        return HttpResponseRedirect(f"{reverse('web:same-person', args=[after.left_id])}?with={after.right_id}")
    return HttpResponseRedirect(reverse("web:duplicates"))


def _said(verdict: str) -> str:
    return {
        "same": _("Kept: they are the same person. Both records stay as they are, and it can be taken back."),
        "different": _("Kept: they are different people. This pair is not suggested again."),
        "unsure": _("Kept: it is not clear yet. The pair stays in the queue."),
    }.get(verdict, _("Taken back. Everything reads as it did before."))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
