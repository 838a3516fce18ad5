"""Everybody whose keys are of the newest rules, read in sets: what comparing a whole register at once needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models.expressions import RawSQL

from sojourn.matching.traits import Traits, traits_of
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.queries.known import known_of, sealed_as
from sojourn.subjects.records import RULES

PEOPLE_AT_ONCE = 2_000
H = TypeVar("H", bound=Hashable)


class KeyRow(NamedTuple):
    """A row of keys without the keys: whose it is, under which seal, in which version, whether it is compared."""

    pk: int
    subject_id: UUID
    compartment: str
    sealed_by: UUID | None
    compared: bool
    written: str


def key_rows() -> list[KeyRow]:
    """Every row of keys in sight that the newest rules wrote, by person; some 300 bytes each."""
    rows = PersonKeys.objects.filter(rules=RULES).annotate(written=RawSQL("subjects_personkeys.xmin::text", []))
    return [KeyRow(*row) for row in rows.order_by("subject_id", "pk").values_list(*KeyRow._fields).iterator(10_000)]


def traits_of_rows(rows: Sequence[KeyRow], tell: Callable[[int], object]) -> list[Traits]:
    """What is compared of each row, read under the row's own seal alone; in the order of `rows`.

    Calls `tell` with the number of rows read so far. Equal words are kept once: a register has far fewer than names.
    """
    found: dict[int, Traits] = {}
    shared = _Shared()
    for seal, places in _by_seal(rows).items():
        for start in range(0, len(places), PEOPLE_AT_ONCE):
            some = places[start : start + PEOPLE_AT_ONCE]
            known = known_of([rows[at].subject_id for at in some], sealed_as(*seal))
            found |= {at: shared.in_(traits_of(known[rows[at].subject_id].record())) for at in some}
            tell(len(found))
    return [found[at] for at in range(len(rows))]


class _Shared:
    """Keeps equal words, births and sets of codes once: a register of a million people has far fewer."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Hashable] = {}

    def in_(self, traits: Traits) -> Traits:
        once = self._once
        return replace(
            traits,
            pools=tuple(tuple(map(once, pool)) for pool in traits.pools),
            births=tuple(map(once, traits.births)),
            **{name: once(getattr(traits, name)) for name in ("nationalities", "languages", "phones", "documents")},
        )

    def _once(self, one: H) -> H:
        return self._kept.setdefault(one, one)  # type: ignore[return-value]


def _by_seal(rows: Sequence[KeyRow]) -> dict[tuple[str, UUID | None], list[int]]:
    found: dict[tuple[str, UUID | None], list[int]] = {}
    for at, row in enumerate(rows):
        found.setdefault((row.compartment, row.sealed_by), []).append(at)
    return found
