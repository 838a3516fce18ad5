"""The pages on which a form of a case is filled, live or without scripts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from sojourn.accounts.roles import Permission
from sojourn.audit.actions import record_read
from sojourn.cases.actions import Conflict, discard_draft, record_entry
from sojourn.kernel.refused import Refused
from sojourn.protection import policy
from sojourn.protection.doors import door
from sojourn.web.cases.desk import desk_for
from sojourn.web.cases.drafts import keep_draft, revision_of
from sojourn.web.cases.filling import Filling, filling_for
from sojourn.web.cases.formpage import address_words, form_page
from sojourn.web.cases.header import header_of
from sojourn.web.cases.uploads import with_uploads
from sojourn.web.forms.draw import draw
from sojourn.web.forms.region import changed

MOST_HAVE = 60_000


@door("form.fill", permission=Permission.CASE_WRITE, scope="case")
@require_http_methods(["GET", "HEAD", "POST"])
def fill_form(request: HttpRequest, case_id: UUID, form: str) -> HttpResponse:
    """Show a form; save it, or keep it as a draft."""
    filling = filling_for(request, desk_for(request, case_id), form)
    if request.method != "POST":
        _note_reading(filling)
        return _page(request, filling, form_page(filling, filling.view(filling.begun())))
    raw, refusals = with_uploads(request, filling, filling.posted(request.POST))
    if request.POST.get("do") != "save":
        return _kept_as_draft(request, filling, raw)
    if refusals:
        page = form_page(filling, filling.view(raw, checked=True), reasons=refusals)
        return _page(request, filling, page, status=422)
    return _saved(request, filling, raw)


@door("form.state", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def form_state(request: HttpRequest, case_id: UUID, form: str) -> HttpResponse:
    """Keep what was typed as a draft and answer with the regions that changed; the page says which it has."""
    filling = filling_for(request, desk_for(request, case_id), form)
    raw = filling.posted(request.POST)
    saved = keep_draft(filling, raw, request.POST.get("base", ""))
    view = filling.view(raw, checked=bool(request.POST.get("checked")))
    regions = draw(view)
    words = {
        "regions": list(changed(regions, _have(request.POST.get("have", "")))),
        "form": form_page(filling, view),
        "draft_state": _("Kept as your draft.") if saved else _("Not kept: this is too long for a draft."),
        "failed": _("Not kept: the connection failed. What you typed is still on this page."),
    }
    answer = render(request, "web/forms/changes.html", words)
    if place := _row_to_show(request, raw):
        trigger_client_event(answer, "sojourn:focus", {"id": place}, after="settle")
    return answer


@door("form.discard", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def throw_draft_away(request: HttpRequest, case_id: UUID, form: str) -> HttpResponse:
    """Throw the viewer's draft of a form away."""
    filling = filling_for(request, desk_for(request, case_id), form)
    if filling.draft is not None:
        discard_draft(draft=filling.draft, by=filling.desk.viewer)
        messages.success(request, _("The draft is gone."))
    return HttpResponseRedirect(reverse("web:fill-form", args=[case_id, form]) + address_words(filling))


def _saved(request: HttpRequest, filling: Filling, raw: dict[str, Any]) -> HttpResponse:
    desk = filling.desk
    base = request.POST.get("base", "")
    try:
        record_entry(
            case=desk.case, form=filling.name, answers=raw, member=filling.member,
            expected_version=revision_of(base), corrects=filling.corrects, by=desk.viewer,
        )  # fmt: skip
    except Conflict as conflict:
        keep_draft(filling, conflict.merged, str(conflict.revision))
        page = form_page(filling, filling.view(conflict.merged), conflict=conflict)
        return _page(request, filling, page, status=409)
    except Refused as refused:
        keep_draft(filling, raw, base)
        page = form_page(filling, filling.view(raw, checked=True), reasons=refused.reasons)
        return _page(request, filling, page, status=422)
    messages.success(request, _("Saved: %(form)s") % {"form": filling.compiled.form.label(desk.language)})
    return HttpResponseRedirect(reverse("web:show-case", args=[desk.case.pk]))


def _kept_as_draft(request: HttpRequest, filling: Filling, raw: dict[str, Any]) -> HttpResponse:
    if not keep_draft(filling, raw, request.POST.get("base", "")):
        page = form_page(filling, filling.view(raw))
        messages.error(request, _("Not kept: this is too long for a draft."))
        return _page(request, filling, page, status=422)
    where = reverse("web:fill-form", args=[filling.desk.case.pk, filling.name]) + address_words(filling)
    place = _row_to_show(request, raw)
    return HttpResponseRedirect(where + (f"#{place}" if place else ""))


def _page(request: HttpRequest, filling: Filling, page: Any, status: int = 200) -> HttpResponse:
    words = {"case": header_of(filling.desk, "case-forms"), "form": page}
    return render(request, "web/cases/form.html", words, status=status)


def _note_reading(filling: Filling) -> None:
    """Record that sensitive answers of an earlier entry were shown."""
    if filling.current is None or filling.withheld:
        return
    names = policy.sensitive_names(filling.compiled) & set(filling.current.answers)
    if names:
        fields = [f"{filling.name}.{name}" for name in names]
        record_read(by=filling.desk.viewer, on=filling.desk.case, fields=fields)


def _have(text: str) -> dict[str, str]:
    """Which region of the page has which signature: "r-day:1a2b3c4d r-way:…"."""
    pairs = (word.rpartition(":") for word in text[:MOST_HAVE].split())
    return {region: signature for region, _colon, signature in pairs}


def _row_to_show(request: HttpRequest, raw: dict[str, Any]) -> str:
    """The id of the place that should have the focus after a row was added or removed."""
    if place := request.POST.get("add_row"):
        count = request.POST.get(f"{place}.rows", "0")
        number = int(count) + 1 if count.isascii() and count.isdigit() else 1
        return f"r-{place}-{number}".replace(".", "-")
    if place := request.POST.get("remove_row"):
        return f"r-{place.rpartition('.')[0]}".replace(".", "-")
    return ""
