"""Find people by what somebody types: a name in any script and order, a birth year, a document or telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from sojourn.accounts.viewer import Viewer
from sojourn.matching.search import Query, find, query_keys
from sojourn.subjects.models import Subject
from sojourn.subjects.queries.alike import in_sight, with_keys
from sojourn.subjects.queries.finding import NOTHING, people_named
from sojourn.subjects.queries.keeping import has_older_keys

# Letters and digits that a search needs to begin with.
SHORTEST = 2
# Of a telephone number; a date has a year beside it.
LEAST_DIGITS = 7


@dataclass(frozen=True)
class Found:
    """Somebody found, and how close they are to what was typed; higher is closer."""

    subject: Subject
    closeness: float


def asked(text: str) -> Query | None:
    """What was typed, taken apart; None when it is too short to search for."""
    return query_keys(_joined(text)) if sum(sign.isalnum() for sign in text) >= SHORTEST else None


def _joined(text: str) -> str:
    """A telephone number without the blanks in it."""
    is_number = not any(sign.isalpha() for sign in text) and any(sign in text for sign in " +(")
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits if is_number and len(digits) >= LEAST_DIGITS else text


def people_found(viewer: Viewer, text: str, *, also: Q = NOTHING, limit: int = 20) -> list[Found]:
    """Return the people in sight who are closest to what was typed, closest first; none for too short a text.

    Whoever is out of sight is not looked at, so nothing here depends on them. While keys of an older version are left,
    people are looked for by the words of their names as well.
    """
    query = asked(text)
    if query is None:
        return []
    hits = find(query, _look_up, limit)
    closeness = {UUID(hit.id): hit.closeness for hit in hits}
    found = [Found(one, closeness[one.pk]) for one in in_sight(viewer, closeness, also)]
    found.sort(key=lambda one: (-one.closeness, str(one.subject.pk)))
    if len(found) < limit and (not found or has_older_keys()):
        others = people_named(viewer, text, also=also, limit=limit)
        found += [Found(one, 0.0) for one in others if one.pk not in closeness]
    return found[:limit]


def _look_up(keys: frozenset[str], most: int) -> list[tuple[str, str]]:
    return [(str(id), card) for id, card in with_keys(keys, most).items()]
