"""What is claimed of many people at once, as plain values for comparing; by the seals under which it is read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Model, Q

from sojourn.subjects.models import (
    BirthClaim,
    ContactChannel,
    IdentityDocument,
    LanguageSpoken,
    NameClaim,
    NationalityClaim,
    Person,
)
from sojourn.subjects.records import Known

OPEN = Q(compartment="")


def sealed_as(compartment: str, sealed_by: UUID | None) -> Q:
    """The claims that whoever holds this one seal may read: the open ones, and those under it."""
    return OPEN | Q(compartment=compartment, sealed_by=sealed_by) if compartment else OPEN


def known_of(ids: Collection[UUID], readable: Q) -> dict[UUID, Known]:
    """What stands in each person's present reading and in the readable, not withdrawn claims.

    The present reading is there for whoever sees the person at all; it is the only source of the sex.
    """
    found = {
        id: Known(str(id), sex, [(f"{given} {family}".strip(), family, given)], [birth])
        for id, sex, family, given, birth in Person.objects.filter(pk__in=ids).values_list(
            "subject_id", "sex", "family_name", "given_names", "birth"
        )
    }

    def each(table: type[Model], *columns: str, where: Q | None = None) -> list[tuple]:  # type: ignore[type-arg]
        rows = table._default_manager.filter(readable, where or Q(), person__in=ids, withdrawn_at=None)
        return list(rows.order_by("at", "id").values_list("person_id", *columns))

    for id, *name in each(NameClaim, "full", "family", "given"):
        found[id].names.append(tuple(name))
    for id, birth in each(BirthClaim, "birth"):
        found[id].births.append(birth)
    for id, code in each(NationalityClaim, "code"):
        found[id].nationalities.add(code)
    for id, code in each(LanguageSpoken, "code"):
        found[id].languages.add(code)
    for id, phone in each(ContactChannel, "value", where=Q(kind__in=("phone", "messenger"))):
        found[id].phones.add(phone)
    for id, *paper in each(IdentityDocument, "issuing_state", "number"):
        found[id].papers.add(tuple(paper))
    return found
