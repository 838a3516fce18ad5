"""The list of indicators, and one indicator with its definition and the newest figure of every country."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.evidence.catalogue import Indicator, catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.wording import number
from sojourn.evidence.store import Dataset
from sojourn.protection.doors import door
from sojourn.web.evidence import known
from sojourn.web.evidence.finding import country_name, indicator_or_404
from sojourn.web.wording import language


@door("evidence.indicators", permission=Permission.EVIDENCE_READ)
@require_safe
def list_indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator of the catalogue by theme."""
    found = catalogue()
    themes = [
        {"id": theme, "label": words[language()], "indicators": [
            {"id": one.id, "name": one.name(language()), "definition": one.definition}
            for one in found.indicators.values() if one.theme == theme
        ]}
        for theme, words in found.themes.items()
    ]  # fmt: skip
    return render(request, "web/evidence/indicators.html", {"page": {"themes": themes}})


@door("evidence.indicator", permission=Permission.EVIDENCE_READ)
@require_safe
def show_indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator: what it means, where its figures come from, and the newest of every country."""
    one = indicator_or_404(indicator)
    declared = {dataset.id: dataset for dataset in known.store().datasets()}
    page = {
        "id": one.id, "name": one.name(language()), "definition": one.definition, "facts": one,
        "unit": catalogue().units[one.unit][language()], "formula": one.formula.text if one.formula else "",
        "maps": [(catalogue().frameworks[key], ", ".join(values)) for key, values in one.maps.items()],
        "sources": [_source(query.dataset, query.differs, declared) for query in one.queries],
        "rows": _rows(one),
    }  # fmt: skip
    return render(request, "web/evidence/indicator.html", {"page": page})


def _source(id: str, differs: str, declared: dict[str, Dataset]) -> dict[str, Any]:
    dataset = declared.get(id)
    loaded = known.store().vintage(id) if dataset else None
    return {"id": id, "title": dataset.title if dataset else id, "differs": differs, "declared": dataset is not None,
            "vintage": loaded.id if loaded else "", "url": dataset.url if dataset else ""}  # fmt: skip


def _rows(one: Indicator) -> list[dict[str, Any]]:
    with known.store().reading() as reading:
        figures = Figures(reading, keep=known.kept_folder())
        query = (
            "SELECT country, max(year), arg_max(value, year), arg_max(source, year) FROM best "
            "WHERE indicator = ? AND value IS NOT NULL GROUP BY country"
        )
        found = reading.sql(query, [one.id])
        titles = {
            place: figures.source(one, place).dataset
            for place in {row[3] for row in found} if place < len(one.queries)
        }  # fmt: skip
    rows = [
        {"country": country, "name": country_name(country), "year": year, "value": number(value, one.unit, language()),
         "size": value, "source": titles.get(place, "")}
        for country, year, value, place in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["size"])
