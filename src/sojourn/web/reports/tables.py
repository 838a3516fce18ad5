"""The regional table: publish it, look at it, take it away as SDMX-CSV."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.actions import record
from sojourn.evidence.templates import Coordinates, Table, csv_rows
from sojourn.evidence.templates.layout import lines
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.reporting.actions import publish_table
from sojourn.reporting.queries import publications_seen
from sojourn.web.choosing import Choice
from sojourn.web.reports.figures import shown
from sojourn.web.reports.finding import round_or_404, template_or_404
from sojourn.web.reports.listing import title_of
from sojourn.web.reports.states import status_words
from sojourn.web.wording import why


@door("reports.publish", permission=Permission.REPORT_ASK, scope="office")
@require_POST
def publish(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Publish what is accepted, at once or from a day on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    round_ = round_or_404(viewer, round_id)
    try:
        publish_table(
            round_=round_, embargo_until=_opens(request.POST.get("embargo", "")), by=viewer,
            remark=request.POST.get("remark", "")[:2000],
        )  # fmt: skip
        messages.success(request, _("The table is published"))
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, why(reason).text)
    return HttpResponseRedirect(reverse("web:report-round", args=[round_.pk]))


@door("reports.table", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def show_table(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One table of the publication: countries across, one line per combination of codes."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    round_ = round_or_404(viewer, round_id)
    publication, seen = _publication(viewer, round_, request.GET.get("number", ""))
    template = template_or_404(round_)
    table = template.table(request.GET.get("table", "")) or template.tables[0]
    countries = sorted(publication.statuses)
    given = {(row[0], tuple(row[2])): (row[3], row[4]) for row in publication.figures if row[1] == table.name}
    page = {
        "round": round_, "title": title_of(round_), "publication": publication, "table": table,
        "tables": [Choice(one.name, one.title, one.name == table.name) for one in template.tables],
        "numbers": [Choice(str(one.number), _("Edition %(number)s") % {"number": one.number},
                           one.number == publication.number) for one in seen],
        "edges": [dimension.label for dimension in table.dimensions],
        "countries": [(code, status_words(publication.statuses[code])) for code in countries],
        "rows": [
            {"labels": labels, "cells": [shown(*given.get((code, cell), (None, "O"))) for code in countries]}
            for labels, cell in _lines(table)
        ],
        "embargoed": publication.embargo_until > moment.now(),
    }  # fmt: skip
    return render(request, "web/reports/table.html", {"page": page})


@door("reports.table-csv", permission=Permission.MEASURES_READ, scope="office")
@require_safe
def table_csv(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The whole publication as SDMX-CSV: every country, table and cell."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    round_ = round_or_404(viewer, round_id)
    publication, _seen = _publication(viewer, round_, request.GET.get("number", ""))
    template = template_or_404(round_)
    name = f"{round_.template}-{round_.period}-{publication.number}"
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(answer, lineterminator="\n").writerows(csv_rows(template, publication.figures, round_.period))
    record("figures.exported", by=viewer, on=publication, office=round_.hub_id, detail={"sha256": publication.sha256})
    return answer


def _publication(viewer: Viewer, round_: Any, number: str) -> tuple[Any, list[Any]]:
    seen = publications_seen(viewer, round_)
    chosen = next((one for one in seen if str(one.number) == number), seen[0] if seen and not number else None)
    if chosen is None:
        raise Http404
    return chosen, seen


def _lines(table: Table) -> list[tuple[list[str], Coordinates]]:
    found = []
    for row in lines(table, "rows"):
        for column in lines(table, "columns"):
            codes = dict(
                zip((one.name for one in (*table.along("rows"), *table.along("columns"))), (*row, *column), strict=True)
            )
            cell = tuple(codes[dimension.name].name for dimension in table.dimensions)
            found.append(([codes[dimension.name].label for dimension in table.dimensions], cell))
    return found


def _opens(written: str) -> datetime | None:
    if not written.strip():
        return None
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=get_current_timezone())
    except ValueError as error:
        raise Refused(Reason("embargo", "Write the end of the embargo as a day and a time", field="embargo")) from error
