"""The list of cases and the search over cases and people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries.identities import same_as
from sojourn.cases.queries.lists import MOST_COUNTED, CasePage, Wish, open_cases, search_cases
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.persons import cases_about, people_searched
from sojourn.grammar.packs import Pack, catalogue
from sojourn.protection.doors import door
from sojourn.subjects.queries.searching import asked
from sojourn.web.choosing import Choice
from sojourn.web.measures.wanted import Filter
from sojourn.web.paging import Pages, page_number
from sojourn.web.people.card import found_cards
from sojourn.web.templatetags.house import day, figure
from sojourn.web.wording import language

SIZE = 25
MOST_PEOPLE = 12


@door("cases.list", permission=Permission.CASE_READ, scope="case")
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases of the viewer's offices, a page at a time."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    wish = wish_of(request.GET, default_state="open")
    found = open_cases(viewer, wish, page=page_number(request.GET), size=SIZE)
    words = _words(request, viewer, found, wish) | {
        "title": _("Cases"),
        "sentence": _counted(found.total, "open" if wish.state == "open" else ""),
        "url": reverse("web:cases"),
        "go_label": _("Show"),
        "nothing": _("No case fits"),
        "nothing_words": _("Take a filter away, or search by name."),
    }
    return render(request, "web/cases/list.html", {"list": words})


@door("search.show", permission=Permission.CASE_READ, scope="case")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find cases by number, and cases and people by names in any script."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()
    wish = wish_of(request.GET)
    found = search_cases(viewer, text, wish, page=page_number(request.GET), size=SIZE)
    people = people_searched(viewer, text, MOST_PEOPLE) if text else []
    ids = [one.subject.pk for one in people]
    words = _words(request, viewer, found, wish) | {
        "title": _("Search"),
        "sentence": _found(len(people), found.total) if text else _("Write a name in any script, or a number."),
        "url": reverse("web:search"),
        "go_label": _("Search"),
        "is_search": True,
        "q": text,
        "people": found_cards(people, cases_about(viewer, ids), same_as(viewer, ids) if ids else {}),
        **_nothing(text),
    }
    return render(request, "web/cases/list.html", {"list": words})


def _nothing(text: str) -> dict[str, str]:
    """What to say when no case is found: nothing was typed yet, too little, or nobody fits."""
    if not text:
        return {"nothing": _("Search for a case or a person"), "nothing_words": ""}
    if asked(text) is None:
        return {"nothing": _("Go on typing"), "nothing_words": _("At least two letters or digits are needed.")}
    words = _("Try another spelling, another script, a birth year, or only the beginning of a name.")
    return {"nothing": _("Nothing found"), "nothing_words": words}


def wish_of(query: QueryDict, default_state: str = "") -> Wish:
    """Read which cases are wished for; "any" stands for all states."""
    state = query.get("state", default_state)
    return Wish(query.get("pack", ""), query.get("stage", ""), _uuid(query.get("office", "")), state)


@dataclass(frozen=True)
class Row:
    """One case of a list."""

    number: str
    url: str
    title: str
    pack_label: str
    stage_label: str
    side_label: str
    sealed: bool
    office: str
    opened: str


def _words(request: HttpRequest, viewer: Viewer, found: CasePage, wish: Wish) -> dict[str, Any]:
    return {
        "rows": [_row(case) for case in found.rows],
        "pages": Pages(found.total, found.page, found.size, request.GET),
        "filters": _filters(viewer, wish),
        "filtered": any(request.GET.get(name) for name in ("pack", "stage", "office", "state", "q")),
        "may_open": viewer.may(Permission.CASE_OPEN),
        "new_url": reverse("web:new-case"),
    }


def _row(case: Any) -> Row:
    pack = pack_of(case)
    return Row(
        number=case.number,
        url=reverse("web:show-case", args=[case.pk]),
        title=case.subject.label or _("No name yet"),
        pack_label=pack.label_of("pack", pack.name, language()),
        stage_label=pack.label_of("stage", case.stage, language()),
        side_label=pack.label_of("side_state", case.side_state, language()) if case.side_state else "",
        sealed=bool(case.compartment),
        office=" – ".join(one.name for one in (case.office, case.receiving_office) if one),
        opened=day(case.opened_at),
    )


def _filters(viewer: Viewer, wish: Wish) -> list[Filter]:
    packs = [pack for pack in _packs() if not pack.compartment or pack.compartment in viewer.compartments]
    chosen = next((pack for pack in packs if pack.name == wish.pack), None)
    offices = [office for office in every_office() if office.pk in viewer.offices]
    found = [
        Filter("pack", _("Programme"), options=_choices(_pack_names(packs), wish.pack), all_label=_("All")),
        Filter("state", _("State"), options=_choices(_states(), wish.state or "any")),
    ]
    if chosen:
        stages = [(name, chosen.label_of("stage", name, language())) for name in chosen.stages]
        found.append(Filter("stage", _("Stage"), options=_choices(stages, wish.stage), all_label=_("All")))
    if len(offices) > 1:
        names = [(str(office.pk), office.name) for office in offices]
        found.append(Filter("office", _("Office"), options=_choices(names, str(wish.office)), all_label=_("All")))
    return found


def _packs() -> Iterable[Pack]:
    return (catalogue().pack(name) for name in catalogue().names())


def _pack_names(packs: Iterable[Pack]) -> list[tuple[str, str]]:
    return [(pack.name, pack.label_of("pack", pack.name, language())) for pack in packs]


def _states() -> list[tuple[str, str]]:
    return [("any", _("All")), ("open", _("Open")), ("held", _("On hold")), ("closed", _("Closed"))]


def _choices(rows: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == chosen) for value, label in rows)


def _found(people: int, cases: int) -> str:
    """How many people and cases fit: the closest people only, so no figure tells of more."""
    words = ngettext("%(count)s person", "%(count)s people", people) % {"count": figure(people)}
    return f"{words} · {_counted(cases)}"


def _counted(total: int, which: str = "") -> str:
    if total > MOST_COUNTED:
        return _("More than %(count)s cases") % {"count": figure(MOST_COUNTED)}
    if which == "open":
        return ngettext("%(count)s open case", "%(count)s open cases", total) % {"count": figure(total)}
    return ngettext("%(count)s case", "%(count)s cases", total) % {"count": figure(total)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
