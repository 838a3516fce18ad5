"""The keys of a record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from sojourn.matching.keys import forms
from sojourn.matching.names import RULES_VERSION
from sojourn.matching.records import Record
from sojourn.matching.traits import BirthTrait, Traits, Word, traits_of

# Stored keys are rebuilt when their own rules change, or those of reading names.
KEYS_VERSION = f"1.{RULES_VERSION}"
# More words would make many keys and few new chances to meet.
WORDS = 4
# A name of so many words or fewer gets the keys of one word and the beginning of another, both ways.
WORDS_WITH_HALVES = 3


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
    return frozenset(found)


def spellings(word: Word) -> frozenset[str]:
    """What a word is looked up by: its skeleton, and the name it is a form of."""
    return frozenset((word.skeleton, word.kind))


def beginning(skeleton: str) -> str:
    """The first three consonants: fewer letters would find half of all people."""
    return skeleton[:3]


def _of_words(words: tuple[Word, ...]) -> Iterator[str]:
    for each in words:
        yield from map(forms.word, spellings(each))
        yield forms.start(beginning(each.skeleton))
    for one, two in combinations(words, 2):
        yield forms.pair(one.skeleton, two.skeleton)
        yield forms.pair(one.kind, two.kind)
    if len(words) <= WORDS_WITH_HALVES:
        for one, two in permutations(words, 2):
            yield forms.half(one.kind, two.skeleton)


def _of_birth(words: tuple[Word, ...], birth: BirthTrait) -> Iterator[str]:
    year = birth.earliest[0]
    if year != birth.latest[0]:
        return
    for each in words[:WORDS_WITH_HALVES]:
        yield forms.word_and_year(each.kind, year)
        if birth.exact:
            yield forms.word_and_day(each.skeleton, birth.earliest)
    for one, two in combinations(words[:WORDS_WITH_HALVES], 2):
        yield forms.beginnings_and_year(one.skeleton, two.skeleton, year)
        if birth.exact:
            yield forms.initials_and_day([one.skeleton[:1], two.skeleton[:1]], birth.earliest)
