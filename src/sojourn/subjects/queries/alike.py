"""People already known who look like somebody about to be written down: asked before anybody is created."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from sojourn.accounts.viewer import Viewer
from sojourn.matching.keys import Ask
from sojourn.matching.match import Match
from sojourn.matching.records import Record
from sojourn.matching.score import score
from sojourn.subjects.models import LikelyPair, Subject
from sojourn.subjects.queries.finding import Also, home_scope, nowhere, people_named
from sojourn.subjects.queries.keeping import has_older_keys
from sojourn.subjects.queries.known import known_to
from sojourn.subjects.records import Known

# So many people are looked at for each kind of key, or whoever has a common name would crowd out who has the same
# passport; a single word of a name is asked only where little else fits, and never a year or how a word begins.
SCORED = 100
BROAD = "w"
YEAR, BEGINNING = "a:", "*"
FEW = 5
KEPT = ("likely", "possible")


@dataclass(frozen=True)
class Alike:
    """A person in sight, and what speaks for and against their being the one."""

    subject: Subject
    match: Match


def alike(viewer: Viewer, known: Known, *, also: Also = nowhere, limit: int = 8) -> list[Alike]:
    """Return the people in sight who look like `known`, the likeliest first; only claims in sight are compared."""
    found = near(known.index().keys, FEW, SCORED)
    subjects = in_sight(viewer, [id for id in found if str(id) != known.id], also)
    subjects += _with_older_keys(viewer, known, {one.pk for one in subjects}, also)
    matches = scored(viewer, known.record(), subjects)
    kept = [one for one in matches if one.match.band in KEPT]
    return sorted(kept, key=lambda one: (-one.match.probability, str(one.subject.pk)))[:limit]


def _with_older_keys(viewer: Viewer, known: Known, found: Collection[UUID], also: Also) -> list[Subject]:
    """Until every key is written anew, people are looked for by the words of their names as well, as in a search."""
    if not has_older_keys():
        return []
    named = (people_named(viewer, full, also=also()) for full, _, _ in known.names if full)
    others = {one.pk: one for some in named for one in some}
    return [one for pk, one in others.items() if pk not in found and str(pk) != known.id]


def near(keys: Iterable[str], few: int, most: int) -> set[UUID]:
    """Whoever shares a telling key, up to `most` for each kind; with fewer than `few` also by single words of names.

    As far as the session's viewer may know, like `with_keys`.
    """
    kinds: dict[str, set[str]] = {}
    for key in keys:
        if not key.startswith(YEAR) and not key.endswith(BEGINNING):
            kinds.setdefault(key.partition(":")[0], set()).add(key)
    words = kinds.pop(BROAD, set())
    found = {id for id, _ in meeting([(frozenset(kinds[kind]),) for kind in sorted(kinds)], most)}
    return found | set(with_keys(words, most)) if len(found) < few else found


def with_keys(keys: Iterable[str], most: int = SCORED) -> dict[UUID, str]:
    """Whoever has one of these keys, as far as the session's viewer may know, with the card that ranks them."""
    wanted = frozenset(keys)
    return dict(meeting([(wanted,)], most)) if wanted else {}


def meeting(asks: Iterable[Ask], most: int) -> list[tuple[UUID, str]]:
    """Up to `most` people for each ask, as far as the session's viewer may know; sealed cards after open ones.

    An ask is one to three sets of keys (see `sojourn.matching.keys.asks`); who has a key of each is meant.
    """
    with connection.cursor() as cursor:
        sent = Jsonb([[sorted(keys) for keys in ask] for ask in asks])
        cursor.execute("SELECT subject, card FROM subjects_asked(%s, %s)", [sent, most])
        return list(cursor.fetchall())


def in_sight(viewer: Viewer, ids: Collection[UUID], also: Also = nowhere) -> list[Subject]:
    """Those of the people that policy shows; the way over cases is only asked for whoever is not at home here."""
    people = Subject.objects.filter(kind="person").select_related("person")
    found = list(people.filter(home_scope(viewer), pk__in=list(ids)))
    rest = set(ids).difference(one.pk for one in found)
    return found + (list(people.filter(also(), pk__in=rest)) if rest else [])


def scored(viewer: Viewer, record: Record, subjects: Collection[Subject]) -> list[Alike]:
    """Score each of these people against a record, by the claims that the viewer may read."""
    known = known_to(viewer, [subject.pk for subject in subjects])
    return [Alike(subject, score(record, known[subject.pk].record())) for subject in subjects]


def evidence(viewer: Viewer, one: UUID, other: UUID) -> Match:
    """What speaks for and against two records being of one person, by the claims that the viewer may read."""
    known = known_to(viewer, [one, other])
    return score(known[one].record(), known[other].record())


def evidence_of(viewer: Viewer, pairs: Collection[LikelyPair]) -> dict[UUID, Match]:
    """The same for many pairs, by the id of each."""
    known = known_to(viewer, {id for pair in pairs for id in (pair.left_id, pair.right_id)})
    return {pair.pk: score(known[pair.left_id].record(), known[pair.right_id].record()) for pair in pairs}
