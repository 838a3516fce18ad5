"""How close a person is to what was typed: names by level and rarity, births by level. Only for ordering.

A search looks at hundreds of cards that say the same few words over and over. So each word, name and birth is compared
with what was typed once, and remembered for as long as the search takes.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from sojourn.matching.compare import WordLevel, word_level
from sojourn.matching.compare.births import birth_level
from sojourn.matching.compare.ear import heard
from sojourn.matching.keys import Query
from sojourn.matching.search.cards import NAMES, births_of, parts_of, word_of
from sojourn.matching.traits import Word

# What a level is worth, as a share of the name's rarity: a common name says little, however well it fits.
_SHARES = {
    WordLevel.SPELLING: 1.0, WordLevel.ROMAN: 1.0, WordLevel.SKELETON: 0.8, WordLevel.VARIANT: 0.75,
    WordLevel.NEAR: 0.65, WordLevel.LOOSE: 0.35,
}  # fmt: skip
_BEGUN = 0.6
# Of two spellings with one skeleton, the more similar one is the likelier.
_SIMILAR = 0.15
# Another name, in log2 odds: one record in sixteen of a person has another word there, whatever word it is.
_ANOTHER = -4.0
_TOO_MANY = -0.1
# In log2 odds, as far as agreement of births can be trusted.
BIRTHS = {
    "same_day": 11.0, "swapped": 8.0, "year_slip": 6.0, "one_part": 5.0, "same_default": 6.0, "compatible": 6.0,
    "same_year": 4.0, "near_years": 0.0, "apart": -4.0, "far": -6.0, "missing": 0.0,
}  # fmt: skip
Worths = tuple[float, ...]


class Ranking:
    """Closeness to one query."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._words: list[dict[str, Worths]] = [{} for _ in query.readings]
        self._names: dict[str, float] = {}
        self._births: dict[str, float] = {}

    def closeness(self, card: str) -> float:
        """Return how close the person of a card is, higher being closer; a word too many costs a little."""
        names, births = parts_of(card)
        name, birth = self._names.get(names), self._births.get(births)
        if name is None:
            name = self._names[names] = max(map(self._of_name, names.split(NAMES)))
        if birth is None:
            birth = self._births[births] = self._of_birth(births)
        return name + birth

    def _of_birth(self, births: str) -> float:
        typed = self._query.births
        return BIRTHS[birth_level(typed, births_of(births))] if typed else 0.0

    def _of_name(self, name: str) -> float:
        written = name.split()
        readings = zip(self._query.readings, self._words, strict=True)
        return max([self._of_reading(reading, known, written) for reading, known in readings])

    def _of_reading(self, words: tuple[Word, ...], known: dict[str, Worths], written: list[str]) -> float:
        free = [known.get(each) or self._worth_of(each, words, known) for each in written]
        total = 0.0
        for place in range(len(words)):
            best = max(free, key=lambda worths: worths[place], default=None)
            worth = best[place] if best else _ANOTHER
            total += worth
            if best and worth > 0:
                free.remove(best)
        return total + _TOO_MANY * len(free)

    def _worth_of(self, written: str, words: tuple[Word, ...], known: dict[str, Worths]) -> Worths:
        """What a word of a card is worth for each word typed."""
        word = word_of(written)
        last = len(words) - 1 if self._query.unfinished else -1
        worths = known[written] = tuple([_worth(typed, word, place == last) for place, typed in enumerate(words)])
        return worths


def closeness(query: Query, card: str) -> float:
    """Return how close the person of one card is to what was typed."""
    return Ranking(query).closeness(card)


def _worth(typed: Word, word: Word, unfinished: bool) -> float:
    level = word_level(typed, word)
    share = _SHARES.get(level, 0.0)
    if level == WordLevel.SKELETON and not (typed.vowelless or word.vowelless):
        share += _SIMILAR * OSA.normalized_similarity(typed.roman, word.roman)
    if unfinished and share < _BEGUN and _begins(word, typed):
        share = _BEGUN
    return share * typed.bits if share else _ANOTHER


def _begins(word: Word, typed: Word) -> bool:
    """Whether a word goes on where the typed one stops, as it is written, heard or by its consonants."""
    if word.roman.startswith(typed.roman) or heard(word.roman).startswith(heard(typed.roman)):
        return True
    return len(typed.skeleton) > 1 and word.skeleton.startswith(typed.skeleton)
