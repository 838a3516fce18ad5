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
from sojourn.subjects.models import NameWord
from sojourn.subjects.names import words_of
from sojourn.subjects.particulars import Particulars

SOURCE = "import"


@dataclass(frozen=True)
class TakenIn:
    """A new person, what was said of them, and who answers for it."""

    subject_id: str
    said: Particulars
    seal: Seal | None
    by: UUID | None
    at: datetime


ClaimRow = tuple[type[Model], tuple[str, ...], tuple[Any, ...]]


def claims_of(taken: TakenIn) -> Iterator[ClaimRow]:
    """Yield table, column names and values of each claim and of each word that finds the person."""
    compartment = taken.seal.compartment if taken.seal else ""
    sealed_by = taken.seal.office_id if taken.seal else None
    for _name, table, values in said_pairs(taken.said):
        columns = ("id", "person_id", "source", "compartment", "sealed_by", "at", "by", *values)
        fixed = (ids.new_id(), taken.subject_id, SOURCE, compartment, sealed_by, taken.at, taken.by)
        yield table, columns, (*fixed, *values.values())
    for word in words_of(taken.said.full_name, taken.said.document_name):
        columns = ("subject_id", "word", "compartment", "sealed_by")
        yield NameWord, columns, (taken.subject_id, word, compartment, sealed_by)
