"""What an index is asked for a search, step by step: the precise first, the broad only where few were found.

An ask names sets of keys; who has at least one key of each set is meant. Two common keys asked together are a short
list where each alone would be a long one, of which a search could only look at some. No ask has more than three sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from sojourn.matching.keys import forms
from sojourn.matching.keys.of_record import beginnings, years_of
from sojourn.matching.traits import BirthTrait, Word

Keys = frozenset[str]
Ask = tuple[Keys, ...]
Step = tuple[Ask, ...]

# The sounds that skeletons are made of (see the rules of reading names).
SOUNDS = "abfjklmnrst"
# A year mistyped or misremembered by so much; by a digit of the decade; or with its last digits exchanged.
SLIPPED = (-1, 1, -2, 2, -10, 10)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words and births of a search text; the last word may go on where it is `unfinished`."""

    words: tuple[Word, ...]
    births: tuple[BirthTrait, ...]
    unfinished: bool


def precise_steps(typed: Typed) -> Iterator[list[Ask]]:
    """Yield asks that few people meet: worth their time even when somebody likely is found already."""
    years = sorted({year for birth in typed.births for year in years_of(birth)})
    if years and typed.words:
        yield [*_on_day(typed), *_in_years(typed, years), *_slips_in_years(typed, years), *_near_years(typed, years)]
    else:
        yield [*_all_words(typed)]
        yield [*_slips(typed)]


def broad_steps(typed: Typed) -> Iterator[list[Ask]]:
    """Yield asks that very many may meet, of whom a search sees some: for when nobody likely was found."""
    if typed.births:
        years = sorted({year for birth in typed.births for year in years_of(birth)})
        yield [(_with_years([word], years),) for word in typed.words]
        yield [*_all_words(typed)]
    alone = typed.words[:-1] if typed.unfinished and len(typed.words) > 1 else typed.words
    yield [(_whole(word),) for word in alone]


def _on_day(typed: Typed) -> Iterator[Ask]:
    """A word and the day, or initials and the day: both tell nearly everybody apart."""
    exact = [birth for birth in typed.births if birth.exact]
    if exact:
        days = [birth.earliest for birth in exact]
        yield (frozenset(forms.word_and_day(each, day) for w in typed.words for each in readings(w) for day in days),)
        initials = [[one.skeleton[:1], two.skeleton[:1]] for one, two in combinations(typed.words, 2)]
        yield (frozenset(forms.initials_and_day(pair, day) for pair in initials for day in days),)


def _in_years(typed: Typed, years: Iterable[int]) -> Iterator[Ask]:
    """All that was typed agrees."""
    if len(typed.words) > 1:
        yield _pairs(typed.words), _with_years(typed.words, years)
    else:
        yield (_with_years(typed.words, years),)
    if typed.unfinished:
        yield from ((*ask[:2], _years(years)) for ask in _going_on(typed.words))


def _slips_in_years(typed: Typed, years: list[int]) -> Iterator[Ask]:
    """Slips after the first two consonants of two words, or after the first one of one word."""
    pairs = list(combinations(typed.words, 2))
    yield (frozenset(forms.beginnings_and_year(a.skeleton, b.skeleton, year) for a, b in pairs for year in years),)
    for one, other in permutations(typed.words, 2):
        begun = [(each, skeleton) for each in readings(one) for skeleton in other.skeletons]
        yield (frozenset(forms.word_year_and_initial(each, year, other) for each, other in begun for year in years),)


def _near_years(typed: Typed, years: list[int]) -> Iterator[Ask]:
    """A slip in the year, or a birth that the record lacks."""
    if len(typed.words) > 1:
        slipped = {year + by for year in years for by in SLIPPED} | {_exchanged(year) for year in years}
        yield _pairs(typed.words), _with_years(typed.words, slipped.difference(years))
        yield _pairs(typed.words), _years([forms.NO_YEAR])


def _all_words(typed: Typed) -> Iterator[Ask]:
    words = typed.words
    if typed.unfinished:
        yield from _going_on(words)
    if len(words) > 2:
        yield _pairs(words[:2]), _pairs(words[2:]) or _whole(words[2])
    if len(words) > 1:
        yield (_pairs(words),)


def _going_on(words: tuple[Word, ...]) -> Iterator[Ask]:
    """The words before the last one, and whatever that may become."""
    *before, last = words
    if not before:
        yield (_whole(last) | _begun(last),)
    elif len(before) == 1:
        yield _halves(before[0], last)
    else:
        yield _pairs(tuple(before)), _begun(last)


def _slips(typed: Typed) -> Iterator[Ask]:
    """One word as it is, and another that only begins as it was typed."""
    for one, other in permutations(typed.words, 2):
        yield _halves(one, other)


def _halves(one: Word, other: Word) -> Ask:
    """One word, and another that begins with the consonants typed, at most three of them."""
    longest = max(map(len, other.skeletons))
    half = forms.half if longest > 1 else forms.half_begun
    halves = frozenset(half(each, skeleton) for each in readings(one) for skeleton in other.skeletons)
    return (halves, _begun(other)) if longest > 2 else (halves,)


def readings(word: Word) -> frozenset[str]:
    """Every skeleton a typed word can have, and the name it is a form of."""
    return word.skeletons | {word.kind}


def _whole(word: Word) -> Keys:
    return frozenset(map(forms.word, readings(word)))


def _begun(word: Word) -> Keys:
    """The word, and whoever's name begins with its first two or three consonants."""
    found: set[str] = set()
    for skeleton in word.skeletons:
        if len(skeleton) > 1:
            found.add(forms.start(max(beginnings(skeleton), key=len)))
        else:
            found |= _initial(word)
    return frozenset(found)


def _initial(word: Word) -> Keys:
    """Whoever has a word of the same first consonant."""
    firsts = {skeleton[:1] for skeleton in word.skeletons}
    return frozenset(forms.start(first + sound) for first in firsts for sound in ("", *SOUNDS))


def _pairs(words: tuple[Word, ...]) -> Keys:
    return frozenset(
        forms.pair(a, b) for one, two in combinations(words, 2) for a in readings(one) for b in readings(two)
    )  # fmt: skip


def _with_years(words: Iterable[Word], years: Iterable[int]) -> Keys:
    each = [reading for word in words for reading in readings(word)]
    return frozenset(forms.word_and_year(reading, year) for reading in each for year in years)


def _years(years: Iterable[int | str]) -> Keys:
    return frozenset(map(forms.year, years))


def _exchanged(year: int) -> int:
    tens, ones = year // 10 % 10, year % 10
    return year - year % 100 + ones * 10 + tens
