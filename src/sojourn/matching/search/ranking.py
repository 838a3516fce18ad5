"""How close a person is to what was typed: names by level and rarity, births by level. Only for ordering."""

from __future__ import annotations

from sojourn.matching.compare import WordLevel, word_level
from sojourn.matching.compare.births import birth_level
from sojourn.matching.keys import Query
from sojourn.matching.search.cards import Card
from sojourn.matching.traits import Word

# What a level is worth, as a share of the name's rarity.
_WORTH = {
    WordLevel.SPELLING: 1.0, WordLevel.ROMAN: 1.0, WordLevel.SKELETON: 0.85, WordLevel.VARIANT: 0.7,
    WordLevel.NEAR: 0.75, WordLevel.LOOSE: 0.35, WordLevel.DIFFERENT: -0.5,
}  # fmt: skip
_BEGUN = 0.6
_BIRTHS = {
    "same_day": 9.0, "swapped": 7.0, "year_slip": 4.0, "one_part": 4.0, "same_default": 5.0, "compatible": 5.0,
    "same_year": 3.0, "near_years": -0.5, "apart": -4.0, "far": -6.0, "missing": 0.0,
}  # fmt: skip


def closeness(query: Query, card: Card) -> float:
    """Return how close a person is, higher being closer; a word too many in the record costs a little."""
    names = max((_of_name(query, pool) for pool in card.pools), default=0.0)
    births = _BIRTHS[birth_level(query.births, card.births)] if query.births else 0.0
    return names + births


def _of_name(query: Query, pool: tuple[Word, ...]) -> float:
    free = list(pool)
    total = 0.0
    for place, typed in enumerate(query.words):
        last = query.unfinished and place + 1 == len(query.words)
        worth, best = max(((_worth(typed, word, last), at) for at, word in enumerate(free)), default=(-0.5, -1))
        total += worth * typed.bits
        if worth > 0:
            free.pop(best)
    return total - 0.3 * len(free)


def _worth(typed: Word, word: Word, unfinished: bool) -> float:
    worth = _WORTH[word_level(typed, word)]
    if unfinished and worth < _BEGUN and _begins(word, typed):
        return _BEGUN
    return worth


def _begins(word: Word, typed: Word) -> bool:
    """Whether a word goes on where the typed one stops."""
    return word.roman.startswith(typed.roman) or (len(typed.skeleton) > 1 and word.skeleton.startswith(typed.skeleton))
