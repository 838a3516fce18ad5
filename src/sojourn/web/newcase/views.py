"""The pages that open a case: choose a programme, search, and only then open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from sojourn.cases.actions.beside import open_case_beside
from sojourn.cases.queries.persons import cases_about, people_seen, person_seen
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.subjects.queries.alike import Alike
from sojourn.web.cases.relations import relations
from sojourn.web.choosing import Choice
from sojourn.web.newcase.programmes import offices_to_open_in, programmes_for
from sojourn.web.people.beside import alike_to, beside_of
from sojourn.web.people.card import Card, alike_cards, cards
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
    alike = _alike(request, viewer, pack)
    if alike and not request.POST.get("new_because"):
        return _page(request, viewer, pack, packs, alike=alike, status=422)
    try:
        members, about = _whom(request, viewer, pack)
        words = {"pack": pack.name, "office": office, "members": members, "about": about}
        case = _opened(request, viewer, alike, words | {"receiving_office": receiving})
    except Refused as refused:
        return _page(request, viewer, pack, packs, refusals=whys(refused.reasons), alike=alike, status=422)
    messages.success(request, _("The case is open: %(number)s") % {"number": case.number})
    return HttpResponseRedirect(reverse("web:show-case", args=[case.pk]))


def _alike(request: HttpRequest, viewer: Viewer, pack: Pack) -> list[Alike]:
    """Those in sight who look like the new person that was described."""
    if pack.subject != "person" or request.POST.get("person"):
        return []
    return alike_to(viewer, particulars_of(request.POST))


def _opened(request: HttpRequest, viewer: Viewer, alike: list[Alike], words: Mapping[str, Any]) -> Any:
    if not alike:
        return open_case(**words, by=viewer)
    beside = beside_of(request.POST, alike)
    return open_case_beside(beside=beside, **words, by=viewer)


def _whom(request: HttpRequest, viewer: Viewer, pack: Pack) -> tuple[list[Joining], About | None]:
    known = request.POST.get("person", "")
    subject = person_or_404(person_seen, viewer, known) if known else None
    if pack.subject != "person":
        values = {word: request.POST.get(word, "").strip()[:200] for word in ("name", "country", "kind")}
        return [], About(subject, {word: value for word, value in values.items() if value})
    relation = request.POST.get("relation", "") or "principal"
    return [Joining(relation, subject, particulars_of(request.POST))], None


def _page(
    request: HttpRequest, viewer: Viewer, pack: Pack | None, packs: list[Pack], *, refusals: Any = (),
    alike: Sequence[Alike] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    typed = request.POST if request.method == "POST" else request.GET
    text = typed.get("q", "").strip()
    offices = offices_to_open_in(viewer)
    searched = bool(pack) and (bool(text) or bool(alike) or (pack is not None and pack.subject != "person"))
    found = people_seen(viewer, text) if text and not alike and pack and pack.subject == "person" else []
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
        "alike": _cards(viewer, alike),
        "refusals": refusals,
    }
    return render(request, "web/newcase/new.html", words, status=status)


def _cards(viewer: Viewer, alike: Sequence[Alike]) -> tuple[Card, ...]:
    about = cases_about(viewer, [one.subject.pk for one in alike])
    return alike_cards(viewer, alike, about, _("Open for this person"))


def _offices(chosen: str) -> list[Choice]:
    return [Choice(str(office.pk), office.name, str(office.pk) == chosen) for office in every_office()]
