"""How a claim is written: a row unless it says nothing new, and the current reading beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from sojourn.subjects.models import (
    BirthClaim,
    ContactChannel,
    IdentityDocument,
    LanguageSpoken,
    NameClaim,
    NameWord,
    NationalityClaim,
    Person,
)
from sojourn.subjects.names import script_of, words_of
from sojourn.subjects.particulars import Paper, Particulars

# What has no claim of its own and is kept as the current reading only.
PLAIN = ("sex", "gender", "marital_status", "education", "occupation")


@dataclass(frozen=True)
class Origin:
    """Where a claim comes from; `compartment` seals it, by the office `sealed_by`."""

    source: str
    entry: UUID | None
    compartment: str
    sealed_by: UUID | None
    at: datetime
    by: UUID | None


def write_claims(person: Person, said: Particulars, origin: Origin) -> list[str]:
    """Write what is new in `said` as claims; return the names of the fields that said something new."""
    new = [name for name, table, values in said_pairs(said) if _write(table, person, values, origin)]
    return list(dict.fromkeys(new))


def said_pairs(said: Particulars) -> list[tuple[str, type[Model], dict[str, Any]]]:
    """Return each claim in `said`: the name of its field, its table, and its values."""
    pairs: list[tuple[str, type[Model], dict[str, Any]]] = []
    if said.full_name:
        pairs.append(("name", NameClaim, _name(said.full_name, said.family_name, said.given_names, "usual")))
    if said.document_name:
        pairs.append(("document_name", NameClaim, _name(said.document_name, "", "", "in_document")))
    if said.birth:
        pairs.append(("birth", BirthClaim, {"birth": said.birth}))
    pairs += [("nationalities", NationalityClaim, {"code": code}) for code in said.nationalities]
    pairs += [("languages", LanguageSpoken, {"code": code}) for code in said.languages]
    if said.phone:
        pairs.append(("phone", ContactChannel, {"kind": "phone", "value": said.phone}))
    pairs += [("papers", IdentityDocument, _paper(paper)) for paper in said.papers if paper != Paper()]
    return pairs


def _name(full: str, family: str, given: str, kind: str) -> dict[str, Any]:
    return {"full": full, "family": family, "given": given, "kind": kind, "script": script_of(full)}


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "kind": paper.kind, "number": paper.number, "issuing_state": paper.issuing_state,
        "issued_on": _date(paper.issued_on), "expires_on": _date(paper.expires_on), "mrz": paper.mrz,
    }  # fmt: skip


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _write(table: type[Model], person: Person, values: dict[str, Any], origin: Origin) -> bool:
    same = {"source": origin.source, "compartment": origin.compartment, "sealed_by": origin.sealed_by, **values}
    if table._default_manager.filter(person=person, withdrawn_at=None, **same).exists():
        return False
    table._default_manager.create(person=person, entry=origin.entry, at=origin.at, by=origin.by, **same)
    return True


def read_currently(person: Person, said: Particulars) -> list[str]:
    """Let the latest words hold: set the person's own columns; return the names of those that changed."""
    values: dict[str, Any] = {name: getattr(said, name) for name in ("family_name", "given_names", "birth", *PLAIN)}
    values |= {"nationalities": list(said.nationalities), "languages": list(said.languages)}
    changed = [name for name, value in values.items() if value and getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
    return changed


def index_words(person: Person, said: Particulars, origin: Origin) -> None:
    """Make the person findable by every word of these names."""
    words = words_of(said.full_name, said.document_name)
    seal = {"subject_id": person.pk, "compartment": origin.compartment, "sealed_by": origin.sealed_by}
    known = set(NameWord.objects.filter(word__in=words, **seal).values_list("word", flat=True))
    NameWord.objects.bulk_create(NameWord(word=word, **seal) for word in words if word not in known)
