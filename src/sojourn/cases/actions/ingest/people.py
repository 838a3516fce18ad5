"""The persons of imported cases, with what was said of them as claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from uuid import UUID

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.ingest.asked import NewEntry
from sojourn.cases.actions.ingest.sets import Bulk
from sojourn.grammar.forms import Form
from sojourn.grammar.packs import Pack
from sojourn.kernel import ids, moment
from sojourn.subjects.actions.claiming import Seal
from sojourn.subjects.actions.taking_in import TakenIn, claims_of
from sojourn.subjects.mapped import mapped
from sojourn.subjects.models import Person, Subject
from sojourn.subjects.particulars import Particulars

NOTHING_SAID = Particulars()


class PeopleWriter:
    """Adds one subject and person per call, and their claims when anything was said."""

    def __init__(self, bulk: Bulk, office: Office, compartment: str, by: Viewer) -> None:
        self._office, self._compartment, self._by = office, compartment, by
        self._now = moment.now()
        self._bulk = bulk
        self._seal = Seal(compartment, office.pk) if compartment else None
        self._subjects = bulk.table(
            Subject, "id", "kind", "label", "office_id", "compartment", "created_at", "created_by", "version"
        )
        self._people = bulk.table(
            Person, "subject_id", "family_name", "given_names", "birth", "sex", "gender", "nationalities", "languages",
            "marital_status", "education", "occupation",
        )  # fmt: skip

    def said(self, pack: Pack, entries: Sequence[NewEntry]) -> Particulars:
        """Gather what the entries say of their member."""
        for entry in entries:
            form = pack.form(entry.form).form
            if any(name in entry.answers for name in _mapped_names(form)):
                return mapped(form, entry.answers).particulars
        return NOTHING_SAID

    def take(self, said: Particulars) -> UUID:
        """Add a person and return the id of its subject."""
        subject_id = ids.new_id()
        self._subjects.append((
            subject_id, "person", said.full_name, self._office.pk, self._compartment, self._now, self._by.user_id, 1,
        ))  # fmt: skip
        self._people.append((
            subject_id, said.family_name, said.given_names, said.birth, said.sex, said.gender,
            list(said.nationalities), list(said.languages), said.marital_status, said.education, said.occupation,
        ))  # fmt: skip
        if said is not NOTHING_SAID:
            self._claim(TakenIn(subject_id, said, self._seal, self._by.user_id, self._now))
        return subject_id

    def _claim(self, taken: TakenIn) -> None:
        for model, columns, row in claims_of(taken):
            self._bulk.table(model, *columns).append(row)


@lru_cache(maxsize=256)
def _mapped_names(form: Form) -> frozenset[str]:
    return frozenset(_names(form))


def _names(form: Form) -> Iterable[str]:
    return (question.name for question in form.walk() if question.maps_to.startswith("person."))
