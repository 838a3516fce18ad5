"""Look keys up step by step until enough close people are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cdist

from sojourn.matching.keys import Query
from sojourn.matching.search.cards import read_card
from sojourn.matching.search.ranking import closeness

# Looks up to `limit` people that have one of the keys: (id, card).
LookUp = Callable[[frozenset[str], int], Iterable[tuple[str, str]]]
# So many are fetched in one step, and so many of them are compared word by word.
FETCHED = 600
COMPARED = 40
# The share of what was typed that a good hit accounts for, and one that leaves no doubt; births as in ranking.
GOOD = 0.7
SURE = 0.92
WORTH_OF_DAY, WORTH_OF_YEAR = 9.0, 5.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, and how close; higher is closer."""

    id: str
    closeness: float


def find(query: Query, look_up: LookUp, most: int = 20) -> tuple[Hit, ...]:
    """Return the closest people, closest first; stop when all that was typed is accounted for."""
    found: dict[str, str] = {}
    hits: dict[str, float] = {}
    for step in query.steps:
        fresh = {who: card for who, card in look_up(step, FETCHED) if who not in found}
        found |= fresh
        hits |= _compared(query, fresh)
        if _enough(query, hits, most):
            break
    best = sorted(hits, key=lambda who: (-hits[who], who))[:most]
    return tuple(Hit(who, hits[who]) for who in best)


def _compared(query: Query, fresh: dict[str, str]) -> dict[str, float]:
    """Closeness of the most promising of the newly found."""
    promising = list(fresh)
    if len(fresh) > COMPARED and query.words:
        promising = _most_promising(query, fresh)
    return {who: closeness(query, read_card(fresh[who])) for who in promising}


def _most_promising(query: Query, fresh: dict[str, str]) -> list[str]:
    typed = " ".join(f"{word.roman}/{word.skeleton}/{word.kind}" for word in query.words)
    typed += "|" + " ".join("{}-{}-{}".format(*birth.earliest) for birth in query.births)
    alike = cdist([typed], list(fresh.values()), scorer=token_sort_ratio)[0]
    order = sorted(range(len(alike)), key=lambda at: -alike[at])
    people = list(fresh)
    return [people[at] for at in order[:COMPARED]]


def _enough(query: Query, hits: dict[str, float], most: int) -> bool:
    """Whether somebody accounts for all that was typed, or as many as are asked for account for most of it."""
    if not query.words or not hits:
        return bool(hits)
    birth = max((WORTH_OF_DAY if birth.exact else WORTH_OF_YEAR for birth in query.births), default=0.0)
    all_typed = sum(word.bits for word in query.words) + birth
    good = sum(closeness >= GOOD * all_typed for closeness in hits.values())
    return good >= most or max(hits.values()) >= SURE * all_typed
