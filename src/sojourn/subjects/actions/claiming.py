"""Claim what is said of a person, and take a claim back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.actions.indexing import index_person
from sojourn.subjects.actions.writing import Origin, index_words, read_currently, write_claims
from sojourn.subjects.models import Person, Subject
from sojourn.subjects.models.claims import Claim
from sojourn.subjects.particulars import Particulars


@dataclass(frozen=True)
class Seal:
    """The compartment that hides a claim, and the office that holds it."""

    compartment: str
    office_id: UUID


@action
def claim_particulars(
    *, person: Person, particulars: Particulars, by: Viewer, source: str = "person_said",
    entry: UUID | None = None, seal: Seal | None = None,
) -> list[str]:  # fmt: skip
    """Add claims beside the older ones and let the newest hold; return the names of what changed.

    A sealed claim about a person who is known in the open never changes the open reading.
    Raises Refused for what cannot be right, e.g. a birth date in the future.
    """
    if faults := particulars.faults():
        raise Refused(faults)
    subject = Subject.objects.select_for_update().get(pk=person.pk)
    compartment, sealed_by = (seal.compartment, seal.office_id) if seal else ("", None)
    origin = Origin(source, entry, compartment, sealed_by, moment.now(), by.user_id)
    changed = write_claims(person, particulars, origin)
    if compartment == subject.compartment:
        changed = list(dict.fromkeys([*changed, *read_currently(person, particulars)]))
        _relabel(subject, person)
    index_words(person, particulars, origin)
    if changed:
        index_person(subject, compartment, sealed_by)
        Subject.objects.filter(pk=subject.pk).update(version=F("version") + 1)
        note(
            "subject.claimed", by=by, on=("subject", subject.pk), office=sealed_by or subject.office_id,
            compartment=compartment, detail={"fields": changed, "source": source},
        )  # fmt: skip
    return changed


def _relabel(subject: Subject, person: Person) -> None:
    label = f"{person.given_names} {person.family_name}".strip()
    if label and label != subject.label:
        Subject.objects.filter(pk=subject.pk).update(label=label)


@action
def withdraw_claim(*, claim: Claim, by: Viewer) -> None:
    """Take a claim back: it stays readable as withdrawn and no longer counts. The current reading is left alone."""
    table = type(claim)
    done = table.objects.filter(pk=claim.pk, withdrawn_at=None).update(
        withdrawn_at=moment.now(), withdrawn_by=by.user_id
    )
    if not done:
        raise Refused(Reason("already_withdrawn", "This claim was taken back before"))
    index_person(claim.person.subject, claim.compartment, claim.sealed_by)
    note(
        "subject.claim_withdrawn", by=by, on=("subject", claim.person_id), compartment=claim.compartment,
        detail={"claim": str(claim.pk), "kind": table.__name__},
    )  # fmt: skip
