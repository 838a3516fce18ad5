"""How far the keys of people have come: written by which version, compared or not. For the worker and the operator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from sojourn.matching.weights import weights
from sojourn.subjects.models import LikelyPair, PersonKeys
from sojourn.subjects.records import RULES


@dataclass(frozen=True)
class Kept:
    """Rows of keys in all, those of an older version of the rules, those not compared yet, and pairs suggested."""

    rows: int
    older: int
    to_compare: int
    pairs: int
    rules: str = RULES


def keys_kept() -> Kept:
    """Count, as far as the session's viewer sees."""
    rows = PersonKeys.objects
    return Kept(
        rows.count(), rows.exclude(rules=RULES).count(), rows.filter(compared=False).count(), LikelyPair.objects.count()
    )


def register_size() -> int:
    """About how many people there are, doubled in steps from the number that the weights were learned for.

    The more people, the more of them are alike by chance. In steps, and by the database's own estimate, so that a
    suggestion does not change with everybody who comes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'subjects_personkeys'::regclass")
        return in_steps(cursor.fetchone()[0])


def in_steps(people: float) -> int:
    """The population of the weights, doubled until it holds so many people."""
    size = weights().population
    while size < people:
        size *= 2
    return size


def are_many_to_compare(many: int) -> bool:
    """Whether more than so many rows in sight wait to be compared; costs little, however many there are."""
    return PersonKeys.objects.filter(compared=False)[: many + 1].count() > many


def has_older_keys() -> bool:
    """Whether somebody's keys in sight are of an older version: then a search must not rely on keys alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subjects_has_older_keys(%s)", [RULES])
        return bool(cursor.fetchone()[0])


def people_with_older_keys(limit: int, people: Collection[UUID] | None = None) -> list[UUID]:
    """Some people whose keys were written by an older version of the rules."""
    rows = _older() if people is None else _older().filter(subject__in=people)
    return list(dict.fromkeys(rows.order_by("subject_id").values_list("subject_id", flat=True)[:limit]))


def _older() -> QuerySet[PersonKeys]:
    # Two comparisons instead of one inequality, so that the index on the version serves.
    return PersonKeys.objects.filter(Q(rules__lt=RULES) | Q(rules__gt=RULES))
