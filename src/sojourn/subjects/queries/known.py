"""What is claimed of many people at once, as plain values for comparing; by the seals under which it is read.

One question for all kinds of claims: a search asks it with every letter that somebody types.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import connection

from sojourn.accounts.viewer import Viewer
from sojourn.subjects.queries.identity import seals_of
from sojourn.subjects.records import Known

REACHED_BY = ("phone", "messenger")


def sealed_as(compartment: str, sealed_by: UUID | None) -> list[str]:
    """The seals of a reader who holds this one alone, or none."""
    return [f"{sealed_by}/{compartment}"] if compartment else []


class Row(Protocol):
    """A row of keys: its number, whose it is, and under which seal."""

    @property
    def pk(self) -> int: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def compartment(self) -> str: ...
    @property
    def sealed_by(self) -> UUID | None: ...


R = TypeVar("R", bound=Row)


def by_seal(rows: Iterable[R]) -> dict[tuple[str, UUID | None], list[R]]:
    """The rows under each seal, to be read under that one alone (see `sealed_as`); those in the open under none."""
    found: dict[tuple[str, UUID | None], list[R]] = {}
    for row in rows:
        found.setdefault((row.compartment, row.sealed_by), []).append(row)
    return found


def known_to(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Known]:
    """What this viewer may read of each of these people."""
    return known_of(ids, seals_of(viewer))


def known_of(ids: Collection[UUID], seals: Collection[str] | None) -> dict[UUID, Known]:
    """What stands in each person's present reading, and in the claims that are open or under one of these seals and
    not withdrawn; the oldest first. Without `seals`: under every seal that the session holds.

    Of somebody out of sight, or whom nobody ever described, nothing is known.
    """
    found = {id: Known(str(id)) for id in ids}
    if not found:
        return {}
    with connection.cursor() as cursor:
        held = None if seals is None else list(seals)
        cursor.execute("SELECT * FROM subjects_known(%s::uuid[], %s::text[])", [list(found), held])
        for id, kind, first, second, third, sex, _at, _claim in cursor.fetchall():
            _keep(found[id], kind, (first, second, third), sex)
    return found


def _keep(known: Known, kind: str, said: tuple[str, str, str], sex: str) -> None:
    first, second, third = said
    if kind == "person":
        known.sex = sex
        known.names.append((f"{second} {first}".strip(), first, second))
        known.births.append(third)
    elif kind == "names":
        known.names.append(said)
    elif kind == "births":
        known.births.append(first)
    elif kind == "papers":
        known.papers.add((first, second))
    elif kind != "phones" or second in REACHED_BY:
        getattr(known, kind).add(first)
