"""Everybody whose keys are of the newest rules, read in sets: what comparing a whole register at once needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from sojourn.matching.traits import Traits, traits_of
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.queries.known import Row, by_seal, known_of, sealed_as
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
    rows = with_versions(PersonKeys.objects.filter(rules=RULES))
    return [KeyRow(*row) for row in rows.order_by("subject_id", "pk").values_list(*KeyRow._fields).iterator(10_000)]


def with_versions(rows: QuerySet[PersonKeys]) -> QuerySet[PersonKeys]:
    """The rows with `written`: another one as soon as somebody writes the row anew."""
    return rows.annotate(written=RawSQL("subjects_personkeys.xmin::text", []))


def traits_of_rows(rows: Sequence[Row], tell: Callable[[int], object] = lambda read: None) -> list[Traits]:
    """What is compared of each row, read under the row's own seal alone; in the order of `rows`.

    Calls `tell` with the number of rows read so far. Equal words are kept once: a register has far fewer than names.
    """
    found: dict[int, Traits] = {}
    shared = _Shared()
    for seal, under_it in by_seal(rows).items():
        for start in range(0, len(under_it), PEOPLE_AT_ONCE):
            some = under_it[start : start + PEOPLE_AT_ONCE]
            known = known_of([row.subject_id for row in some], sealed_as(*seal))
            found |= {row.pk: shared.in_(traits_of(known[row.subject_id].record())) for row in some}
            tell(len(found))
    return [found[row.pk] for row in rows]


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
