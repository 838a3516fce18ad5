"""The keys of a record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from sojourn.matching.keys import forms
from sojourn.matching.names import RULES_VERSION
from sojourn.matching.records import Record
from sojourn.matching.traits import BirthTrait, Traits, Word, traits_of

# Stored keys are rebuilt when their own rules change, or those of reading names.
KEYS_VERSION = f"2.{RULES_VERSION}"
# More words would make many keys and few new chances to meet.
WORDS = 4
# A name of so many words or fewer gets the keys of one word and the beginning of another, both ways.
WORDS_WITH_HALVES = 3
# An estimate that spans more years is found as a birth of no known year.
MOST_YEARS = 3


def keys(record: Record) -> frozenset[str]:
    """Return the keys of a record, some 10 to 20 short texts; two records of one person nearly always share one."""
    return keys_of_traits(traits_of(record))


def keys_of_traits(traits: Traits) -> frozenset[str]:
    """Return the keys of a coded record."""
    found: set[str] = {forms.phone(phone) for phone in traits.phones}
    found |= {forms.document(text) for text in traits.documents}
    for pool in traits.pools:
        words = pool[:WORDS]
        found |= set(_of_words(words))
        for birth in traits.births:
            found |= set(_of_birth(words, birth))
    found |= {forms.year(year) for birth in traits.births for year in years_of(birth)} or {forms.year(forms.NO_YEAR)}
    found |= {forms.day(birth.earliest) for birth in traits.births if birth.exact}
    return frozenset(found)


def spellings(word: Word) -> frozenset[str]:
    """What a word is looked up by: its skeleton, and the name it is a form of."""
    return frozenset((word.skeleton, word.kind))


def beginnings(skeleton: str) -> frozenset[str]:
    """How a word begins: its first two and its first three consonants."""
    return frozenset((skeleton[:2], skeleton[:3]))


def years_of(birth: BirthTrait) -> range:
    """The years a birth may lie in; none where they are too many to tell anybody apart."""
    years = range(birth.earliest[0], birth.latest[0] + 1)
    return years if len(years) <= MOST_YEARS else range(0)


def _of_words(words: tuple[Word, ...]) -> Iterator[str]:
    for each in words:
        yield from map(forms.word, spellings(each))
        yield from map(forms.start, beginnings(each.skeleton))
    for one, two in combinations(words, 2):
        yield forms.pair(one.skeleton, two.skeleton)
        yield forms.pair(one.kind, two.kind)
    if len(words) <= WORDS_WITH_HALVES:
        for one, two in permutations(words, 2):
            yield forms.half(one.kind, two.skeleton)
            yield forms.half_begun(one.kind, two.skeleton)


def _of_birth(words: tuple[Word, ...], birth: BirthTrait) -> Iterator[str]:
    first = words[:WORDS_WITH_HALVES]
    for year in years_of(birth):
        yield from (forms.word_and_year(each.kind, year) for each in first)
        yield from (forms.beginnings_and_year(one.skeleton, two.skeleton, year) for one, two in combinations(first, 2))
        yield from (forms.word_year_and_initial(a.kind, year, b.skeleton) for a, b in permutations(first, 2))
    if birth.exact:
        yield from (forms.word_and_day(each.skeleton, birth.earliest) for each in first)
        for one, two in combinations(first, 2):
            yield forms.initials_and_day([one.skeleton[:1], two.skeleton[:1]], birth.earliest)
