"""The pages of measures: which there are, one with its chart and table, and the table as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.actions import record
from sojourn.cases.queries.measures import Table, measure_table
from sojourn.exchange.tables.escaping import escaped
from sojourn.grammar.measures import PERIODS
from sojourn.grammar.packs import Measure, Pack, catalogue, read_in
from sojourn.protection.doors import door
from sojourn.web.charts.bars import bar_chart
from sojourn.web.charts.columns import column_chart
from sojourn.web.choosing import Choice
from sojourn.web.measures.figures import Figures, figures_of, scale_words, unit_name, withheld_words
from sojourn.web.measures.wanted import filters_of, wanted_of
from sojourn.web.wording import language

MOST_BARS = 30


@door("measures.list", permission=Permission.MEASURES_READ)
@require_safe
def list_measures(request: HttpRequest) -> HttpResponse:
    """Every measure of every programme that may be counted."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    packs = [
        {"name": pack.name, "label": pack.label_of("pack", pack.name, language()), "measures": _listed(pack)}
        for pack in programmes(viewer)
    ]
    return render(request, "web/measures/list.html", {"packs": packs})


@door("measures.show", permission=Permission.MEASURES_READ)
@require_safe
def show_measure(request: HttpRequest, pack: str, measure: str) -> HttpResponse:
    """One measure: its figures as a chart and as a table."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    declared = _declared(viewer, pack, measure)
    table = measure_table(viewer, pack, measure, wanted_of(declared, request.GET))
    figures = figures_of(table, language())
    page = {
        "pack_label": table.pack.label_of("pack", pack, language()),
        "measure_label": table.pack.label_of("measure", measure, language()),
        "definition": read_in(declared.definition, language()),
        "watch": read_in(declared.watch, language()),
        "source": declared.source,
        "filters": filters_of(
            table.pack, declared, wanted_of(declared, request.GET), _offices(viewer), language()
        ),
        "unit": unit_name(table),
        "figures": figures,
        "withheld_words": withheld_words(figures, table.threshold, language()),
        "csv_url": f"{reverse('web:measure-csv', args=[pack, measure])}?{request.GET.urlencode()}",
        **_chart(table, figures),
    }
    return render(request, "web/measures/show.html", {"page": page})


@door("measures.csv", permission=Permission.MEASURES_READ)
@require_safe
def measure_csv(request: HttpRequest, pack: str, measure: str) -> HttpResponse:
    """The table of a measure as a file: the same figures, and withheld ones say so."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    declared = _declared(viewer, pack, measure)
    table = measure_table(viewer, pack, measure, wanted_of(declared, request.GET))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{pack}-{measure}.csv"'
    # The mark by which spreadsheet programs know that letters beyond ASCII are UTF-8.
    answer.write("\ufeff")
    csv.writer(answer).writerows([escaped(str(word)) for word in row] for row in _rows(table))
    record("measures.exported", by=viewer, on=("measure", f"{pack}.{measure}"), detail={"by": list(table.by)})
    return answer


def programmes(viewer: Viewer) -> list[Pack]:
    """The programmes whose figures the viewer may count; sealed ones only with their seal."""
    packs = (catalogue().pack(name) for name in catalogue().names())
    held = {seal for post in viewer.posts_with(Permission.MEASURES_READ) for seal in post.compartments}
    return [pack for pack in packs if not pack.compartment or pack.compartment in held]


def _declared(viewer: Viewer, pack: str, measure: str) -> Measure:
    found = next((one for one in programmes(viewer) if one.name == pack), None)
    if found is None or measure not in found.measures:
        raise Http404
    return found.measures[measure]


def _listed(pack: Pack) -> list[dict[str, str]]:
    return [
        {
            "label": pack.label_of("measure", name, language()),
            "definition": read_in(measure.definition, language()),
            "url": reverse("web:measure", args=[pack.name, name]),
        }
        for name, measure in pack.measures.items()
    ]


def countable_offices(viewer: Viewer) -> list[Any]:
    """The offices whose figures the viewer may count."""
    posts = viewer.posts_with(Permission.MEASURES_READ)
    own = {office for post in posts for office in {post.office_id, *post.region}}
    return [office for office in every_office() if office.pk in own]


def _offices(viewer: Viewer) -> list[Choice]:
    return [Choice(office.code, office.name) for office in countable_offices(viewer)]


def _chart(table: Table, figures: Figures) -> dict[str, Any]:
    if not table.by or not figures.lines or len(figures.lines) > MOST_BARS:
        return {}
    title = table.pack.label_of("measure", table.measure.name, language())
    description = _("%(what)s by %(name)s. The figures stand in the table beside it.") % {
        "what": unit_name(table), "name": figures.row_name,
    }  # fmt: skip
    rtl = get_language_bidi()
    if table.by[0] in PERIODS:
        chart: Any = column_chart(title, description, figures.points, rtl=rtl, say=scale_words(table, language()))
    else:
        chart = bar_chart(title, description, figures.points, rtl=rtl)
    return {
        "chart": chart,
        "chart_template": f"web/charts/{'columns' if table.by[0] in PERIODS else 'bars'}.html",
        "chart_title": _("Split by: %(name)s") % {"name": figures.row_name},
        "caption": _("A dashed mark stands for a withheld figure, not for nought.") if figures.withheld else "",
    }


def _rows(table: Table) -> Iterator[list[Any]]:
    """Codes, not labels, so that files of two languages can be put together; "all" where nothing is split."""
    yield [*table.by, "value", "numerator", "denominator", "n", "status"]
    for row in (*table.rows, "") if table.by else ("",):
        for column in (*table.columns, "") if len(table.by) > 1 else ("",):
            cell = table.cell(row, column)
            status = "withheld" if cell.suppressed else "nothing_to_say" if cell.value is None else "shown"
            place = [row or "all", column or "all"][: len(table.by)]
            figures = [cell.value, cell.numerator, cell.denominator, cell.n]
            yield [*place, *("" if one is None else one for one in figures), status]
