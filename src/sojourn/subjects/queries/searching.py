"""Find people by what somebody types: a name in any script and order, a birth year, a document or telephone number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sojourn.accounts.viewer import Viewer
from sojourn.matching.keys import Step
from sojourn.matching.names.letters import script_of
from sojourn.matching.search import Query, card_of, closeness, find, query_keys
from sojourn.subjects.models import Subject
from sojourn.subjects.queries.alike import in_sight, meeting
from sojourn.subjects.queries.finding import Also, nowhere, people_named
from sojourn.subjects.queries.keeping import has_older_keys
from sojourn.subjects.queries.known import known_to
from sojourn.subjects.records import Known

# Letters and digits that a search needs to begin with; one Chinese character is a name.
SHORTEST = 2
SHORTEST_NUMBER = 4


@dataclass(frozen=True)
class Found:
    """Somebody found, how close they are to what was typed (higher is closer), and why, where the name now used does
    not tell: pairs of `name`, `phone` or `document` and what it says."""

    subject: Subject
    closeness: float
    why: tuple[tuple[str, str], ...] = ()


def asked(text: str) -> Query | None:
    """What was typed, taken apart; None when it is too short to search for."""
    enough = sum(sign.isalnum() for sign in text) >= SHORTEST or script_of(text) == "Hani"
    return query_keys(text) if enough else None


def people_found(viewer: Viewer, text: str, *, also: Also = nowhere, limit: int = 20) -> list[Found]:
    """Return the people in sight who are closest to what was typed, closest first; none for too short a text.

    Whoever is out of sight is not looked at, so nothing here depends on them. While keys of an older version are left,
    people are looked for by the words of their names as well.
    """
    query = asked(text)
    if query is None:
        return []
    hits = find(query, _look_up, limit)
    close = {UUID(hit.id): hit.closeness for hit in hits}
    found = [Found(one, close[one.pk]) for one in in_sight(viewer, close, also)]
    found.sort(key=lambda one: (-one.closeness, str(one.subject.pk)))
    if len(found) < limit and (not found or has_older_keys()):
        others = people_named(viewer, text, also=also(), limit=limit)
        found += [Found(one, 0.0) for one in others if one.pk not in close]
    return _with_reasons(viewer, query, found[:limit])


def _with_reasons(viewer: Viewer, query: Query, found: list[Found]) -> list[Found]:
    known = known_to(viewer, [one.subject.pk for one in found])
    return [replace(one, why=tuple(_why(query, known[one.subject.pk], one.subject))) for one in found]


def _why(query: Query, known: Known, subject: Subject) -> Iterator[tuple[str, str]]:
    """Another name that is closer than the present one, and numbers that were typed."""
    names = list(dict.fromkeys(known.names))
    if query.words and len(names) > 1:
        best = max(names, key=lambda name: closeness(query, card_of(Known(names=[name]).record())))
        if best[0] and best[0] != subject.label:
            yield "name", best[0]
    typed = [number for number in map(_plain, query.numbers) if len(number) >= SHORTEST_NUMBER]
    for kind, kept in (("phone", known.phones), ("document", {number for _, number in known.papers})):
        for value in sorted(kept - {""}):
            if any(_plain(value).endswith(number[-9:]) for number in typed):
                yield kind, value


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _look_up(step: Step, most: int) -> list[tuple[str, str]]:
    return [(str(id), card) for id, card in meeting(step, most)]
