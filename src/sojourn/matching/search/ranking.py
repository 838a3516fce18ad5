"""How close a person is to what was typed: names by level and rarity, births by level. Only for ordering.

A search looks at hundreds of cards that say the same names over and over. So each word, name and birth is compared with
what was typed once, and remembered for as long as the search takes.
"""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.matching.compare.births import birth_level
from sojourn.matching.keys import Query
from sojourn.matching.search.cards import NAMES, births_of, parts_of
from sojourn.matching.search.weighing import Weighing

# In log2 odds, as far as agreement of births can be trusted.
BIRTHS = {
    "same_day": 11.0, "swapped": 8.0, "year_slip": 6.0, "near_days": 6.0, "one_part": 5.0, "same_default": 6.0,
    "compatible": 6.0, "same_year": 4.0, "about": 0.0, "near_years": 0.0, "apart": -4.0, "far": -6.0, "missing": 0.0,
}  # fmt: skip


class Ranking:
    """Closeness to one query."""

    def __init__(self, query: Query) -> None:
        self._births_typed = query.births
        self._readings = [Weighing(words, query.unfinished) for words in query.readings]
        self._names: dict[str, float] = {}
        self._births: dict[str, float] = {}

    def closeness(self, cards: Iterable[str]) -> list[float]:
        """Return how close the person of each card is, higher being closer; a word too many costs a little."""
        parts = [parts_of(card) for card in cards]
        fresh = {names: [name.split() for name in names.split(NAMES)] for names, _ in parts if names not in self._names}
        words = {word for names in fresh.values() for name in names for word in name}
        for reading in self._readings:
            reading.weigh(words)
        for names, split in fresh.items():
            self._names[names] = max([reading.worth(name) for name in split for reading in self._readings])
        return [self._names[names] + self._of_birth(births) for names, births in parts]

    def _of_birth(self, births: str) -> float:
        if not self._births_typed:
            return 0.0
        found = self._births.get(births)
        if found is None:
            found = self._births[births] = BIRTHS[birth_level(self._births_typed, births_of(births))]
        return found


def closeness(query: Query, card: str) -> float:
    """Return how close the person of one card is to what was typed."""
    return Ranking(query).closeness([card])[0]
