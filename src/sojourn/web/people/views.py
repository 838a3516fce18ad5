"""The page about a person: every claim with its source and time, and the cases in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.queries import names_of
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.persons import cases_about, person_seen
from sojourn.protection import policy
from sojourn.protection.doors import door
from sojourn.subjects.queries import claims_of
from sojourn.web.people.card import birth_words
from sojourn.web.people.finding import person_or_404
from sojourn.web.wording import label_in, language, when


@dataclass(frozen=True)
class ClaimShown:
    """One claim in words; `gone` when it was withdrawn."""

    text: str
    words: str
    gone: bool
    sealed: bool


@dataclass(frozen=True)
class Claims:
    """The claims of one kind."""

    title: str
    rows: tuple[ClaimShown, ...]
    withheld: bool = False


@door("person.show", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a person: claims stand side by side, none overwrites another."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    subject = person_or_404(person_seen, viewer, person_id)
    if subject.kind != "person":
        raise Http404
    cases = cases_about(viewer, [subject.pk])[subject.pk]
    person = subject.person
    words = {
        "name": f"{person.given_names} {person.family_name}".strip() or subject.label,
        "facts": _facts(person),
        "claims": _claims(viewer, person, _reads_sensitive(viewer, subject, cases)),
        "cases": [_case(case) for case in cases],
    }
    return render(request, "web/people/show.html", words)


def _reads_sensitive(viewer: Viewer, subject: Any, cases: Iterable[Any]) -> bool:
    return any(policy.may_read_sensitive(viewer, one) for one in (subject, *cases))


def _facts(person: Any) -> list[tuple[str, str]]:
    age = person.age
    rows = [
        (_("Birth"), birth_words(person.birth)),
        (_("Age, by the youngest reading"), str(age) if age is not None else ""),
        (_("Sex in the documents"), label_in("sex", person.sex, language())),
    ]
    return [(label, text or _("not known")) for label, text in rows]


def _claims(viewer: Viewer, person: Any, sensitive: bool) -> list[Claims]:
    found = claims_of(viewer, person)
    every = [*found.names, *found.births, *found.nationalities, *found.languages, *found.documents, *found.channels]
    names = names_of({str(one.by) for one in every if one.by})

    def shown(title: str, rows: Iterable[Any], text: Any, *, withheld: bool = False) -> Claims:
        kept = () if withheld else tuple(_claim(row, text(row), names) for row in rows)
        return Claims(title, kept, withheld and bool(list(rows)))

    return [
        shown(_("Names"), found.names, lambda row: row.full),
        shown(_("Birth"), found.births, lambda row: birth_words(row.birth)),
        shown(_("Nationalities"), found.nationalities, _nationality, withheld=not sensitive),
        shown(_("Languages"), found.languages, _spoken, withheld=not sensitive),
        shown(_("Identity documents"), found.documents, _paper),
        shown(_("Ways to reach the person"), found.channels, _channel),
    ]


def _nationality(row: Any) -> str:
    return label_in("nationality", row.code, language())


def _spoken(row: Any) -> str:
    return label_in("language", row.code, language())


def _paper(row: Any) -> str:
    parts = (row.kind, row.number, label_in("country", row.issuing_state, language()))
    return " · ".join(part for part in parts if part)


def _channel(row: Any) -> str:
    safe = {True: _("safe"), False: _("not safe"), None: _("safety not known")}[row.safe]
    return " · ".join(part for part in (row.value, safe, row.safe_hours, row.note) if part)


def _claim(row: Any, text: str, names: Mapping[str, str]) -> ClaimShown:
    parts = (source_words(row.source), when(row.at), names.get(str(row.by), ""))
    words = " · ".join(part for part in parts if part)
    return ClaimShown(text, words, row.withdrawn_at is not None, bool(row.compartment))


def source_words(source: str) -> str:
    """Where a claim comes from."""
    return {
        "person_said": _("said by the person"),
        "document": _("read in a document"),
        "family_said": _("said by the family"),
        "authority": _("told by an authority"),
        "assessment": _("found by an assessment"),
        "import": _("brought by an import"),
    }.get(source, source)


def _case(case: Any) -> dict[str, str]:
    pack = pack_of(case)
    return {
        "number": case.number,
        "url": reverse("web:show-case", args=[case.pk]),
        "label": pack.label_of("pack", pack.name, language()),
        "stage": pack.label_of("stage", case.stage, language()),
        "office": case.office.name,
    }
