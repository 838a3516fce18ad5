"""Everything claimed of a person, side by side."""

from __future__ import annotations

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


def claims_of(viewer: Viewer, person: Person) -> ClaimsOf:
    """Read the claims that the viewer may see: sealed ones only inside a compartment they hold."""
    tables = (NameClaim, BirthClaim, NationalityClaim, LanguageSpoken, IdentityDocument, ContactChannel)
    held = seals_held(viewer)
    found = [list(table.objects.filter(held, person=person)) for table in tables]
    return ClaimsOf(*found)  # type: ignore[arg-type]
