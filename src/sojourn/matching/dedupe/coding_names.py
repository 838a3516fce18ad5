"""Columns of names as numbers of words: split and numbered by Arrow, read word by word, each different one once.

A name whose words belong together (particles, articles, names of two words, "Family, Given", a script without
blanks) is read as a whole; each different one once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.matching.dedupe.pausing import no_collecting
from sojourn.matching.dedupe.people import ROLES, Bytes, Flags, Ints
from sojourn.matching.dedupe.reading_words import Reader
from sojourn.matching.dedupe.tokens import TokenTable
from sojourn.matching.dedupe.wholes import Kinds, read_whole

MOST_PLACES = 6
# What parts words, as in `sojourn.matching.names`.
_BETWEEN = r"[\-‐‑‒–—,،;؛./\\()\[\]{}\"«»“”„_|+*:፡・·]+"


@dataclass(frozen=True, slots=True)
class Coded:
    """Word numbers (-1: none) and roles, shape (places, texts)."""

    words: Ints
    roles: Bytes


@dataclass(frozen=True, slots=True)
class _Column:
    """The different texts of a column, which one each row has (one beyond the last: none), and the texts' words.

    The words of text i are flat[offsets[i] : offsets[i + 1]], numbers of the different words of all columns.
    """

    role: str
    texts: pa.Array
    at: Ints
    flat: Ints
    offsets: Ints


def code_names(columns: Sequence[tuple[str, pa.Array]], table: TokenTable) -> list[Coded]:
    """Return columns of texts (null: no name), each read as of one role ("" for a whole name), as word numbers."""
    split, words = _split(columns)
    with no_collecting(), Reader() as reader:
        plain, kinds = _read(words, reader, table)
        wholes = [_wholes(column, kinds) for column in split]
        fathers = [(column, whole) for column, whole in zip(split, wholes, strict=True) if column.role == "father"]
        of_fathers = _of_fathers(plain, fathers, words, reader, table)
        return [
            _coded(column, of_fathers if column.role == "father" else plain, whole, reader, table)
            for column, whole in zip(split, wholes, strict=True)
        ]


def _split(columns: Sequence[tuple[str, pa.Array]]) -> tuple[list[_Column], list[str]]:
    """Split the texts of all columns into words, and return the different words."""
    encoded = [pc.dictionary_encode(column.cast(pa.string())) for _, column in columns]
    lists = [_words_of(each.dictionary) for each in encoded]
    flat = pc.dictionary_encode(pa.concat_arrays([pa.array([], pa.string()), *(each.flatten() for each in lists)]))
    numbers, start, found = flat.indices.to_numpy(zero_copy_only=False), 0, []
    for (role, _), each, of_texts in zip(columns, encoded, lists, strict=True):
        at = pc.fill_null(each.indices, len(each.dictionary)).to_numpy(zero_copy_only=False)
        offsets = of_texts.offsets.to_numpy()
        end = start + int(offsets[-1] - offsets[0])
        found.append(_Column(role, each.dictionary, at, numbers[start:end], offsets - offsets[0]))
        start = end
    return found, flat.dictionary.to_pylist()


def _words_of(texts: pa.Array) -> pa.Array:
    return pc.utf8_split_whitespace(pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _BETWEEN, " ")))


def _wholes(column: _Column, kinds: Kinds) -> Flags:
    """Which texts have to be read as a whole."""
    found = read_whole(kinds, column.flat, column.offsets)
    if not column.role:
        found |= pc.match_substring_regex(column.texts, "[,،，]").to_numpy(zero_copy_only=False)
    return found


def _read(words: list[str], reader: Reader, table: TokenTable) -> tuple[Ints, Kinds]:
    """Return the number of each word (-1: nothing to read), and what kind of word it is."""
    numbers = np.full(len(words), -1, dtype=np.int32)
    kinds = np.zeros(len(words), dtype=np.uint8)
    for at, read in enumerate(reader.words(words)):
        kinds[at] = read.kind
        if read.forms:
            numbers[at] = table.number(read.forms[0])
    return numbers, kinds


def _of_fathers(
    plain: Ints, columns: list[tuple[_Column, Flags]], words: list[str], reader: Reader, table: TokenTable
) -> Ints:
    """The numbers of words when they name a father: a patronymic is read as his name too."""
    used = np.zeros(len(words), dtype=bool)
    for column, whole in columns:
        used[column.flat[np.repeat(~whole, np.diff(column.offsets))]] = True
    numbers, at = plain.copy(), np.flatnonzero(used)
    for place, parts in zip(at.tolist(), reader.wholes([words[each] for each in at], "father"), strict=True):
        numbers[place] = table.number(parts[0][0]) if parts else -1
    return numbers


def _coded(column: _Column, numbers: Ints, whole: Flags, reader: Reader, table: TokenTable) -> Coded:
    coded = _place(numbers, column.flat, column.offsets, ROLES.index(column.role or "unknown"))
    rows = np.flatnonzero(whole)
    read = reader.wholes(column.texts.take(pa.array(rows)).to_pylist(), column.role)
    for row, forms in zip(rows.tolist(), read, strict=True):
        coded.words[:, row] = -1
        for place, (form, role) in enumerate(forms[: len(coded.words)]):
            coded.words[place, row] = table.number(form)
            coded.roles[place, row] = role
    return Coded(_with_none(coded.words, -1)[:, column.at], _with_none(coded.roles, 0)[:, column.at])


def _with_none(codes: Ints, none: int) -> Ints:
    """Add a last column for texts that are missing."""
    return np.concatenate([codes, np.full((len(codes), 1), none, dtype=codes.dtype)], axis=1)


def _place(numbers: Ints, flat: Ints, offsets: Ints, role: int) -> Coded:
    """Put the words of each text into places, the empty ones left out."""
    counts = np.diff(offsets)
    places = int(min(MOST_PLACES, counts.max(initial=1)))
    words = np.full((places, len(counts)), -1, dtype=np.int32)
    for place in range(places):
        rows = np.flatnonzero(counts > place)
        words[place, rows] = numbers[flat[offsets[rows] + place]]
    return Coded(closed_up(words), np.full(words.shape, role, dtype=np.int8))


def closed_up(words: Ints) -> Ints:
    """Move words to the first places, so that no gap is left."""
    if len(words) < 2 or not ((words[:-1] < 0) & (words[1:] >= 0)).any():
        return words
    order = np.argsort(words < 0, axis=0, kind="stable")
    return np.take_along_axis(words, order, axis=0)
