"""What is claimed of many people at once, as plain values for comparing; by the seals under which it is read.

One question for all kinds of claims: a search asks it with every letter that somebody types.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from sojourn.accounts.viewer import Viewer
from sojourn.subjects.queries.identity import seals_of
from sojourn.subjects.records import Known

_READABLE = """
c.person_id = ANY (%(ids)s) AND c.withdrawn_at IS NULL
AND (c.compartment = '' OR %(seals)s::text[] IS NULL OR (c.sealed_by::text || '/' || c.compartment) = ANY (%(seals)s))
"""
_CLAIMS = {
    "names": ("nameclaim", "c.full, c.family, c.given"),
    "births": ("birthclaim", "c.birth, '', ''"),
    "nationalities": ("nationalityclaim", "c.code, '', ''"),
    "languages": ("languagespoken", "c.code, '', ''"),
    "phones": ("contactchannel", "c.value, c.kind, ''"),
    "papers": ("identitydocument", "c.issuing_state, c.number, ''"),
}
# The present reading is there for whoever sees the person at all; it is the only source of the sex.
_ASK = " UNION ALL ".join(
    [
        """SELECT p.subject_id, 'person', p.family_name, p.given_names, p.birth, p.sex, NULL::timestamptz, NULL::uuid
        FROM subjects_person p WHERE p.subject_id = ANY (%(ids)s)""",
        *(
            f"SELECT c.person_id, '{kind}', {columns}, '', c.at, c.id FROM subjects_{table} c WHERE {_READABLE}"  # noqa: S608 - ours
            for kind, (table, columns) in _CLAIMS.items()
        ),
    ]
)
REACHED_BY = ("phone", "messenger")


def sealed_as(compartment: str, sealed_by: UUID | None) -> list[str]:
    """The seals of a reader who holds this one alone, or none."""
    return [f"{sealed_by}/{compartment}"] if compartment else []


def known_to(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Known]:
    """What this viewer may read of each of these people."""
    return known_of(ids, seals_of(viewer))


def known_of(ids: Collection[UUID], seals: Collection[str] | None) -> dict[UUID, Known]:
    """What stands in each person's present reading, and in the claims that are open or under one of these seals and
    not withdrawn; the oldest first. Without `seals`: in every claim that row security shows the session."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        held = None if seals is None else list(seals)
        cursor.execute(f"{_ASK} ORDER BY 7 NULLS FIRST, 8", {"ids": list(ids), "seals": held})
        rows = cursor.fetchall()
    found: dict[UUID, Known] = {}
    for id, kind, first, second, third, sex, _at, _id in rows:
        if kind == "person":
            found[id] = Known(str(id), sex, [(f"{second} {first}".strip(), first, second)], [third])
        elif id in found:
            _keep(found[id], kind, first, second, third)
    return found


def _keep(known: Known, kind: str, first: str, second: str, third: str) -> None:
    if kind == "names":
        known.names.append((first, second, third))
    elif kind == "births":
        known.births.append(first)
    elif kind == "papers":
        known.papers.add((first, second))
    elif kind != "phones" or second in REACHED_BY:
        getattr(known, kind).add(first)
