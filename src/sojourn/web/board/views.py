"""The page of the board: one programme at a time, its numbers as tiles, charts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries.board import Board, Tally, board
from sojourn.grammar.packs import Pack
from sojourn.protection.doors import door
from sojourn.web.charts.bars import Point, bar_chart
from sojourn.web.charts.columns import column_chart
from sojourn.web.choosing import Choice
from sojourn.web.measures.dimensions import code_names
from sojourn.web.measures.views import countable_offices, programmes
from sojourn.web.measures.wanted import Filter
from sojourn.web.templatetags.house import figure
from sojourn.web.wording import language


@door("board.show", permission=Permission.BOARD_READ)
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """How many cases stand where, how many came and went."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    packs = programmes(viewer)
    pack = next((one for one in packs if one.name == request.GET.get("pack")), packs[0] if packs else None)
    if pack is None:
        return render(request, "web/board/show.html", {"page": None})
    offices = countable_offices(viewer)
    office = next((one.pk for one in offices if one.code == request.GET.get("office")), None)
    return render(request, "web/board/show.html", {"page": _page(viewer, pack, packs, offices, office)})


def _page(viewer: Viewer, pack: Pack, packs: list[Pack], offices: list[Any], office: UUID | None) -> dict[str, Any]:
    found = board(viewer, pack, office)
    withheld = any(tally.value is None for tally in (*found.stages.values(), *found.opened.values()))
    return {
        "pack_label": pack.label_of("pack", pack.name, language()),
        "filters": _filters(pack, packs, offices, office),
        "tiles": _tiles(viewer, found, pack),
        "parts": [_stages(found), _months(found)],
        "withheld": withheld,
        "threshold": found.threshold,
        "measures": [
            {"label": pack.label_of("measure", name, language()), "url": reverse("web:measure", args=[pack.name, name])}
            for name in pack.measures
        ],
    }


def _tiles(viewer: Viewer, found: Board, pack: Pack) -> list[dict[str, str]]:
    reads = viewer.may(Permission.CASE_READ)
    cases = f"{reverse('web:cases')}?pack={pack.name}"
    return [
        {"label": _("Open cases"), "shown": said(found.open), "url": f"{cases}&state=open" if reads else ""},
        {"label": _("On hold"), "shown": said(found.held), "url": f"{cases}&state=held" if reads else ""},
        {"label": _("Opened in 30 days"), "shown": said(found.opened_lately), "url": ""},
        {"label": _("Closed in 30 days"), "shown": said(found.closed_lately), "url": ""},
    ]


def _stages(found: Board) -> dict[str, Any]:
    names = {name: found.pack.label_of("stage", name, language()) for name in found.pack.stages if name in found.stages}
    return _part("stages", _("Open cases by stage"), _("Stage"), names, found.stages, "bars")


def _months(found: Board) -> dict[str, Any]:
    names = code_names(found.pack, "month", list(found.opened), language())
    return _part("opened", _("Cases opened by month"), _("Month"), names, found.opened, "columns")


def _part(
    anchor: str, title: str, head: str, names: Mapping[str, str], tallies: Mapping[str, Tally], kind: str
) -> dict[str, Any]:
    points = [Point(label, tallies[code].value, said(tallies[code])) for code, label in names.items()]
    words = _("The figures stand in the table below.")
    if kind == "columns":
        chart: Any = column_chart(title, words, points, rtl=get_language_bidi(), say=figure)
    else:
        chart = bar_chart(title, words, points, rtl=get_language_bidi())
    return {
        "anchor": anchor,
        "title": title,
        "head": head,
        "points": points,
        "chart": chart,
        "template": f"web/charts/{kind}.html",
    }


def _filters(pack: Pack, packs: list[Pack], offices: list[Any], office: UUID | None) -> list[Filter]:
    names = tuple(Choice(one.name, one.label_of("pack", one.name, language()), one is pack) for one in packs)
    places = tuple(Choice(one.code, one.name, one.pk == office) for one in offices)
    found = [Filter("pack", _("Programme"), options=names)]
    return [*found, Filter("office", _("Office"), options=places, all_label=_("All"))] if len(places) > 1 else found


def said(tally: Tally) -> str:
    """A number in words; withheld ones say so."""
    return _("withheld") if tally.value is None else figure(tally.value)
