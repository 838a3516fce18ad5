"""The persons of imported cases, with what was said of them as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.ingest.asked import NewEntry
from sojourn.cases.actions.ingest.sets import NOTHING, Bulk, listed
from sojourn.grammar.forms import Form
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment
from sojourn.subjects.actions.claiming import Seal
from sojourn.subjects.actions.taking_in import TakenIn, claims_of
from sojourn.subjects.mapped import mapped
from sojourn.subjects.models import Person, Subject
from sojourn.subjects.particulars import Particulars

NOTHING_SAID = Particulars()


class PeopleWriter:
    """Adds one subject and person per call, and their claims when anything was said."""

    def __init__(self, bulk: Bulk, office: Office, compartment: str, by: Viewer, fresh: Iterator[str]) -> None:
        self._by, self._ids, self._office = by, fresh, office.pk
        self._now = moment.now()
        self._bulk = bulk
        self._names: dict[str, frozenset[str]] = {}
        self._seal = Seal(compartment, office.pk) if compartment else None
        self._subjects = bulk.table(
            Subject, "id", "label", kind="person", office_id=office.pk, compartment=compartment, created_at=self._now,
            created_by=by.user_id,
        )  # fmt: skip
        self._people = bulk.table(
            Person, "subject_id", "family_name", "given_names", "birth", "sex", "gender", "nationalities", "languages",
            "marital_status", "education", "occupation",
        )  # fmt: skip

    def said(self, pack: Pack, entries: Sequence[NewEntry]) -> Particulars:
        """Gather what the entries say of their member."""
        for entry in entries:
            form = pack.form(entry.form).form
            if entry.form not in self._names:
                self._names[entry.form] = _mapped_names(form)
            if not self._names[entry.form].isdisjoint(entry.answers):
                return mapped(form, entry.answers).particulars
        return NOTHING_SAID

    def take(self, said: Particulars) -> str:
        """Add a person and return the id of its subject."""
        subject_id = next(self._ids)
        self._subjects.append((subject_id, said.full_name))
        if said is NOTHING_SAID:
            self._people.append((subject_id, "", "", "", "", "", "{}", "{}", "", "", ""))
            return subject_id
        self._people.append((
            subject_id, said.family_name, said.given_names, said.birth, said.sex, said.gender,
            listed(said.nationalities), listed(said.languages), said.marital_status, said.education, said.occupation,
        ))  # fmt: skip
        self._claim(TakenIn(subject_id, self._office, said, self._seal, self._by.user_id, self._now))
        return subject_id

    def _claim(self, taken: TakenIn) -> None:
        for model, columns, row in claims_of(taken):
            self._bulk.table(model, *columns).append([_text(value) for value in row])


def _text(value: Any) -> str:
    if isinstance(value, list):
        return listed(value)
    return NOTHING if value is None else str(value)


def _mapped_names(form: Form) -> frozenset[str]:
    return frozenset(question.name for question in form.walk() if question.maps_to.startswith("person."))
