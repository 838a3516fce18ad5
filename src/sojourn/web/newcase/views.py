"""The pages that open a case: choose a programme, search, and only then open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import About, Joining, open_case
from sojourn.cases.queries.persons import cases_about, people_seen, person_seen
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.web.cases.relations import relations
from sojourn.web.choosing import Choice
from sojourn.web.newcase.programmes import offices_to_open_in, programmes_for
from sojourn.web.people.card import cards
from sojourn.web.people.choices import countries, sexes
from sojourn.web.people.finding import person_or_404
from sojourn.web.people.particulars import particulars_of
from sojourn.web.wording import language, whys


@door("case.new", permission=Permission.CASE_OPEN, scope="office")
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Search first; then open a case for somebody known, or for a new person."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    packs = programmes_for(viewer)
    if not packs:
        return render(request, "web/newcase/none.html", status=200)
    typed = request.POST if request.method == "POST" else request.GET
    pack = next((one for one in packs if one.name == typed.get("pack")), packs[0] if len(packs) == 1 else None)
    if request.method == "POST":
        return _open(request, viewer, pack, packs)
    return _page(request, viewer, pack, packs)


def _open(request: HttpRequest, viewer: Viewer, pack: Pack | None, packs: list[Pack]) -> HttpResponse:
    office = next((one for one in offices_to_open_in(viewer) if str(one.pk) == request.POST.get("office")), None)
    if pack is None or office is None:
        raise Http404
    receiving = next((one for one in every_office() if str(one.pk) == request.POST.get("receiving_office")), None)
    try:
        members, about = _whom(request, viewer, pack)
        case = open_case(
            pack=pack.name, office=office, members=members, about=about, receiving_office=receiving, by=viewer
        )
    except Refused as refused:
        return _page(request, viewer, pack, packs, refusals=whys(refused.reasons), status=422)
    messages.success(request, _("The case is open: %(number)s") % {"number": case.number})
    return HttpResponseRedirect(reverse("web:show-case", args=[case.pk]))


def _whom(request: HttpRequest, viewer: Viewer, pack: Pack) -> tuple[list[Joining], About | None]:
    known = request.POST.get("person", "")
    subject = person_or_404(person_seen, viewer, known) if known else None
    if pack.subject != "person":
        values = {word: request.POST.get(word, "").strip()[:200] for word in ("name", "country", "kind")}
        return [], About(subject, {word: value for word, value in values.items() if value})
    relation = request.POST.get("relation", "") or "principal"
    return [Joining(relation, subject, particulars_of(request.POST))], None


def _page(
    request: HttpRequest, viewer: Viewer, pack: Pack | None, packs: list[Pack], *, refusals: Any = (), status: int = 200
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    text = typed.get("q", "").strip()
    offices = offices_to_open_in(viewer)
    searched = bool(pack) and (bool(text) or (pack is not None and pack.subject != "person"))
    found = people_seen(viewer, text) if text and pack and pack.subject == "person" else []
    chosen = typed.get("office", "") or (str(offices[0].pk) if len(offices) == 1 else "")
    words = {
        "packs": [
            Choice(one.name, one.label_of("pack", one.name, language()), bool(pack) and one.name == pack.name)
            for one in packs
        ],
        "pack": pack,
        "offices": [Choice(str(one.pk), one.name, str(one.pk) == chosen) for one in offices],
        "others": _offices(typed.get("receiving_office", "")),
        "q": text,
        "searched": searched,
        "people": cards(found, cases_about(viewer, [one.pk for one in found]), choose=_("Open for this person")),
        "about_person": bool(pack) and pack is not None and pack.subject == "person",
        "relations": relations(pack, language()) if pack else (),
        "sexes": sexes(language()),
        "countries": countries(language()),
        "typed": typed,
        "refusals": refusals,
    }
    return render(request, "web/newcase/new.html", words, status=status)


def _offices(chosen: str) -> list[Choice]:
    return [Choice(str(office.pk), office.name, str(office.pk) == chosen) for office in every_office()]
