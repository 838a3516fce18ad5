"""Two records side by side: what is claimed of each, line by line, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.viewer import Viewer
from sojourn.protection import policy
from sojourn.subjects.queries import claims_of
from sojourn.web.people.card import birth_words
from sojourn.web.templatetags.house import day
from sojourn.web.wording import label_in, language


@dataclass(frozen=True)
class Side:
    """One of the two: its head in the table, the address of its page, and whether it is sealed.

    The head is numbered: two records of one person mostly bear the same name.
    """

    head: str
    name: str
    url: str
    sealed: bool
    cases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Text:
    """What is claimed; `sealed` where only the holders of a seal read it of somebody whom others know too."""

    text: str
    sealed: bool = False


@dataclass(frozen=True)
class Line:
    """One field of both; None where it is withheld, nothing where nothing is known."""

    label: str
    left: tuple[Text, ...] | None
    right: tuple[Text, ...] | None


Read = Callable[[Any, Any], Iterable[Text]]


def name_of(subject: Any) -> str:
    """What the person is called now."""
    person = subject.person
    return f"{person.given_names} {person.family_name}".strip() or subject.label or _("No name yet")


def side_of(number: int, subject: Any, cases: Sequence[Any]) -> Side:
    """The head of a column."""
    links = tuple((case.number, reverse("web:show-case", args=[case.pk])) for case in cases)
    head = f"{number} · {name_of(subject)}"
    return Side(head, name_of(subject), reverse("web:show-person", args=[subject.pk]), bool(subject.compartment), links)


def lines_of(viewer: Viewer, pair: Sequence[Any], cases: Sequence[Sequence[Any]]) -> tuple[Line, ...]:
    """Every field of two records in the order of the page about a person."""
    claims = [claims_of(viewer, subject.person) for subject in pair]
    reads = [_reads_sensitive(viewer, subject, some) for subject, some in zip(pair, cases, strict=True)]

    def line(label: str, read: Read, *, sensitive: bool = False) -> Line:
        texts = [
            None if sensitive and not may else tuple(dict.fromkeys(read(subject, claimed)))
            for subject, claimed, may in zip(pair, claims, reads, strict=True)
        ]
        return Line(label, *texts)

    return (
        line(_("Names"), _each("names", lambda row: row.full)),
        line(_("Birth"), _each("births", lambda row: birth_words(row.birth))),
        line(_("Sex in the documents"), lambda subject, said: _known(label_in("sex", subject.person.sex, language()))),
        line(_("Nationalities"), _each("nationalities", _code("nationality")), sensitive=True),
        line(_("Languages"), _each("languages", _code("language")), sensitive=True),
        line(_("Identity documents"), _each("documents", _paper)),
        line(_("Ways to reach the person"), _each("channels", lambda row: row.value)),
        line(_("Office"), lambda subject, said: [Text(subject.office.name)]),
        line(_("Written down"), lambda subject, said: [Text(day(subject.created_at))]),
    )


def may_read_sensitive(viewer: Viewer, pair: Sequence[Any], cases: Sequence[Sequence[Any]]) -> bool:
    """Whether the reader may be told what is sensitive about both."""
    return all(_reads_sensitive(viewer, subject, some) for subject, some in zip(pair, cases, strict=True))


def _reads_sensitive(viewer: Viewer, subject: Any, cases: Iterable[Any]) -> bool:
    return any(policy.may_read_sensitive(viewer, one) for one in (subject, *cases))


def _each(kind: str, text: Callable[[Any], str]) -> Read:
    """Reads the claims of a kind that nobody took back."""

    def read(subject: Any, said: Any) -> Iterable[Text]:
        rows = [row for row in getattr(said, kind) if row.withdrawn_at is None]
        return [Text(text(row), bool(row.compartment) and not subject.compartment) for row in rows]

    return read


def _code(name: str) -> Callable[[Any], str]:
    return lambda row: label_in(name, row.code, language())


def _paper(row: Any) -> str:
    parts = (row.kind, row.number, label_in("country", row.issuing_state, language()))
    return " · ".join(part for part in parts if part)


def _known(text: str) -> list[Text]:
    return [Text(text)] if text else []
