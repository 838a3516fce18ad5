"""People found, each on a small card with what tells them apart and the cases they are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sojourn.accounts.viewer import Viewer
from sojourn.protection import policy
from sojourn.subjects.queries.alike import Alike
from sojourn.subjects.queries.searching import Found
from sojourn.web.people.sentences import band_words, evidence_lines
from sojourn.web.wording import isolated, label_in, language

ADULT = 18
MOST_REASONS = 4


@dataclass(frozen=True)
class CaseLink:
    """A case a person is in."""

    number: str
    url: str


@dataclass(frozen=True)
class Card:
    """A person in short; `choose` is the label of a button to take this one."""

    id: UUID
    name: str
    url: str
    words: str
    child: bool
    cases: tuple[CaseLink, ...]
    choose: str
    why: tuple[str, ...] = ()
    chip: str = ""
    tone: str = ""


def cards(subjects: Iterable[Any], cases: Mapping[UUID, Sequence[Any]], *, choose: str = "") -> tuple[Card, ...]:
    """Make a card of each person."""
    return tuple(_card(subject, cases.get(subject.pk, ()), choose) for subject in subjects)


def found_cards(
    found: Iterable[Found], cases: Mapping[UUID, Sequence[Any]], same: Mapping[UUID, Collection[UUID]]
) -> tuple[Card, ...]:
    """Make a card of each person found by a search, with why, and whether other records are of the same person."""
    return tuple(replace(_card(one.subject, cases.get(one.subject.pk, ()), ""), why=_why(one, same)) for one in found)


def _why(found: Found, same: Mapping[UUID, Collection[UUID]]) -> tuple[str, ...]:
    words = {"name": _("Also called %(value)s"), "phone": _("Telephone %(value)s"), "document": _("Document %(value)s")}
    lines = [words[kind] % {"value": isolated(value)} for kind, value in found.why]
    others = len(same.get(found.subject.pk, ())) - 1
    if others > 0:
        together = ngettext("The same person as %(n)s other record", "The same person as %(n)s other records", others)
        lines.append(together % {"n": others})
    return tuple(lines)


def alike_cards(
    viewer: Viewer, alike: Iterable[Alike], cases: Mapping[UUID, Sequence[Any]], choose: str
) -> tuple[Card, ...]:
    """Make a card of each person who looks alike, with what speaks for and against it."""
    made = []
    for one in alike:
        about = cases.get(one.subject.pk, ())
        sensitive = any(policy.may_read_sensitive(viewer, row) for row in (one.subject, *about))
        lines = evidence_lines(one.match, sensitive=sensitive)[:MOST_REASONS]
        card = _card(one.subject, about, choose)
        why = tuple(f"{line.field}: {line.text}" for line in lines)
        tone = "warn" if one.match.band == "likely" else "info"
        made.append(replace(card, why=why, chip=band_words(one.match.band), tone=tone))
    return tuple(made)


def _card(subject: Any, cases: Sequence[Any], choose: str) -> Card:
    person = subject.person
    age = person.age
    parts = [
        birth_words(person.birth),
        _("%(age)s years") % {"age": age} if age is not None else "",
        label_in("sex", person.sex, language()),
    ]
    return Card(
        id=subject.pk,
        name=f"{person.given_names} {person.family_name}".strip() or subject.label,
        url=reverse("web:show-person", args=[subject.pk]),
        words=" · ".join(part for part in parts if part),
        child=age is not None and age < ADULT,
        cases=tuple(CaseLink(case.number, reverse("web:show-case", args=[case.pk])) for case in cases),
        choose=choose,
    )


def birth_words(birth: str) -> str:
    """A partial birth date in words: "born about 1985"."""
    if not birth:
        return ""
    if birth.startswith("~"):
        return _("born about %(birth)s") % {"birth": birth[1:]}
    return _("born %(birth)s") % {"birth": birth}
