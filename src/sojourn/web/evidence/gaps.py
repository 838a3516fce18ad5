"""The matrix of gaps as a page and as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.audit.actions import record
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.codes import codelist
from sojourn.evidence.gaps import Frame, Gaps, mirror_rows
from sojourn.evidence.gaps.export import FORMATS, written
from sojourn.evidence.gaps.matrix import STATES
from sojourn.evidence.gaps.mirrors import by_discrepancy
from sojourn.evidence.profile.wording import number
from sojourn.evidence.store import Reading
from sojourn.kernel import moment
from sojourn.protection.doors import door
from sojourn.web.choosing import Choice
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, viewer_in
from sojourn.web.wording import language

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
MOST_YEARS = 30
MOST_MIRRORS = 40
SIGNS = {"available": "●", "covered": "◐", "not_yet_due": "○", "suppressed": "c", "stated_missing": ":",
         "not_applicable": "–", "absent": "✕"}  # fmt: skip
TONES = {"available": "good", "covered": "good", "not_yet_due": "", "suppressed": "warn", "stated_missing": "warn",
         "not_applicable": "", "absent": "danger"}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    country: str
    indicator: str
    theme: str
    first: int
    last: int


def state_names() -> dict[str, str]:
    """What the states are called."""
    return {
        "available": _("There"), "covered": _("Covered by a slower source"), "not_yet_due": _("Not yet due"),
        "suppressed": _("Suppressed"), "stated_missing": _("Stated as missing"),
        "not_applicable": _("Does not apply"), "absent": _("No figure"),
    }  # fmt: skip


@door("evidence.gaps", permission=Permission.EVIDENCE_READ)
@require_safe
def show_gaps(request: HttpRequest) -> HttpResponse:
    """Indicators × years of a country, countries × years of an indicator, or countries × themes."""
    asked = _asked(request.GET)
    page: dict[str, Any] = {
        "asked": asked,
        "filters": _filters(asked),
        "legend": _legend(),
        "loaded": bool(known.pins()),
    }
    if page["loaded"]:
        page |= _table(asked)
        page["files"] = [
            {"url": f"{reverse('web:gaps-file', args=[ending])}?{request.GET.urlencode()}", "label": ending.upper()}
            for ending in FORMATS
        ]
    return render(request, "web/evidence/gaps.html", {"page": page})


@door("evidence.gaps_file", permission=Permission.EVIDENCE_READ)
@require_safe
def gaps_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The cells behind the page as a file; a workbook needs a country or an indicator, else it would not open."""
    asked = _asked(request.GET)
    if ending not in FORMATS:
        raise Http404
    if not known.pins():
        return HttpResponse(_("No statistics are loaded yet"), status=409, content_type="text/plain; charset=utf-8")
    if ending == "xlsx" and not (asked.country or asked.indicator):
        words = _("Choose a country or an indicator first: the whole matrix is too large for a sheet.")
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
    with known.store().reading() as reading:
        gaps = _gaps(Figures(reading, keep=known.kept_folder()), asked)
        content = written(gaps.rows(indicator=asked.indicator), ending)
    answer = HttpResponse(content, content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="gaps.{ending}"'
    record("gaps.exported", by=viewer_in(request), on=("gaps", asked.country or "all"), detail={"format": ending})
    return answer


def _gaps(figures: Figures, asked: Asked) -> Gaps:
    countries = (asked.country,) if asked.country else codelist("area").at_level("country")
    return Gaps(figures, Frame(countries, asked.first, asked.last, moment.today()))


def _asked(query: QueryDict) -> Asked:
    this = moment.today().year
    last = _year(query.get("last", ""), this - 1)
    first = _year(query.get("first", ""), last - 5)
    return Asked(
        country=query.get("country", "") if query.get("country", "") in codelist("area").at_level("country") else "",
        indicator=query.get("indicator", "") if query.get("indicator", "") in catalogue().indicators else "",
        theme=query.get("theme", "") if query.get("theme", "") in catalogue().themes else "",
        first=max(min(first, last), last - MOST_YEARS),
        last=last,
    )


def _year(text: str, otherwise: int) -> int:
    return (
        int(text) if text.isdecimal() and len(text) == 4 and "1950" <= text <= str(moment.today().year) else otherwise
    )


def _table(asked: Asked) -> dict[str, Any]:
    with known.store().reading() as reading:
        gaps = _gaps(Figures(reading, keep=known.kept_folder()), asked)
        if asked.country or asked.indicator:
            mirrors = _mirrors(reading, asked.country) if asked.country else []
            return _cells(gaps, asked) | {"mirrors": mirrors}
        return _shares(gaps, asked)


def _mirrors(reading: Reading, country: str) -> list[dict[str, Any]]:
    return [
        {
            "origin": country_name(row.origin),
            "destination": country_name(row.destination),
            "year": row.year,
            "arrivals": number(row.arrivals, "persons", language()),
            "departures": number(row.departures, "persons", language()),
            "difference": number(row.difference, "persons", language()),
        }
        for row in by_discrepancy(mirror_rows(reading, country))[:MOST_MIRRORS]
    ]


def _cells(gaps: Gaps, asked: Asked) -> dict[str, Any]:
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for row in gaps.rows(country=asked.country, indicator=asked.indicator):
        if not asked.theme or catalogue()[row["indicator"]].theme == asked.theme:
            key = row["country"] if asked.indicator and not asked.country else row["indicator"]
            found.setdefault(key, {})[row["year"]] = row
    by_country = bool(asked.indicator and not asked.country)
    names = state_names()
    rows = [
        {"label": country_name(key) if by_country else catalogue()[key].name(language()),
         "url": reverse("web:country-profile", args=[key]) if by_country else reverse("web:indicator", args=[key]),
         "cells": [_cell(years[year], names) for year in sorted(years)]}
        for key, years in found.items()
    ]  # fmt: skip
    if by_country:
        rows = [row for row in rows if any(cell["state"] == "available" for cell in row["cells"])] or rows
    return {"head": [str(year) for year in range(asked.first, asked.last + 1)], "rows": rows, "kind": "cells"}


def _cell(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    notes = [names[row["state"]]]
    if row["days_late"]:
        notes.append(_("%(days)s days late") % {"days": row["days_late"]})
    if row["days_overdue"]:
        notes.append(_("%(days)s days overdue") % {"days": row["days_overdue"]})
    details = [
        word
        for name, word in (("by_sex", _("by sex")), ("by_age", _("by age")), ("by_origin", _("by origin")))
        if row[name]
    ]
    if details:
        notes.append(", ".join(details))
    if row["difference"]:
        notes.append(_("second source: %(share)+.1f %%") % {"share": 100 * row["difference"]})
    return {"state": row["state"], "sign": SIGNS[row["state"]], "tone": TONES[row["state"]], "words": "; ".join(notes)}


def _shares(gaps: Gaps, asked: Asked) -> dict[str, Any]:
    themes = [asked.theme] if asked.theme else list(catalogue().themes)
    counted: dict[str, dict[str, set[str]]] = {}
    for (indicator, country), year in gaps.newest_years().items():
        if asked.first <= year:
            counted.setdefault(country, {}).setdefault(catalogue()[indicator].theme, set()).add(indicator)
    of = {theme: sum(1 for one in catalogue().indicators.values() if one.theme == theme) for theme in themes}
    rows = [
        {"label": country_name(country), "url": f"{reverse('web:gaps')}?country={country}",
         "cells": [{"shown": len(by.get(theme, ())), "of": of[theme]} for theme in themes]}
        for country, by in counted.items() if country in codelist("area")
    ]  # fmt: skip
    rows.sort(key=lambda row: (-sum(cell["shown"] for cell in row["cells"]), row["label"]))
    heads = [catalogue().themes[theme][language()] for theme in themes]
    return {"head": heads, "rows": rows, "kind": "shares"}


def _legend() -> list[dict[str, str]]:
    names = state_names()
    return [{"sign": SIGNS[state], "tone": TONES[state], "words": names[state]} for state in STATES]


def _filters(asked: Asked) -> list[dict[str, Any]]:
    countries = sorted(
        (Choice(code, country_name(code), code == asked.country) for code in codelist("area").at_level("country")),
        key=lambda choice: choice.label,
    )
    indicators = [
        Choice(one.id, one.name(language()), one.id == asked.indicator) for one in catalogue().indicators.values()
    ]
    themes = [Choice(id, words[language()], id == asked.theme) for id, words in catalogue().themes.items()]
    return [
        {"name": "country", "label": _("Country"), "options": countries, "all_label": _("All countries")},
        {"name": "indicator", "label": _("Indicator"), "options": indicators, "all_label": _("All indicators")},
        {"name": "theme", "label": _("Theme"), "options": themes, "all_label": _("All themes")},
        {"name": "first", "label": _("From year"), "value": asked.first, "type": "number"},
        {"name": "last", "label": _("To year"), "value": asked.last, "type": "number"},
    ]
