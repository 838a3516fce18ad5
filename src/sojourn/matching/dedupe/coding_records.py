"""Code records that are already read: the exact way, one record after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

import numpy as np

from sojourn.matching.dedupe.people import ROLES, Births, Bytes, Hashes, Ints, People
from sojourn.matching.dedupe.tokens import TokenTable, form_of
from sojourn.matching.traits import BirthTrait, Traits, Word
from sojourn.matching.traits.of_record import MOST_WORDS

SEXES = {"": 0, "F": 1, "M": 2}
SET_PLACES = {"phone": 2, "document": 2, "nationality": 2, "language": 2, "place": 3}
MOTHER_PLACES = 3


def people_of(coded: Sequence[Traits]) -> People:
    """Return records as columns; a record with several names or births gets a row for each pair of them."""
    rows = [(at, pool, birth) for at, traits in enumerate(coded) for pool, birth in _combinations(traits)]
    owner = np.array([row[0] for row in rows], dtype=np.int32)
    table = TokenTable()
    words, roles = _words(table, [row[1] for row in rows])
    mothers, _ = _words(table, [coded[at].mother[:MOTHER_PLACES] for at in owner.tolist()], MOTHER_PLACES)
    tokens = table.frozen(words, len(coded))
    nobody = len(table)
    sets = {field: _coded(coded, owner, *_reading(field)) for field in SET_PLACES}
    return People(
        len(coded), owner, tokens, _closed(words, nobody), roles, _births([row[2] for row in rows]),
        np.array([SEXES[coded[at].sex] for at in owner.tolist()], dtype=np.int8), _closed(mothers, nobody), sets,
        _coded(coded, owner, lambda traits: [text.partition(":")[0] for text in sorted(traits.documents)], 2),
    )  # fmt: skip


def _combinations(traits: Traits) -> Iterable[tuple[tuple[Word, ...], BirthTrait | None]]:
    return product(traits.pools or ((),), traits.births or (None,))


def _words(table: TokenTable, pools: list[tuple[Word, ...]], places: int = MOST_WORDS) -> tuple[Ints, Bytes]:
    """Word numbers and roles by place and row; -1 where there is no word."""
    words = np.full((places, len(pools)), -1, dtype=np.int32)
    roles = np.zeros((places, len(pools)), dtype=np.int8)
    for row, pool in enumerate(pools):
        for place, word in enumerate(pool):
            words[place, row] = table.number(form_of(word))
            roles[place, row] = ROLES.index(word.role)
    return words, roles


def _closed(words: Ints, nobody: int) -> Ints:
    found: Ints = np.where(words < 0, nobody, words).astype(np.int32)
    return found


def _births(births: list[BirthTrait | None]) -> Births:
    first = np.array([_number(birth.earliest) if birth else 0 for birth in births], dtype=np.int32)
    last = np.array([_number(birth.latest) if birth else 0 for birth in births], dtype=np.int32)
    return Births(first, last, np.array([bool(birth and birth.exact) for birth in births]))


def _number(day: tuple[int, int, int]) -> int:
    return day[0] * 10000 + day[1] * 100 + day[2]


def _reading(field: str) -> tuple[Callable[[Traits], Sequence[str]], int]:
    readings: dict[str, Callable[[Traits], Sequence[str]]] = {
        "phone": lambda traits: sorted(traits.phones),
        "document": lambda traits: [text.rpartition(":")[2] for text in sorted(traits.documents)],
        "nationality": lambda traits: sorted(traits.nationalities),
        "language": lambda traits: sorted(traits.languages),
        "place": lambda traits: sorted(traits.places),
    }
    return readings[field], SET_PLACES[field]


def _coded(coded: Sequence[Traits], owner: Ints, read: Callable[[Traits], Sequence[str]], places: int) -> Hashes:
    """Numbers from 1 for texts, 0 for none, shape (places, rows)."""
    numbers: dict[str, int] = {}
    found = np.zeros((places, len(coded)), dtype=np.uint64)
    for at, traits in enumerate(coded):
        for place, text in enumerate(read(traits)[:places]):
            if text:
                found[place, at] = numbers.setdefault(text, len(numbers) + 1)
    return found[:, owner]
