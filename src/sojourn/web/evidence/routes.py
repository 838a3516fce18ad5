"""The list of named routes, and one route with its countries and their figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figure, Figures
from sojourn.evidence.profile.routes import PARTS, deaths_of, route_indicators, routes, rows_of
from sojourn.evidence.profile.wording import number
from sojourn.protection.doors import door
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name
from sojourn.web.wording import language


@door("evidence.routes", permission=Permission.EVIDENCE_READ)
@require_safe
def list_routes(request: HttpRequest) -> HttpResponse:
    """Every named route with how many countries it has."""
    rows = [
        {"id": one.id, "title": one.title[language()], "countries": sum(len(one.countries[part]) for part in PARTS)}
        for one in routes().values()
    ]
    return render(request, "web/evidence/routes.html", {"page": {"rows": rows}})


@door("evidence.route", permission=Permission.EVIDENCE_READ)
@require_safe
def show_route(request: HttpRequest, route: str) -> HttpResponse:
    """One route: countries of origin, transit and destination over the same figures as their profiles."""
    one = routes().get(route)
    if one is None:
        raise Http404
    parts = {
        "origin": _("Countries of origin"),
        "transit": _("Countries of transit"),
        "destination": _("Countries of destination"),
    }
    with known.store().reading() as reading:
        figures = Figures(reading, keep=known.kept_folder())
        rows = rows_of(figures, one)
        deaths = deaths_of(reading, one)
    page = {
        "title": one.title[language()], "source": one.source,
        "indicators": [catalogue()[id].name(language()) for id in route_indicators()],
        "parts": [
            {"name": parts[part], "rows": [
                {"country": row.country, "name": country_name(row.country),
                 "cells": [_cell(row.figures[id]) for id in route_indicators()]}
                for row in rows if row.part == part
            ]}
            for part in PARTS
        ],
        "deaths": [{"year": each.year, "number": f"{each.number:.0f}", "until": each.until} for each in deaths],
    }  # fmt: skip
    return render(request, "web/evidence/route.html", {"page": page})


def _cell(figure: Figure | None) -> dict[str, str]:
    if figure is None or figure.value is None:
        return {"value": "", "year": ""}
    unit = catalogue()[figure.indicator].unit
    return {"value": number(figure.value, unit, language()), "year": str(figure.year)}
