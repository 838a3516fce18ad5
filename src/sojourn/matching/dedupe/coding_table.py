"""Code a table of texts (CSV, Parquet) column by column: what differs is read once, rows only point to it."""

from __future__ import annotations

import numpy as np

from sojourn.kernel.refused import Refused
from sojourn.matching.births import read_birth
from sojourn.matching.dedupe.coding_names import MOST_PLACES, Coded, closed_up, code_names
from sojourn.matching.dedupe.coding_records import MOTHER_PLACES, SEXES
from sojourn.matching.dedupe.coding_sets import sets_of
from sojourn.matching.dedupe.columns_of import Columns, arrays, distinct
from sojourn.matching.dedupe.people import Births, Bytes, Ints, People
from sojourn.matching.dedupe.several import spread
from sojourn.matching.dedupe.tokens import TokenTable
from sojourn.matching.records import record_of

NAME_FIELDS = (
    ("given", "given"), ("middle", "given"), ("grandfather", "grandfather"), ("family", "family"),
    ("second_family", "family"), ("name", ""), ("father", "father"), ("mother", ""),
)  # fmt: skip


def people_in(columns: Columns, size: int) -> People:
    """Return a table of `size` rows as columns of numbers. Fields are those of `sojourn.matching.dedupe.fields`.

    A person with several names or births has several rows.
    """
    columns, owner, reading = spread(columns, size)
    rows = len(owner)
    table = TokenTable()
    fields = [(field, role, column) for field, role in NAME_FIELDS for column in arrays(columns, field)]
    coded = code_names([(role, column) for _, role, column in fields], table)
    names = [(field, found) for (field, *_), found in zip(fields, coded, strict=True) if field != "mother"]
    words, roles = _pooled(names, table, rows)
    mothers = [found.words for (field, *_), found in zip(fields, coded, strict=True) if field == "mother"]
    tokens = table.frozen(words, size)
    nobody = len(table)
    sets, states = sets_of(columns, rows)
    return People(
        size, owner, tokens, np.where(words < 0, nobody, words).astype(np.int32), roles,
        _births(columns, reading), _sexes(columns, rows), _mothers(mothers, rows, nobody), sets, states,
    )  # fmt: skip


def _pooled(names: list[tuple[str, Coded]], table: TokenTable, size: int) -> tuple[Ints, Bytes]:
    """All words of a person; what a whole name or the father's repeats is no evidence twice."""
    if not names:
        return np.full((1, size), -1, dtype=np.int32), np.zeros((1, size), dtype=np.int8)
    words = np.concatenate([coded.words for _, coded in names])
    roles = np.concatenate([coded.roles for _, coded in names])
    again = [field in ("name", "father") for field, coded in names for _ in coded.words]
    skeletons = np.append(table.skeleton_numbers(), np.int32(-1))[words]
    for later in range(1, len(words)):
        if again[later]:
            words[later][(skeletons[:later] == skeletons[later]).any(axis=0)] = -1
    order = np.argsort(words < 0, axis=0, kind="stable")
    words, roles = np.take_along_axis(words, order, axis=0), np.take_along_axis(roles, order, axis=0)
    return words[:MOST_PLACES], roles[:MOST_PLACES]


def _mothers(found: list[Ints], size: int, nobody: int) -> Ints:
    if not found:
        return np.full((1, size), nobody, dtype=np.int32)
    words = closed_up(np.concatenate(found))[:MOTHER_PLACES]
    return np.where(words < 0, nobody, words).astype(np.int32)


def _births(columns: Columns, reading: Ints) -> Births:
    """The first birth column that says something, in each row's reading; what can't be read counts as unknown."""
    size = len(reading)
    first, last = np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.int32)
    exact = np.zeros(size, dtype=bool)
    for column in arrays(columns, "birth") or arrays(columns, "birth_year"):
        texts, at = distinct(column)
        empty = first == 0
        for number in range(int(reading.max(initial=0)) + 1):
            read = [_birth(text, number) for text in texts]
            chosen = empty & (reading == number)
            for target, place in ((first, 0), (last, 1), (exact, 2)):
                target[chosen] = np.array([found[place] for found in read] + [0], dtype=target.dtype)[at][chosen]
    return Births(first, last, exact)


def _birth(text: str, reading: int) -> tuple[int, int, bool]:
    try:
        readings = read_birth(text).readings
    except Refused:
        return 0, 0, False
    birth = readings[min(reading, len(readings) - 1)]
    single = birth.earliest == birth.latest and not birth.default_day and not birth.estimated
    return _number(birth.earliest), _number(birth.latest), single


def _number(day: object) -> int:
    return int(str(day).replace("-", ""))


def _sexes(columns: Columns, size: int) -> Bytes:
    found = np.zeros(size, dtype=np.int8)
    for column in arrays(columns, "sex"):
        texts, at = distinct(column)
        found = np.array([SEXES[record_of({"sex": text}).sex] for text in texts] + [0], dtype=np.int8)[at]
    return found
