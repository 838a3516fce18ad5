"""Take apart what somebody types into a search box: names in any order and script, a date or year, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.keys import forms
from sojourn.matching.keys.of_record import WORDS, beginning, spellings
from sojourn.matching.names import read_name
from sojourn.matching.names.letters import clean
from sojourn.matching.rarity import shipped
from sojourn.matching.traits import BirthTrait, Word, birth_trait
from sojourn.matching.traits.of_record import word_of

_DATE = re.compile(r"\b(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:1[3-9]|20)\d\d)\b")
_NUMBER = re.compile(r"(?=[^\s,;]*\d)\+?[\w/-]{4,}")


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed. `steps` are sets of keys, the most telling first; a later one is for when few are found.

    `unfinished`: the last word may go on (no blank follows it). `numbers` are whatever has digits and is no date:
    telephones, documents, cases.
    """

    text: str
    words: tuple[Word, ...]
    unfinished: bool
    births: tuple[BirthTrait, ...]
    numbers: tuple[str, ...]
    steps: tuple[frozenset[str], ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all steps."""
        return frozenset().union(*self.steps)


def query_keys(text: str) -> Query:
    """Take a search text apart; never raises."""
    typed = clean(text)[:200]
    dates = _DATE.findall(typed)
    births = tuple(birth_trait(birth) for date in dates for birth in _births(date))
    rest = _DATE.sub(" ", typed)
    numbers = tuple(_NUMBER.findall(rest))
    words = tuple(word_of(part, shipped()) for part in read_name(_NUMBER.sub(" ", rest)).parts)[:WORDS]
    unfinished = bool(words) and typed[-1:].isalpha()
    steps = tuple(filter(None, (frozenset(step) for step in _steps(words, births, numbers, unfinished))))
    return Query(text, words, unfinished, births, numbers, steps)


def _births(written: str) -> tuple[Birth, ...]:
    """The days a written date can mean; day and month may be exchanged."""
    try:
        birth = read_birth(written)
    except Refused:
        return ()
    return birth.readings


Words = tuple[Word, ...]


def _steps(
    words: Words, births: tuple[BirthTrait, ...], numbers: tuple[str, ...], unfinished: bool
) -> Iterator[set[str]]:
    """Numbers; then words with births; then pairs of words; then a word and the beginning of another; then words."""
    yield {key for number in numbers for key in _of_number(number)}
    yield {key for birth in births for key in _with_birth(words, birth)}
    yield {key for one, two in combinations(words, 2) for key in _pairs(one, two)}
    yield {forms.half(kind, _start(two)) for one, two in permutations(words, 2) for kind in spellings(one)}
    if births:
        yield {key for birth in births for key in _beginnings(words, birth)}
    whole = words[:-1] if unfinished and len(words) > 1 else words
    yield {forms.word(each) for word in whole for each in spellings(word)}
    if len(words) == 1:
        yield {forms.start(beginning(words[0].skeleton))} if unfinished else set()


def _of_number(number: str) -> Iterator[str]:
    digits = "".join(char for char in number if char.isdigit())
    if len(digits) >= 6:
        yield forms.phone(digits)
    yield forms.document("".join(char for char in number if char.isalnum()).upper())


def _with_birth(words: Words, birth: BirthTrait) -> Iterator[str]:
    for word in words:
        for each in spellings(word):
            if birth.exact:
                yield forms.word_and_day(each, birth.earliest)
            if birth.earliest[0] == birth.latest[0]:
                yield forms.word_and_year(each, birth.earliest[0])


def _beginnings(words: Words, birth: BirthTrait) -> Iterator[str]:
    for one, two in combinations(words, 2):
        yield forms.beginnings_and_year(one.skeleton, two.skeleton, birth.earliest[0])


def _pairs(one: Word, two: Word) -> Iterator[str]:
    for a in spellings(one):
        for b in spellings(two):
            yield forms.pair(a, b)


def _start(word: Word) -> str:
    return word.skeleton
