"""Look keys up step by step until enough close people are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

from sojourn.matching.keys import Query, Step
from sojourn.matching.search.ranking import BIRTHS, Ranking

# Looks up people who meet one of the asks, up to `limit` for each ask: (id, card).
LookUp = Callable[[Step, int], Iterable[tuple[str, str]]]
# So many are fetched for each precise ask. A broad step shares them among its asks, of which none gets fewer than the
# least. Ten times as many, and every step asked, put one in a hundred more of the right people among the first 20, for
# five times the time.
FETCHED = 300
LEAST_FETCHED = 50
# The share of what was typed that a good hit accounts for, and one that leaves no doubt.
GOOD = 0.5
SURE = 0.92
# A number that was typed and is somebody's outweighs any name.
WORTH_OF_NUMBER = 100.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, and how close; higher is closer."""

    id: str
    closeness: float


def find(query: Query, look_up: LookUp, most: int = 20) -> tuple[Hit, ...]:
    """Return the closest people, closest first; stop when all that was typed is accounted for."""
    hits: dict[str, float] = {}
    ranking = Ranking(query)
    for place, step in enumerate(query.steps):
        if place and _enough(query, hits, most, place):
            break
        bonus = WORTH_OF_NUMBER if query.numbers and not place else 0.0
        share = FETCHED if place < query.precise else max(LEAST_FETCHED, FETCHED // len(step))
        found = list(look_up(step, share))
        closeness = ranking.closeness(card for _, card in found)
        for (who, _), close in zip(found, closeness, strict=True):
            # Whoever holds a seal may meet a person's open card and a sealed one that says more.
            hits[who] = max(close + bonus, hits.get(who, -inf))
    best = sorted(hits, key=lambda who: (-hits[who], who))[:most]
    return tuple(Hit(who, hits[who]) for who in best)


def _enough(query: Query, hits: dict[str, float], most: int, asked: int) -> bool:
    """Whether to stop after so many steps: all that was typed is accounted for, or others would be less likely."""
    if not query.words or not hits:
        return bool(hits)
    birth = max((BIRTHS["same_day" if birth.exact else "compatible"] for birth in query.births), default=0.0)
    all_typed = sum(word.bits for word in query.words) + birth
    good = sum(closeness >= GOOD * all_typed for closeness in hits.values())
    if good >= most or (good and asked >= query.precise):
        return True
    # By a name and a year, somebody who bears it is not the only one, however well it fits.
    told_apart = any(birth.exact for birth in query.births) or max(hits.values()) >= WORTH_OF_NUMBER
    return told_apart and max(hits.values()) >= SURE * all_typed
