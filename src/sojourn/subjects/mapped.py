"""What the answers of a form say about the person: the questions that carry `maps_to`, gathered as particulars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sojourn.grammar.forms import Form, Question
from sojourn.subjects.particulars import Paper, Particulars

DOCUMENT = "person.document"
# A form's word for a part of a document, and ours.
_PAPER = {
    "kind": "kind", "number": "number", "issuing_state": "issuing_state", "issue_date": "issued_on",
    "issued_on": "issued_on", "expiry_date": "expires_on", "expires_on": "expires_on", "mrz": "mrz",
}  # fmt: skip
_PLAIN = ("family_name", "given_names", "sex", "gender", "phone", "marital_status", "education", "occupation")


@dataclass(frozen=True)
class Mapped:
    """What was said of the person, and the answers that go elsewhere (`case.receiving_office`, `member.relation`)."""

    particulars: Particulars = field(default_factory=Particulars)
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def mapped(form: Form, answers: Mapping[str, Any]) -> Mapped:
    """Gather the mapped answers of one entry; what was not answered says nothing."""
    said: dict[str, Any] = {}
    for question in form.walk():
        value = answers.get(question.name)
        if question.maps_to and not question.is_repeat and value not in (None, "", []):
            said[question.maps_to] = value
    papers = [paper for repeat in _document_repeats(form) for paper in _papers(repeat, answers.get(repeat.name) or ())]
    person = {name.partition(".")[2]: value for name, value in said.items() if name.startswith("person.")}
    elsewhere = {name: str(value) for name, value in said.items() if not name.startswith("person.")}
    return Mapped(_particulars(person, papers), elsewhere)


def _particulars(person: Mapping[str, Any], papers: list[Paper]) -> Particulars:
    return Particulars(
        **{name: str(person.get(name, "")) for name in _PLAIN},
        document_name=str(person.get("name_as_in_document", "")),
        birth=_birth(person),
        nationalities=_codes(person.get("nationalities")),
        languages=_codes(person.get("languages")),
        papers=tuple(papers),
    )


def _birth(person: Mapping[str, Any]) -> str:
    """Put day, month, year and precision into one partial date; without a precision a whole date is a day."""
    precision = person.get("birth_precision", "")
    day, year, month = str(person.get("birth_date", "")), person.get("birth_year"), person.get("birth_month")
    if day and precision in ("", "day"):
        return day
    year = int(year) if year else int(day[:4]) if day else None
    if year is None:
        return ""
    written = f"{year:04d}"
    if precision == "month" and (month or day):
        written += f"-{int(month or day[5:7]):02d}"
    return f"~{written}" if precision == "estimated" else written


def _codes(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _document_repeats(form: Form) -> Iterable[Question]:
    return (question for question in form.walk() if question.is_repeat and question.maps_to == DOCUMENT)


def _papers(repeat: Question, rows: Iterable[Mapping[str, Any]]) -> list[Paper]:
    parts = {question.name: _PAPER.get(question.maps_to.rpartition(".")[2], "") for question, _ in repeat.walk()}
    found = []
    for row in rows:
        values = {parts[name]: str(value) for name, value in row.items() if parts.get(name) and value not in (None, "")}
        found.append(Paper(**values))
    return found
