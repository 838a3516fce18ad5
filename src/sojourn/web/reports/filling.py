"""The member's pages: take the template, bring it back filled, explain, sign."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import Issue, workbook_bytes
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.reporting.actions import discard_draft, explain_warnings, sign_return, store_return
from sojourn.reporting.queries import draft_of, key_of, keys_of, returns_of, signed_of
from sojourn.reporting.rights import fills_for, hubs_of
from sojourn.reporting.wire import figures_of
from sojourn.web.reports.figures import problems_shown, tables_shown
from sojourn.web.reports.finding import part_or_404, template_or_404
from sojourn.web.reports.listing import title_of
from sojourn.web.reports.states import state_chip
from sojourn.web.wording import why

MOST_BYTES = 20 * 2**20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = (".xlsx", ".csv", ".txt")


@door("reports.part", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def show_part(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """A member's part: its draft with what is wrong, and every signed return with the hub's answer."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = part_or_404(viewer, part_id)
    template = template_or_404(part.round)
    fills, asks = part.office_id in fills_for(viewer), part.round.hub_id in hubs_of(viewer)
    draft = draft_of(part) if fills else None
    returns = [one for one in returns_of(viewer, part) if one.signed_at]
    page = {
        "part": part, "title": title_of(part.round), "chip": state_chip(part), "note": template.note, "draft": draft,
        "may_fill": fills, "may_ask": asks, "key": key_of(part.office_id), "keys": keys_of(part.office_id),
        "problems": problems_shown(draft) if draft else None,
        "draft_tables": tables_shown(template, draft.figures) if draft else [],
        "returns": [
            {"row": one, "tables": tables_shown(template, one.figures), "problems": problems_shown(one)}
            for one in returns
        ],
        "open": returns[0] if asks and returns and not returns[0].decision else None,
    }  # fmt: skip
    return render(request, "web/reports/part.html", {"page": page})


@door("reports.workbook", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def workbook(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """The template as a workbook, with what was filled so far, in the reader's language."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = part_or_404(viewer, part_id)
    latest = (draft_of(part) if part.office_id in fills_for(viewer) else None) or signed_of(part)
    issue = Issue(
        part.round.period, part.office.country, part.office.name, part.round.due_on, part.round.hub.name,
        figures_of(latest.figures) if latest else {},
    )  # fmt: skip
    answer = HttpResponse(workbook_bytes(template_or_404(part.round), issue), content_type=WORKBOOK)
    name = f"{part.round.template}-{part.round.period}-{part.office.country}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@door("reports.fill", permission=Permission.REPORT_FILL, scope="office")
@require_POST
def fill(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Take a filled template; what is wrong with it is shown on the part's page."""

    def take(viewer: Viewer, part: Any) -> str:
        upload = request.FILES.get("file")
        if upload is None:
            raise Refused(Reason("no_file", "Choose the filled file first", field="file"))
        suffix = Path(upload.name or "").suffix.lower()
        if suffix not in SUFFIXES:
            raise Refused(Reason("kind_of_file", "Bring the workbook (.xlsx) or an SDMX-CSV file (.csv)", field="file"))
        if (upload.size or 0) > MOST_BYTES:
            raise Refused(Reason("too_large", "{file} is larger than 20 MB", {"file": upload.name}, field="file"))
        with TemporaryDirectory() as folder:
            path = Path(folder, f"filled{suffix}")
            with path.open("wb") as out:
                out.writelines(upload.chunks())
            draft = store_return(asked=part, path=path, by=viewer, file_name=Path(upload.name or "").name)
        return _("The file is checked: nothing is wrong") if not draft.problems else ""

    return done(request, part_id, take)


@door("reports.explain", permission=Permission.REPORT_FILL, scope="office")
@require_POST
def explain(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Keep what is said about the warnings."""

    def say(viewer: Viewer, part: Any) -> str:
        texts = {key.removeprefix("why:"): text for key, text in request.POST.items() if key.startswith("why:")}
        explain_warnings(draft=_draft(part), explanations={name: str(text) for name, text in texts.items()}, by=viewer)
        return _("The explanations are kept")

    return done(request, part_id, say)


@door("reports.sign", permission=Permission.REPORT_FILL, scope="office")
@require_POST
def sign(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Sign the draft and submit it."""

    def do(viewer: Viewer, part: Any) -> str:
        sign_return(draft=_draft(part), by=viewer)
        return _("The return is signed and submitted")

    return done(request, part_id, do)


@door("reports.discard", permission=Permission.REPORT_FILL, scope="office")
@require_POST
def discard(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Throw the draft away."""

    def do(viewer: Viewer, part: Any) -> str:
        discard_draft(draft=_draft(part), by=viewer)
        return _("The draft is thrown away")

    return done(request, part_id, do)


@door("reports.signed", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def signed_file(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """The newest signed return as a file that anybody with the public key can check."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = part_or_404(viewer, part_id)
    signed = signed_of(part)
    if signed is None:
        raise Http404
    content = {"document": signed.document, "signature": signed.signature, "public_key": signed.key.public}
    answer = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    name = f"{part.round.template}-{part.round.period}-{part.office.country}-{signed.number}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _draft(part: Any) -> Any:
    draft = draft_of(part)
    if draft is None:
        raise Refused(Reason("no_draft", "There is no draft any more: look at the page again"))
    return draft


def done(request: HttpRequest, part_id: UUID, act: Callable[[Viewer, Any], str]) -> HttpResponse:
    """Do something with a part, say how it went, and go back to its page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = part_or_404(viewer, part_id)
    try:
        if said := act(viewer, part):
            messages.success(request, said)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, why(reason).text)
    return HttpResponseRedirect(reverse("web:report-part", args=[part.pk]))
