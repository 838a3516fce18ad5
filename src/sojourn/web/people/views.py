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
from sojourn.cases.queries.identities import may_judge_known, records_of
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.persons import cases_about, person_seen
from sojourn.protection import policy
from sojourn.protection.doors import door
from sojourn.subjects.queries import gathered
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
    records = records_of(viewer, subject.pk)
    about = cases_about(viewer, [one.pk for one in records])
    person = subject.person
    sensitive = all(_reads_sensitive(viewer, one, about[one.pk]) for one in records)
    words = {
        "name": f"{person.given_names} {person.family_name}".strip() or subject.label,
        "facts": _facts(person),
        "claims": _claims(viewer, records, sensitive),
        "cases": [_case(case) for case in {case.pk: case for one in records for case in about[one.pk]}.values()],
        "same": [_other(viewer, subject, one) for one in records[1:]],
        "judge_url": reverse("web:same-person", args=[subject.pk]) if viewer.may(Permission.IDENTITY_JUDGE) else "",
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


def _other(viewer: Viewer, subject: Any, other: Any) -> dict[str, str]:
    """Another record of the same person, and the page where that was judged, for whoever may judge it."""
    judged = f"{reverse('web:same-person', args=[subject.pk])}?with={other.pk}"
    may = viewer.may(Permission.IDENTITY_JUDGE) and may_judge_known(viewer, subject.pk, other.pk)
    url = reverse("web:show-person", args=[other.pk])
    return {"name": other.label, "url": url, "judge_url": judged if may else ""}


def _claims(viewer: Viewer, records: list[Any], sensitive: bool) -> list[Claims]:
    found = gathered(viewer, [one.person for one in records])
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
