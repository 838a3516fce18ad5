"""Let a person join a case: who looks alike is shown first; then one of them, or somebody new and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sojourn.accounts.roles import Permission
from sojourn.cases.actions import add_member
from sojourn.cases.actions.beside import add_member_beside
from sojourn.cases.queries.persons import cases_about, person_seen
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.subjects.queries.alike import Alike
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.header import header_of
from sojourn.web.cases.relations import relations
from sojourn.web.people.beside import alike_to, beside_of
from sojourn.web.people.card import Card, alike_cards
from sojourn.web.people.choices import countries, sexes
from sojourn.web.people.finding import person_or_404
from sojourn.web.people.particulars import particulars_of
from sojourn.web.wording import whys


@door("member.add", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def join(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let somebody known join a case, or a new person."""
    desk = desk_for(request, case_id)
    alike = [] if request.POST.get("person") else _alike(request, desk)
    if alike and not request.POST.get("new_because"):
        return _page(request, desk, alike)
    try:
        member = _joined(request, desk, alike)
    except Refused as refused:
        return _page(request, desk, alike, refusals=whys(refused.reasons))
    messages.success(request, _("%(name)s is in the case now.") % {"name": member.subject.label})
    return HttpResponseRedirect(reverse("web:case-people", args=[case_id]))


def _alike(request: HttpRequest, desk: Desk) -> list[Alike]:
    of_people = desk.pack.members is not None and desk.pack.members.of == "person"
    return alike_to(desk.viewer, particulars_of(request.POST)) if of_people else []


def _joined(request: HttpRequest, desk: Desk, alike: Sequence[Alike]) -> Any:
    posted = request.POST
    words: dict[str, Any] = {"case": desk.case, "relation": posted.get("relation", "") or "other", "by": desk.viewer}
    if known := posted.get("person", ""):
        return add_member(subject=person_or_404(person_seen, desk.viewer, known), **words)
    words["particulars"] = particulars_of(posted)
    return add_member_beside(beside=beside_of(posted, alike), **words) if alike else add_member(**words)


def _page(request: HttpRequest, desk: Desk, alike: Sequence[Alike], refusals: Any = ()) -> HttpResponse:
    words = {
        "case": header_of(desk, "case-people"),
        "relations": [
            replace(one, chosen=one.value == request.POST.get("relation"))
            for one in relations(desk.pack, desk.language)
        ],
        "sexes": sexes(desk.language),
        "countries": countries(desk.language),
        "typed": request.POST,
        "alike": _cards(desk, alike),
        "refusals": refusals,
    }
    return render(request, "web/cases/join.html", words, status=422)


def _cards(desk: Desk, alike: Sequence[Alike]) -> list[Card]:
    """Those who look alike; who is in the case already can't be added, but may have been meant."""
    cases = cases_about(desk.viewer, [one.subject.pk for one in alike])
    here = {str(member.subject_id) for member in desk.rows.members}
    return [
        replace(card, choose="", why=(_("Is in this case already"), *card.why)) if str(card.id) in here else card
        for card in alike_cards(desk.viewer, alike, cases, _("Add this person"))
    ]
