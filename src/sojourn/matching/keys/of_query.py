"""Take apart what somebody types into a search box: names in any order and script, a date or year, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, zip_longest

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.keys import forms
from sojourn.matching.keys.of_record import WORDS, beginning
from sojourn.matching.names import read_name
from sojourn.matching.names.letters import clean
from sojourn.matching.rarity import shipped
from sojourn.matching.traits import BirthTrait, Word, birth_trait
from sojourn.matching.traits.of_record import word_of

_DATE = re.compile(r"\b(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:1[3-9]|20)\d\d)\b")
_NUMBER = re.compile(r"(?=[^\s,;]*\d)\+?[\w/-]{4,}")


Words = tuple[Word, ...]


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
    name = _NUMBER.sub(" ", rest)
    words = _words(name)
    apart = tuple(word for text in name.split() for word in _words(text))[:WORDS]
    unfinished = bool(words) and typed[-1:].isalpha()
    steps = [set(step) for step in _steps(words, births, numbers, unfinished)]
    if apart != words:
        more = [set(step) for step in _steps(apart, births, (), unfinished)]
        steps = [one | other for one, other in zip_longest(steps, more, fillvalue=set[str]())]
    return Query(text, words, unfinished, births, numbers, tuple(frozenset(step) for step in steps if step))


def _words(name: str) -> Words:
    return tuple(word_of(part, shipped()) for part in read_name(name).parts)[:WORDS]


def _births(written: str) -> tuple[Birth, ...]:
    """The days a written date can mean; day and month may be exchanged."""
    try:
        birth = read_birth(written)
    except Refused:
        return ()
    return birth.readings


def _steps(
    words: Words, births: tuple[BirthTrait, ...], numbers: tuple[str, ...], unfinished: bool
) -> Iterator[set[str]]:
    """Numbers; then words with births; then pairs of words; then a word and the beginning of another; then words."""
    yield {key for number in numbers for key in _of_number(number)}
    yield {key for birth in births for key in _with_birth(words, birth)}
    yield {key for one, two in combinations(words, 2) for key in _pairs(one, two)}
    yield {forms.half(form, two.skeleton) for one, two in permutations(words, 2) for form in _readings(one)}
    yield {key for birth in births for key in _beginnings(words, birth)}
    if len(words) == 1 and unfinished:
        yield {forms.start(beginning(words[0].skeleton)), forms.word(words[0].skeleton), forms.word(words[0].kind)}
    whole = words[:-1] if unfinished and len(words) > 1 else words
    yield {forms.word(form) for word in whole for form in _readings(word)}


def _readings(word: Word) -> frozenset[str]:
    """Every skeleton a typed word can have, and the name it is a form of."""
    return word.skeletons | {word.kind}


def _of_number(number: str) -> Iterator[str]:
    digits = "".join(char for char in number if char.isdigit())
    if len(digits) >= 6:
        yield forms.phone(digits)
    yield forms.document("".join(char for char in number if char.isalnum()).upper())


def _with_birth(words: Words, birth: BirthTrait) -> Iterator[str]:
    for word in words:
        for each in _readings(word):
            if birth.exact:
                yield forms.word_and_day(each, birth.earliest)
            if birth.earliest[0] == birth.latest[0]:
                yield forms.word_and_year(each, birth.earliest[0])


def _beginnings(words: Words, birth: BirthTrait) -> Iterator[str]:
    for one, two in combinations(words, 2):
        yield forms.beginnings_and_year(one.skeleton, two.skeleton, birth.earliest[0])
        if birth.exact:
            yield forms.initials_and_day([one.skeleton[:1], two.skeleton[:1]], birth.earliest)


def _pairs(one: Word, two: Word) -> Iterator[str]:
    for a in _readings(one):
        for b in _readings(two):
            yield forms.pair(a, b)
