"""People found, each on a small card with what tells them apart and the cases they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.web.wording import label_in, language

ADULT = 18


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


def cards(subjects: Iterable[Any], cases: Mapping[UUID, Sequence[Any]], *, choose: str = "") -> tuple[Card, ...]:
    """Make a card of each person."""
    return tuple(_card(subject, cases.get(subject.pk, ()), choose) for subject in subjects)


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
