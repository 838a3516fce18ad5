"""Everything claimed of a person, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sojourn.accounts.viewer import Viewer
from sojourn.subjects.models import (
    BirthClaim,
    ContactChannel,
    IdentityDocument,
    LanguageSpoken,
    NameClaim,
    NationalityClaim,
    Person,
)
from sojourn.subjects.queries.finding import seals_held


@dataclass(frozen=True)
class ClaimsOf:
    """The claims about one person, newest first; withdrawn ones are among them and say so."""

    names: list[NameClaim]
    births: list[BirthClaim]
    nationalities: list[NationalityClaim]
    languages: list[LanguageSpoken]
    documents: list[IdentityDocument]
    channels: list[ContactChannel]


def gathered(viewer: Viewer, people: Iterable[Person]) -> ClaimsOf:
    """The claims of several records of one person, newest first; a channel that one of them calls unsafe is unsafe.

    Joining records never makes anything safer, nor anything seen that was not seen before: each record's claims are
    read by the same rule as alone.
    """
    each = [claims_of(viewer, person) for person in people]
    found = ClaimsOf(*([row for of in each for row in getattr(of, name)] for name in ClaimsOf.__dataclass_fields__))
    for rows in vars(found).values():
        rows.sort(key=lambda row: (row.at, str(row.pk)), reverse=True)
    unsafe = {reach(row) for row in found.channels if row.safe is False and row.withdrawn_at is None}
    for row in found.channels:
        if reach(row) in unsafe:
            row.safe, row.safe_hours = False, ""
    return found


def reach(channel: ContactChannel) -> tuple[str, str]:
    """A channel so that the same one, written differently, is the same."""
    return channel.kind, "".join(sign for sign in channel.value.lower() if sign.isalnum() or sign == "@")


def claims_of(viewer: Viewer, person: Person) -> ClaimsOf:
    """Read the claims that the viewer may see: sealed ones only inside a compartment they hold."""
    tables = (NameClaim, BirthClaim, NationalityClaim, LanguageSpoken, IdentityDocument, ContactChannel)
    held = seals_held(viewer)
    found = [list(table.objects.filter(held, person=person)) for table in tables]
    return ClaimsOf(*found)  # type: ignore[arg-type]
