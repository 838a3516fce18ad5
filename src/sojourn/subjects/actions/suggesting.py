"""Compare people who are new or changed with those who share a key, and keep the pairs that look alike as suggestions.

For the worker, which sees everything; who may see a suggestion is decided by the rows it was found in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from sojourn.audit.action import action
from sojourn.matching.score import score_traits
from sojourn.subjects.actions.keeping_pairs import (
    Found,
    keep_best,
    mark_compared,
    pair_of,
    replace_pairs,
    told_in_the_open,
)
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.queries.everybody import traits_of_rows, with_versions
from sojourn.subjects.queries.keeping import register_size
from sojourn.subjects.records import RULES

# A key that more people share than this tells nobody apart.
COMMONEST = 100
BATCH = 100
COMPARING = 7_041


@dataclass(frozen=True)
class Compared:
    """How many rows were compared, and how many pairs look alike."""

    rows: int
    pairs: int


@action
def suggest_pairs(*, batch: int = BATCH, people: Collection[UUID] | None = None) -> Compared:
    """Compare up to `batch` rows that nobody has compared since they were written, of these `people` or of all.

    Pairs of theirs that no longer look alike are taken away; what somebody judged stays judged. Nobody who writes
    about these people has to wait; whoever changes meanwhile is compared once more. One worker compares at a time.
    """
    waiting = PersonKeys.objects.filter(compared=False, rules=RULES)
    waiting = waiting if people is None else waiting.filter(subject__in=people)
    chosen = list(waiting.order_by("subject_id").values_list("subject_id", flat=True)[:batch]) if _is_alone() else []
    if not chosen:
        return Compared(0, 0)
    rows = _rows_of(set(chosen))
    found = _alike(rows)
    replace_pairs(set(chosen), found)
    mark_compared(rows)
    return Compared(len(chosen), len(found))


def _is_alone() -> bool:
    """Whether no other worker compares, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [COMPARING])
        return bool(cursor.fetchone()[0])


def _rows_of(people: Collection[UUID]) -> list[PersonKeys]:
    """Every row of these people, since a change in the open tells under each seal too; each with its version."""
    return list(with_versions(PersonKeys.objects.filter(subject__in=people, rules=RULES)))


def _alike(rows: list[PersonKeys]) -> Found:
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, other FROM subjects_sharing_keys(%s, %s)", [[row.pk for row in rows], COMMONEST])
        shared = cursor.fetchall()
    by_id = {row.pk: row for row in rows}
    by_id |= PersonKeys.objects.in_bulk({other for _, other in shared} - set(by_id))
    traits = dict(zip(by_id, traits_of_rows(list(by_id.values())), strict=True))
    size = register_size()
    found: Found = {}
    for one, other in shared:
        a, b = by_id[one], by_id[other]
        if a.subject_id != b.subject_id:
            keep_best(found, pair_of(a, b), score_traits(traits[one], traits[other], population=size))
    return told_in_the_open(found)
