"""Requests for data: ask an institution, send the workbook, take it back, see every problem by its cell, decide."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.profile.rankings import ranked
from sojourn.evidence.profile.structure import views
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.actions import accept_return, ask_back, send_request, store_return
from sojourn.profiles.checking import workbook_of
from sojourn.profiles.queries import ProfileSeen, RequestSeen, ReturnSeen, requests_of, returns_of
from sojourn.protection.doors import door
from sojourn.web.answering import do
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, profile_or_404, request_or_404, rights_in, viewer_in
from sojourn.web.wording import language, why

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 20 * 2**20
NAMED_PARTNERS = 10
DAYS_TO_ANSWER = 42


@door("evidence.requests", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def list_requests(request: HttpRequest, country: str) -> HttpResponse:
    """The requests of a profile, and a form for a new one."""
    profile = profile_or_404(request, country)
    if request.method == "POST":
        here = reverse("web:data-requests", args=[country])
        return do(request, lambda: _send(request, profile), _("The request is ready: download its workbook."), here)
    this = moment.today()
    listed = profile.indicators or list(catalogue().indicators)
    page = {
        "country": country, "name": country_name(country), **rights_in(request, profile),
        "rows": requests_of(profile), "first": this.year - 5, "last": this.year - 1,
        "due": (this + timedelta(days=DAYS_TO_ANSWER)).isoformat(), "chosen": request.GET.get("indicator", ""),
        "indicators": [{"id": id, "name": catalogue()[id].name(language())} for id in listed
                       if id in catalogue().indicators and not catalogue()[id].formula and not catalogue()[id].method],
    }  # fmt: skip
    return render(request, "web/evidence/requests.html", {"page": page})


@door("evidence.request", permission=Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def show_request(request: HttpRequest, country: str, asked: UUID) -> HttpResponse:
    """One request with its returns and what is wrong in them."""
    found = request_or_404(request, country, asked)
    if request.method == "POST":
        here = reverse("web:data-request", args=[country, asked])
        return do(request, lambda: _act(request, found), _("Done."), here)
    page = {
        "country": country, "name": country_name(country), **rights_in(request, found.profile), "request": found,
        "indicators": [catalogue()[id].name(language()) for id in found.indicators if id in catalogue().indicators],
        "returns": [{"row": one, "problems": _problems(one)} for one in returns_of(found)],
    }  # fmt: skip
    return render(request, "web/evidence/request.html", {"page": page})


@door("evidence.workbook", permission=Permission.EVIDENCE_READ)
@require_safe
def workbook(request: HttpRequest, country: str, asked: UUID) -> HttpResponse:
    """The workbook of a request, to be filled by the institution."""
    found = request_or_404(request, country, asked)
    answer = HttpResponse(workbook_of(found), content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="request-{country}-{str(asked)[:8]}.xlsx"'
    return answer


def _send(request: HttpRequest, profile: ProfileSeen) -> Any:
    data = request.POST
    try:
        years = (int(data.get("first", "")), int(data.get("last", "")))
        due = date.fromisoformat(data.get("due_on", ""))
    except ValueError:
        raise Refused(Reason("no_date", "Write years as 2024 and the day as 2026-03-01", field="due_on")) from None
    with known.store().reading() as reading:
        found = ranked(reading, views()["origins_of_migrants"], profile.country)
    partners = [code for code, _value in found.rows if not code.startswith("_")][:NAMED_PARTNERS] if found else []
    return send_request(
        profile=profile, institution=data.get("institution", ""), indicators=data.getlist("indicator"), years=years,
        due_on=due, partners=partners, by=viewer_in(request),
    )  # fmt: skip


def _act(request: HttpRequest, found: RequestSeen) -> Any:
    viewer, what, message = viewer_in(request), request.POST.get("do", ""), request.POST.get("message", "")
    if what == "return":
        return _take(request, found)
    if what == "ask_back":
        return ask_back(request=found, message=message, by=viewer)
    if what == "accept":
        return accept_return(request=found, store=known.store(), message=message, by=viewer)
    raise Refused(Reason("unknown_step", "This page does not know that step"))


def _take(request: HttpRequest, found: RequestSeen) -> Any:
    upload = request.FILES.get("file")
    if upload is None or not upload.name:
        raise Refused(Reason("no_file", "Choose the filled workbook first", field="file"))
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(Reason("too_large", "The file is larger than 20 MB", field="file"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returned.xlsx"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        return store_return(request=found, path=path, store=known.store(), file_name=upload.name, by=viewer_in(request))


def _problems(one: ReturnSeen) -> list[dict[str, str]]:
    return [
        {
            "at": row["at"],
            "severity": row["severity"],
            "text": why(Reason(row["code"], row["message"], row["params"])).text,
        }
        for row in one.problems
    ]
