"""A person known only through sealed cases becomes known in the open, when somebody opens an open case."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.subjects.actions.indexing import index_person
from sojourn.subjects.models import NameWord, Subject
from sojourn.subjects.names import words_of


@action
def unseal_subject(*, subject: Subject, by: Viewer) -> None:
    """Show the subject's current reading in the open, and let it be found; every sealed claim and case stays sealed."""
    sealed = subject.compartment
    if sealed and Subject.objects.filter(pk=subject.pk, compartment=sealed).update(compartment=""):
        subject.compartment = ""
        if subject.kind == "person":
            words = words_of(subject.person.given_names, subject.person.family_name)
            NameWord.objects.bulk_create(NameWord(subject=subject, word=word) for word in words)
            index_person(subject)
        note("subject.unsealed", by=by, on=("subject", subject.pk), office=subject.office_id, compartment=sealed)
