"""Keep the keys by which people are found in step with what is claimed of them, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sojourn.audit.action import action
from sojourn.subjects.models import PersonKeys, Subject
from sojourn.subjects.queries.keeping import people_with_older_keys
from sojourn.subjects.queries.known import by_seal, known_of, sealed_as
from sojourn.subjects.records import RULES

BATCH = 500


def index_person(subject: Subject, compartment: str = "", sealed_by: UUID | None = None) -> None:
    """Write the keys of what is claimed in the open, or under one seal; to be compared with others anew.

    Keys under a seal come from the open and the sealed claims together, and stand in a row of their own.
    """
    row = PersonKeys.objects.filter(subject=subject, compartment=compartment, sealed_by=sealed_by)
    if not row.exists():
        # Whoever has a row is in sight of its offices, and only of those in sight anything is known.
        PersonKeys.objects.create(
            subject=subject, compartment=compartment, sealed_by=sealed_by, offices=_offices(subject, sealed_by)
        )
    found = known_of([subject.pk], sealed_as(compartment, sealed_by))[subject.pk].index()
    row.update(keys=found.keys, card=found.card, rules=RULES, compared=False)


def index_people(ids: Collection[UUID]) -> int:
    """Write every row of these people anew, under each seal by itself; return how many rows. For the worker."""
    rows = list(PersonKeys.objects.filter(subject__in=ids))
    written = 0
    for seal, some in by_seal(rows).items():
        known = known_of([row.subject_id for row in some], sealed_as(*seal))
        for row in some:
            found = known[row.subject_id].index()
            row.keys, row.card, row.rules, row.compared = found.keys, found.card, RULES, False
        PersonKeys.objects.bulk_update(some, ["keys", "card", "rules", "compared"])
        written += len(some)
    return written


@action
def rewrite_older_keys(*, batch: int = BATCH) -> int:
    """Write the keys of up to `batch` people anew whose keys are of an older version; return how many rows.

    Each call is a transaction of its own, so a run that is cut off goes on where it was.
    """
    people = people_with_older_keys(batch)
    return index_people(people) if people else 0


def _offices(subject: Subject, sealed_by: UUID | None) -> list[UUID]:
    """The home, the office of the seal, and whoever the person's other rows name."""
    known = PersonKeys.objects.filter(subject=subject).values_list("offices", flat=True)
    return sorted({subject.office_id, *([sealed_by] if sealed_by else []), *(id for ids in known for id in ids)})
