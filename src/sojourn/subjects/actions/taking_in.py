"""The claims of a person who was taken in from a file, as plain rows to be written in sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from sojourn.kernel import ids
from sojourn.subjects.actions.claiming import Seal
from sojourn.subjects.actions.writing import said_pairs
from sojourn.subjects.models import NameWord, PersonKeys
from sojourn.subjects.names import words_of
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.records import RULES, Known

SOURCE = "import"


@dataclass(frozen=True)
class TakenIn:
    """A new person of an office, what was said of them, and who answers for it."""

    subject_id: str
    office: UUID
    said: Particulars
    seal: Seal | None
    by: UUID | None
    at: datetime


ClaimRow = tuple[type[Model], tuple[str, ...], tuple[Any, ...]]


def claims_of(taken: TakenIn) -> Iterator[ClaimRow]:
    """Yield table, column names and values of each claim, and of each word and the keys that find the person."""
    compartment = taken.seal.compartment if taken.seal else ""
    sealed_by = taken.seal.office_id if taken.seal else None
    for _name, table, values in said_pairs(taken.said):
        columns = ("id", "person_id", "source", "compartment", "sealed_by", "at", "by", *values)
        fixed = (ids.new_id(), taken.subject_id, SOURCE, compartment, sealed_by, taken.at, taken.by)
        yield table, columns, (*fixed, *values.values())
    for word in words_of(taken.said.full_name, taken.said.document_name):
        columns = ("subject_id", "word", "compartment", "sealed_by")
        yield NameWord, columns, (taken.subject_id, word, compartment, sealed_by)
    columns = ("subject_id", "compartment", "sealed_by", "offices", "keys", "card", "rules", "compared")
    found = Known.of(taken.said, taken.subject_id).index()
    values = (taken.subject_id, compartment, sealed_by, [str(taken.office)], found.keys, found.card, RULES, False)
    yield PersonKeys, columns, values
