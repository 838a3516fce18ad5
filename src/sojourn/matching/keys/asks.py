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

Words = tuple[Word, ...]
Keys = frozenset[str]
Ask = tuple[Keys, ...]
Step = tuple[Ask, ...]

# The sounds that skeletons are made of (see the rules of reading names).
SOUNDS = "abfjklmnrst"
# A year mistyped or misremembered by so much; by a digit of the decade; or with its last digits exchanged.
SLIPPED = (-1, 1, -2, 2, -10, 10)


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a search text, as one name or apart, and its births. `unfinished`: the last word may go on."""

    readings: tuple[Words, ...]
    births: tuple[BirthTrait, ...]
    unfinished: bool

    @property
    def years(self) -> list[int]:
        """Every year that a birth typed may lie in."""
        return sorted({year for birth in self.births for year in years_of(birth)})

    @property
    def pairs(self) -> list[tuple[Word, Word]]:
        """Every two words of a reading."""
        return [pair for words in self.readings for pair in combinations(words, 2)]

    @property
    def ordered(self) -> list[tuple[Word, Word]]:
        """Every two words of a reading, both ways."""
        return [pair for words in self.readings for pair in permutations(words, 2)]

    @property
    def words(self) -> list[Word]:
        """Each word once, the likelier reading's first."""
        return list(dict.fromkeys(word for words in self.readings for word in words))


def precise_steps(typed: Typed) -> Iterator[Iterable[Ask]]:
    """Yield asks that few people meet: worth their time even when somebody likely is found already."""
    if typed.years and typed.words:
        yield _born_then(typed)
    elif typed.years:
        days = frozenset(forms.day(birth.earliest) for birth in typed.births if birth.exact)
        yield [(days or _years(typed.years),)]
    else:
        yield _all_words(typed)
        yield _slips(typed)


def broad_steps(typed: Typed) -> Iterator[Iterable[Ask]]:
    """Yield asks that very many may meet, of whom a search sees some: for when nobody likely was found."""
    if typed.years:
        yield [(_with_years([word], typed.years),) for word in typed.words]
        yield _all_words(typed)
        yield _slips(typed)
    finished = [words[:-1] if typed.unfinished and len(words) > 1 else words for words in typed.readings]
    yield [(_whole(word),) for words in finished for word in words]


def _born_then(typed: Typed) -> Iterator[Ask]:
    """One key that tells it all, with the day or the year; two words and the year, another year, or none known."""
    years = typed.years
    yield (frozenset(_on_day(typed)),)
    yield (frozenset(_slips_in_years(typed)),)
    if typed.pairs:
        slipped = {year + by for year in years for by in SLIPPED} | {_exchanged(year) for year in years}
        yield _pairs(typed.pairs), _with_years(typed.words, years)
        yield _pairs(typed.pairs), _with_years(typed.words, slipped.difference(years)) | _years([forms.NO_YEAR])
    if not all(len(words) > 1 for words in typed.readings):
        yield (_with_years(typed.words, years),)
    if typed.unfinished:
        yield from ((*ask[:2], _years(years)) for ask in _going_on(typed))


def _on_day(typed: Typed) -> Iterator[str]:
    """A word and the day, or initials and the day: both tell nearly everybody apart."""
    days = [birth.earliest for birth in typed.births if birth.exact]
    for day in days:
        yield from (forms.word_and_day(each, day) for word in typed.words for each in readings(word))
        yield from (forms.initials_and_day([a.skeleton[:1], b.skeleton[:1]], day) for a, b in typed.pairs)


def _slips_in_years(typed: Typed) -> Iterator[str]:
    """Slips after the first two consonants of two words, or after the first one of one word."""
    for year in typed.years:
        yield from (forms.beginnings_and_year(a.skeleton, b.skeleton, year) for a, b in typed.pairs)
        for one, other in typed.ordered:
            begun = ((each, skeleton) for each in readings(one) for skeleton in other.skeletons)
            yield from (forms.word_year_and_initial(each, year, skeleton) for each, skeleton in begun)


def _all_words(typed: Typed) -> Iterator[Ask]:
    if typed.unfinished:
        yield from _going_on(typed)
    for words in typed.readings:
        if len(words) > 2:
            yield _pairs([(words[0], words[1])]), _pairs(combinations(words[2:], 2)) or _whole(words[2])
    if typed.pairs:
        yield (_pairs(typed.pairs),)


def _going_on(typed: Typed) -> Iterator[Ask]:
    """The words before the last one, and whatever that may become."""
    for *before, last in filter(None, typed.readings):
        if not before:
            yield (_whole(last) | _begun(last),)
        elif len(before) == 1:
            yield _halves(before[0], last)
        else:
            yield _pairs(combinations(before, 2)), _begun(last)


def _slips(typed: Typed) -> Iterator[Ask]:
    """One word as it is, and another that only begins as it was typed."""
    for one, other in typed.ordered:
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
    """Whoever's name begins with the first two or three consonants of the word."""
    found: set[str] = set()
    for skeleton in word.skeletons:
        if len(skeleton) > 1:
            found.add(forms.start(max(beginnings(skeleton), key=len)))
        else:
            found |= {forms.start(skeleton + sound) for sound in ("", *SOUNDS)}
    return frozenset(found)


def _pairs(pairs: Iterable[tuple[Word, Word]]) -> Keys:
    return frozenset(forms.pair(a, b) for one, two in pairs for a in readings(one) for b in readings(two))


def _with_years(words: Iterable[Word], years: Iterable[int]) -> Keys:
    each = [reading for word in words for reading in readings(word)]
    return frozenset(forms.word_and_year(reading, year) for reading in each for year in years)


def _years(years: Iterable[int | str]) -> Keys:
    return frozenset(map(forms.year, years))


def _exchanged(year: int) -> int:
    tens, ones = year // 10 % 10, year % 10
    return year - year % 100 + ones * 10 + tens
