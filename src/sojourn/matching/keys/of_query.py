"""Take apart what somebody types into a search box: names in any order and script, a date or year, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.keys import forms
from sojourn.matching.keys.asks import Ask, Step, Typed, broad_steps, precise_steps
from sojourn.matching.keys.of_record import WORDS
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
    """What was typed, and what an index is asked for it.

    `unfinished`: the last word may go on (no blank follows it). `numbers` are whatever has digits and is no date:
    telephones, documents, cases. `steps` are asked one after the other, the most telling first, numbers before all;
    those after the first `precise` ones only when nobody likely was found. `readings` are the words as one name and,
    where that differs, each by itself: "Hasina Uddin" may be one name or two.
    """

    text: str
    words: tuple[Word, ...]
    unfinished: bool
    births: tuple[BirthTrait, ...]
    numbers: tuple[str, ...]
    steps: tuple[Step, ...]
    precise: int
    readings: tuple[Words, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all steps."""
        return frozenset().union(*(keys for step in self.steps for ask in step for keys in ask))


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
    readings = tuple(dict.fromkeys((words, apart)))
    precise, broad = (
        list(_met(zip_longest(*(steps(Typed(one, births, unfinished)) for one in readings), fillvalue=())))
        for steps in (precise_steps, broad_steps)
    )
    numbered: Step = ((frozenset(key for number in numbers for key in _of_number(number)),),)
    precise = [numbered, *precise] if numbers else precise
    return Query(text, words, unfinished, births, numbers, (*precise, *broad), len(precise), readings)


def _met(steps: Iterable[tuple[Iterable[Ask], ...]]) -> Iterator[Step]:
    """Each step of two readings as one, without asks that nobody can meet."""
    for readings in steps:
        asks = tuple(dict.fromkeys(ask for step in readings for ask in step if ask and all(ask)))
        if asks:
            yield asks


def _words(name: str) -> Words:
    return tuple(word_of(part, shipped()) for part in read_name(name).parts)[:WORDS]


def _births(written: str) -> tuple[Birth, ...]:
    """The days a written date can mean; day and month may be exchanged."""
    try:
        birth = read_birth(written)
    except Refused:
        return ()
    return birth.readings


def _of_number(number: str) -> Iterator[str]:
    digits = "".join(char for char in number if char.isdigit())
    if len(digits) >= 6:
        yield forms.phone(digits)
    yield forms.document("".join(char for char in number if char.isalnum()).upper())
