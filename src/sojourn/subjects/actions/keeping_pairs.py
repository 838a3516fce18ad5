"""Write what a comparison found: pairs that look alike as suggestions, and who was compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.db import connection
from django.db.models import Q

from sojourn.kernel import moment
from sojourn.matching.match import Match
from sojourn.subjects.models import LikelyPair
from sojourn.subjects.queries.identity import ordered
from sojourn.subjects.queries.known import Row, sealed_as
from sojourn.subjects.records import RULES

KEPT = ("likely", "possible")

# The smaller id, the larger one, the seals that must be held to know of the pair.
Pair = tuple[UUID, UUID, tuple[str, ...]]
Found = dict[Pair, tuple[float, str]]


class Versioned(Row, Protocol):
    """A row of keys in the version that was compared."""

    @property
    def written(self) -> str: ...


def pair_of(a: Row, b: Row) -> Pair:
    """The pair of two rows, under the seals of both."""
    seals = {seal for row in (a, b) for seal in sealed_as(row.compartment, row.sealed_by)}
    return (*ordered(a.subject_id, b.subject_id), tuple(sorted(seals)))


def keep_best(found: Found, pair: Pair, match: Match) -> None:
    """Add a pair that is alike enough; one pair can be met in several readings under the same seals."""
    if match.band in KEPT and match.probability > found.get(pair, (0.0, ""))[0]:
        found[pair] = (match.probability, match.band)


def told_in_the_open(found: Found) -> Found:
    """Leave out what is found under a seal, and in the open as well."""
    return {pair: kept for pair, kept in found.items() if not pair[2] or (*pair[:2], ()) not in found}


def replace_pairs(people: Collection[UUID], found: Mapping[Pair, tuple[float, str]]) -> None:
    """Keep what was found, and take away these people's other pairs."""
    before = {
        (row.left_id, row.right_id, tuple(row.seals)): row
        for row in LikelyPair.objects.filter(Q(left__in=people) | Q(right__in=people))
    }
    LikelyPair.objects.filter(pk__in=[row.pk for pair, row in before.items() if pair not in found]).delete()
    LikelyPair.objects.bulk_create(
        [
            LikelyPair(left_id=left, right_id=right, seals=list(seals), probability=chance, band=band, rules=RULES,
                       found_at=moment.now())
            for (left, right, seals), (chance, band) in found.items()
        ],
        update_conflicts=True, unique_fields=["left", "right", "seals"], update_fields=["probability", "band", "rules"],
    )  # fmt: skip


def mark_compared(rows: Iterable[Versioned]) -> None:
    """Say that these rows were compared, unless somebody wrote them anew since they were read."""
    read = [(row.pk, row.written) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE subjects_personkeys SET compared = true"
            " WHERE NOT compared AND (id, xmin::text) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))",
            [[pk for pk, _ in read], [written for _, written in read]],
        )
