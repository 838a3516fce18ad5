"""Take apart what somebody types into a search box: names in any order and script, a date or year, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sojourn.matching.keys import forms
from sojourn.matching.keys.asks import Ask, Step, Typed, Words, broad_steps, precise_steps
from sojourn.matching.keys.of_record import WORDS
from sojourn.matching.keys.taken_apart import taken_apart
from sojourn.matching.names import read_name
from sojourn.matching.names.letters import script_of
from sojourn.matching.rarity import shipped
from sojourn.matching.traits import BirthTrait, Word, birth_trait
from sojourn.matching.traits.of_record import word_of


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
    parts = taken_apart(text)
    births = tuple(map(birth_trait, parts.births))
    words = _words(parts.name)
    apart = _once(tuple(word for text in parts.name.split() for word in _words(text)))[:WORDS]
    unfinished = bool(words) and parts.typed[-1:].isalpha()
    readings = (words,) if [*map(_forms, words)] == [*map(_forms, apart)] else (words, apart)
    asked = Typed(readings, births, unfinished)
    precise, broad = (list(_met(steps(asked))) for steps in (precise_steps, broad_steps))
    if numbers := frozenset(key for number in parts.numbers for key in _of_number(number)):
        precise = [((numbers,),), *precise]
    return Query(text, words, unfinished, births, parts.numbers, (*precise, *broad), len(precise), readings)


def _met(steps: Iterable[Iterable[Ask]]) -> Iterator[Step]:
    """The steps without asks that nobody can meet, or that are there twice."""
    for step in steps:
        asks = tuple(dict.fromkeys(ask for ask in step if ask and all(ask)))
        if asks:
            yield asks


def _words(name: str) -> Words:
    return _once(tuple(word_of(part, shipped()) for part in read_name(name).parts))[:WORDS]


def _forms(word: Word) -> tuple[str, frozenset[str], str]:
    return word.roman, word.skeletons, word.kind


def _once(words: Words) -> Words:
    """Without what another script says again: "Olena Олена" is one name."""
    kept: list[Word] = []
    for word in words:
        again = (one for one in kept if one.skeletons & word.skeletons or one.kind == word.kind)
        if all(script_of(one.text) == script_of(word.text) for one in again):
            kept.append(word)
    return tuple(kept)


def _of_number(number: str) -> Iterator[str]:
    digits = "".join(char for char in number if char.isdigit())
    if len(digits) >= 6:
        yield forms.phone(digits)
    yield forms.document("".join(char for char in number if char.isalnum()).upper())
