"""Cells with several values: a person with other names or births gets a row for each, as `people_of` does.

Names and births are parted by `;` or `|`, telephones and documents by a comma as well, as in `sojourn.matching.records`
and `sojourn.matching.contacts`. A date whose year fits two calendars is two births. Files without any of this pay for
one look at each column.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.kernel.refused import Refused
from sojourn.matching.births import read_birth
from sojourn.matching.dedupe.columns_of import Columns, arrays, distinct
from sojourn.matching.dedupe.people import Ints

_PARTED = {"name": r"[;|\n]", "birth": r"[;|\n]", "phone": r"[;|\n،,]|\s/\s", "document": r"[;|\n،,]"}
# What makes up the one name that an other name stands in the place of.
_ONE_NAME = ("given", "middle", "family", "second_family", "grandfather")
# So many telephones or documents of one cell are compared.
MOST_NUMBERS = 3

# Years that stand in more than one calendar are four digits from here to there.
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_UNCLEAR = range(1280, 1461)

Arrays = dict[str, list[pa.Array]]


class Spread(NamedTuple):
    """Columns with a row for each name and birth of a person; whose row each is; and which reading of its birth, from
    0, it stands for."""

    columns: Columns
    owner: Ints
    reading: Ints


def spread(columns: Columns, size: int) -> Spread:
    """Give every name and every birth of a person a row of its own."""
    found: Arrays = {field: arrays(columns, field) for field in columns if field != "alias"}
    found |= {field: _side_by_side(found[field], field) for field in ("phone", "document") if field in found}
    owner = np.arange(size, dtype=np.int32)
    found, owner = _with_other_names(found, owner, arrays(columns, "alias"))
    found, owner = _with_other_births(found, owner)
    rows = _in_two_calendars(found)
    reading = np.concatenate([np.zeros(len(owner), dtype=np.int32), np.ones(len(rows), dtype=np.int32)])
    if len(rows):
        found = {field: [_grown(one, rows, False) for one in each] for field, each in found.items()}
        owner = np.concatenate([owner, owner[rows]])
    # The engine takes the rows of a person to stand together.
    order = np.argsort(owner, kind="stable") if len(owner) > size else None
    chunked = {field: [pa.chunked_array([_in_order(one, order)]) for one in each] for field, each in found.items()}
    return Spread(chunked, owner, reading) if order is None else Spread(chunked, owner[order], reading[order])


def _in_order(column: pa.Array, order: Ints | None) -> pa.Array:
    return column if order is None else column.take(pa.array(order))


def _with_other_names(columns: Arrays, owner: Ints, aliases: list[pa.Array]) -> tuple[Arrays, Ints]:
    """The aliases, and what follows the first name of a cell, as rows of their own."""
    names = columns.get("name", [])
    parted = [_parted(column, "name") if _has_several(column, "name") else None for column in names]
    more = [_values(_parted(column, "name"), 0) for column in aliases]
    more += [_values(lists, 1) for lists in parted if lists is not None]
    rows = np.concatenate([at for at, _ in more]) if more else np.empty(0, dtype=np.int64)
    if not len(rows):
        return columns, owner
    texts = pa.concat_arrays([each for _, each in more])
    grown = {field: [_grown(column, rows, field in _ONE_NAME) for column in each] for field, each in columns.items()}
    firsts = [column if lists is None else _first(lists) for column, lists in zip(names, parted, strict=True)]
    firsts = firsts or [pa.nulls(len(owner), pa.string())]
    grown["name"] = [pa.concat_arrays([firsts[0], texts])]
    grown["name"] += [pa.concat_arrays([first, pa.nulls(len(rows), pa.string())]) for first in firsts[1:]]
    return grown, np.concatenate([owner, owner[rows]])


def _with_other_births(columns: Arrays, owner: Ints) -> tuple[Arrays, Ints]:
    """What follows the first birth of a cell, as rows of their own."""
    for place in range(len(columns.get("birth", []))):
        column = columns["birth"][place]
        if not _has_several(column, "birth"):
            continue
        lists = _parted(column, "birth")
        rows, texts = _values(lists, 1)
        columns = {field: [_grown(one, rows, False) for one in each] for field, each in columns.items()}
        columns["birth"][place] = pa.concat_arrays([_first(lists), texts])
        owner = np.concatenate([owner, owner[rows]])
    return columns, owner


def _in_two_calendars(columns: Arrays) -> Ints:
    """The rows whose birth can be read in a second calendar."""
    found = [np.empty(0, dtype=np.int64)]
    for column in columns.get("birth") or columns.get("birth_year") or ():
        texts, at = distinct(column)
        unclear = np.array([*map(_is_unclear, texts), False])
        found.append(np.flatnonzero(unclear[at]))
    return np.unique(np.concatenate(found))


def _is_unclear(text: str) -> bool:
    year = _YEAR.search(text)
    if year is None or int(year[0]) not in _UNCLEAR:
        return False
    try:
        return len(read_birth(text).readings) > 1
    except Refused:
        return False


def _side_by_side(columns: list[pa.Array], field: str) -> list[pa.Array]:
    """The numbers of a cell as columns beside each other; a cell with one number stays where it is."""
    found: list[pa.Array] = []
    for column in columns:
        if not _has_several(column, field):
            found.append(column)
            continue
        lists = _parted(column, field)
        most = min(MOST_NUMBERS, pc.max(pc.list_value_length(lists)).as_py())
        padded = pc.list_slice(lists, 0, most, return_fixed_size_list=True)
        found += [pc.list_element(padded, place) for place in range(most)]
    return found


def _has_several(column: pa.Array, field: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column.cast(pa.string()), _PARTED[field])).as_py())


def _parted(column: pa.Array, field: str) -> pa.ListArray:
    return pc.split_pattern_regex(column.cast(pa.string()), _PARTED[field])


def _first(lists: pa.ListArray) -> pa.Array:
    return pc.list_element(pc.list_slice(lists, 0, 1, return_fixed_size_list=True), 0)


def _values(lists: pa.ListArray, start: int) -> tuple[Ints, pa.Array]:
    """The values from place `start` on that say something, and the row of each."""
    rest = pc.list_slice(lists, start)
    rows, texts = pc.list_parent_indices(rest), pc.utf8_trim_whitespace(pc.list_flatten(rest))
    said = pc.not_equal(pc.fill_null(texts, ""), "")
    return rows.filter(said).to_numpy(zero_copy_only=False), texts.filter(said)


def _grown(column: pa.Array, rows: Ints, empty: bool) -> pa.Array:
    """A column with further rows: copies of these, or nothing."""
    more = pa.nulls(len(rows), column.type) if empty else column.take(pa.array(rows))
    return pa.concat_arrays([column, more])
