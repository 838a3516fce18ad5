"""Compare people who are new or changed with those who share a key, and keep the pairs that look alike as suggestions.

For the worker, which sees everything; who may see a suggestion is decided by the rows it was found in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from sojourn.audit.action import action
from sojourn.kernel import moment
from sojourn.matching.records import Record
from sojourn.matching.score import score_traits
from sojourn.matching.traits import traits_of
from sojourn.subjects.models import LikelyPair, PersonKeys
from sojourn.subjects.queries.identity import ordered
from sojourn.subjects.queries.known import known_of, sealed_as
from sojourn.subjects.records import RULES

# A key that more people share than this tells nobody apart.
COMMONEST = 100
KEPT = ("likely", "possible")
BATCH = 100
COMPARING = 7_041

Found = dict[tuple[UUID, UUID, tuple[str, ...]], tuple[float, str]]


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
    _replace(set(chosen), found)
    _mark(rows)
    return Compared(len(chosen), len(found))


def _is_alone() -> bool:
    """Whether no other worker compares, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [COMPARING])
        return bool(cursor.fetchone()[0])


def _rows_of(people: Collection[UUID]) -> list[PersonKeys]:
    """Every row of these people, since a change in the open tells under each seal too; each with its version."""
    rows = PersonKeys.objects.filter(subject__in=people, rules=RULES)
    return list(rows.annotate(written=RawSQL("subjects_personkeys.xmin::text", [])))


def _mark(rows: list[PersonKeys]) -> None:
    """Say that these rows were compared, unless somebody wrote them anew since they were read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE subjects_personkeys SET compared = true"
            " WHERE (id, xmin::text) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))",
            [[row.pk for row in rows], [row.written for row in rows]],  # type: ignore[attr-defined]
        )


def _alike(rows: list[PersonKeys]) -> Found:
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, other FROM subjects_sharing_keys(%s, %s)", [[row.pk for row in rows], COMMONEST])
        shared = cursor.fetchall()
    by_id = {row.pk: row for row in rows}
    by_id |= PersonKeys.objects.in_bulk({other for _, other in shared} - set(by_id))
    traits = {pk: traits_of(record) for pk, record in _records(by_id.values()).items()}
    found: Found = {}
    for one, other in shared:
        a, b = by_id[one], by_id[other]
        key = (*ordered(a.subject_id, b.subject_id), tuple(sorted({*_seals(a), *_seals(b)})))
        if a.subject_id == b.subject_id or key in found:
            continue
        match = score_traits(traits[one], traits[other])
        if match.band in KEPT:
            found[key] = (match.probability, match.band)
    return {key: kept for key, kept in found.items() if not key[2] or (*key[:2], ()) not in found}


def _records(rows: Iterable[PersonKeys]) -> dict[int, Record]:
    """What matching reads of each row, under its own seal."""
    by_seal: dict[tuple[str, UUID | None], list[PersonKeys]] = {}
    for row in rows:
        by_seal.setdefault((row.compartment, row.sealed_by), []).append(row)
    made: dict[int, Record] = {}
    for seal, some in by_seal.items():
        known = known_of([row.subject_id for row in some], sealed_as(*seal))
        made |= {row.pk: known[row.subject_id].record() for row in some}
    return made


def _seals(row: PersonKeys) -> list[str]:
    return [f"{row.sealed_by}/{row.compartment}"] if row.compartment else []


def _replace(people: Collection[UUID], found: Found) -> None:
    """Keep what was found, and take away these people's other pairs."""
    before = {
        (row.left_id, row.right_id, tuple(row.seals)): row
        for row in LikelyPair.objects.filter(Q(left__in=people) | Q(right__in=people))
    }
    LikelyPair.objects.filter(pk__in=[row.pk for key, row in before.items() if key not in found]).delete()
    LikelyPair.objects.bulk_create(
        [
            LikelyPair(left_id=left, right_id=right, seals=list(seals), probability=chance, band=band, rules=RULES,
                       found_at=moment.now())
            for (left, right, seals), (chance, band) in found.items()
        ],
        update_conflicts=True, unique_fields=["left", "right", "seals"], update_fields=["probability", "band", "rules"],
    )  # fmt: skip
