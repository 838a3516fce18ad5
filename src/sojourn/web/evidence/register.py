"""The gap register of a profile: what is missing, who could supply it, what is done until when."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.catalogue.missing import lacks
from sojourn.exchange.tables.escaping import escaped
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.actions import change_gap, close_gap, open_gap
from sojourn.profiles.queries import GAP_KINDS, GapSeen, ProfileSeen, gap_of, gaps_of
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.choosing import Choice
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, profile_or_404, rights_in, viewer_in
from sojourn.web.wording import language

MOST_SUGGESTED = 200
COLUMNS = ("indicator", "name", "kind", "owner", "action", "due_on", "state", "opened_on", "closed_on")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@door("evidence.register", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def show_register(request: HttpRequest, country: str) -> HttpResponse:
    """The register, and below it what the store lacks and nobody has taken up yet."""
    profile = profile_or_404(request, country)
    if request.method == "POST":
        here = reverse("web:gap-register", args=[country])
        return do(request, lambda: _act(request, profile), _("Done."), here)
    entries = gaps_of(profile, closed=request.GET.get("closed") == "1")
    page = {
        "country": country, "name": country_name(country), **rights_in(request, profile),
        "rows": [{"entry": one, "name": _name(one.indicator)} for one in entries],
        "kinds": [Choice(value, str(label)) for value, label in GAP_KINDS.choices],
        "suggested": _suggested(profile, {one.indicator for one in entries}),
        "closed": request.GET.get("closed") == "1",
        "endings": list(TYPES),
    }  # fmt: skip
    return render(request, "web/evidence/register.html", {"page": page})


@door("evidence.register_file", permission=Permission.EVIDENCE_READ)
@require_safe
def register_file(request: HttpRequest, country: str, ending: str) -> HttpResponse:
    """The register as CSV, XLSX or JSON, closed lines too."""
    profile = profile_or_404(request, country)
    if ending not in TYPES:
        raise Http404
    rows = [_plain(one) for one in gaps_of(profile, closed=True)]
    answer = HttpResponse(WRITERS[ending](rows), content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="gap-register-{country}.{ending}"'
    return answer


def _plain(one: GapSeen) -> dict[str, str]:
    return {
        "indicator": one.indicator,
        "name": _name(one.indicator),
        "kind": one.kind,
        "owner": one.owner,
        "action": one.action,
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "state": one.state,
        "opened_on": one.opened_at.date().isoformat(),
        "closed_on": one.closed_at.date().isoformat() if one.closed_at else "",
    }


def _as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([escaped(row[name]) for name in COLUMNS] for row in rows)
    # The mark by which spreadsheet programs know that letters beyond ASCII are UTF-8.
    return ("\ufeff" + out.getvalue()).encode()


def _as_xlsx(rows: list[dict[str, str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("gaps")
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([escaped(row[name]) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_json(rows: list[dict[str, str]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


WRITERS = {"csv": _as_csv, "xlsx": _as_xlsx, "json": _as_json}


def _name(id: str) -> str:
    return catalogue()[id].name(language()) if id in catalogue().indicators else id


def _suggested(profile: ProfileSeen, taken: set[str]) -> list[dict[str, Any]]:
    listed = profile.indicators or list(catalogue().indicators)
    declared = {dataset.id: dataset for dataset in known.store().datasets()}
    with known.store().reading() as reading:
        figures = Figures(reading, keep=known.kept_folder())
        found = [
            {"indicator": id, "name": _name(id), "reasons": [str(one) for one in reasons]}
            for id in listed
            if id not in taken and (reasons := lacks(figures, declared, catalogue()[id], profile.country))
        ]
    return found[:MOST_SUGGESTED]


def _act(request: HttpRequest, profile: ProfileSeen) -> Any:
    viewer, data = viewer_in(request), request.POST
    due = _day(data.get("due_on", ""))
    if data.get("do") == "open":
        return open_gap(
            profile=profile, indicator=data.get("indicator", ""), kind=data.get("kind", "absent"),
            owner=data.get("owner", ""), action=data.get("action", ""), due_on=due, by=viewer,
        )  # fmt: skip
    entry = gap_of(profile, _id(data.get("gap", "")))
    if entry is None:
        raise Refused(Reason("no_gap", "This gap is not on the register"))
    if data.get("do") == "close":
        return close_gap(entry=entry, by=viewer)
    return change_gap(
        entry=entry, owner=data.get("owner", ""), action=data.get("action", ""), due_on=due,
        under_way=data.get("under_way") == "1", by=viewer,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(Reason("no_date", "Write the day as 2026-03-01", field="due_on")) from None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
