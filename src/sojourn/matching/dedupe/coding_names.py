"""A column of names as numbers of words: split and numbered by Arrow, read word by word.

A name whose words belong together (particles, articles, names of two words, "Family, Given", a script without
blanks) is read as a whole; each different one once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.matching.dedupe.people import ROLES, Bytes, Ints
from sojourn.matching.dedupe.reading_words import read_texts
from sojourn.matching.dedupe.tokens import TokenTable
from sojourn.matching.dedupe.wholes import kinds_of, read_whole
from sojourn.matching.names import NamePart
from sojourn.matching.rarity import shipped
from sojourn.matching.traits.of_record import word_of

MOST_PLACES = 6
# What parts words, as in `sojourn.matching.names`.
_BETWEEN = r"[\-‐‑‒–—,،;؛./\\()\[\]{}\"«»“”„_|+*:፡・·]+"


@dataclass(frozen=True, slots=True)
class Coded:
    """Word numbers (-1: none) and roles, shape (places, texts)."""

    words: Ints
    roles: Bytes


def code_names(column: pa.Array, role: str, table: TokenTable) -> Coded:
    """Return a column of texts (null: no name), all read as of one role ("" for a whole name), as word numbers."""
    encoded = pc.dictionary_encode(column.cast(pa.string()))
    texts = encoded.dictionary
    distinct = _code_distinct(texts, role, table)
    at = pc.fill_null(encoded.indices, len(texts)).to_numpy(zero_copy_only=False)
    return Coded(_with_none(distinct.words, -1)[:, at], _with_none(distinct.roles, 0)[:, at])


def _with_none(codes: Ints, none: int) -> Ints:
    """Add a last column for texts that are missing."""
    return np.concatenate([codes, np.full((len(codes), 1), none, dtype=codes.dtype)], axis=1)


def _code_distinct(texts: pa.Array, role: str, table: TokenTable) -> Coded:
    lists = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _BETWEEN, " ")))
    written = pc.dictionary_encode(lists.flatten())
    offsets, flat = lists.offsets.to_numpy(), written.indices.to_numpy(zero_copy_only=False)
    words = written.dictionary.to_pylist()
    parts = read_texts(words, role)
    whole = read_whole(kinds_of(words, parts), flat, offsets)
    if not role:
        whole |= pc.match_substring_regex(texts, "[,،，]").to_numpy(zero_copy_only=False)
    used = np.zeros(len(words), dtype=bool)
    used[flat[np.repeat(~whole, np.diff(offsets))]] = True
    numbers = [_number(found, table) if use else -1 for found, use in zip(parts, used.tolist(), strict=True)]
    coded = _place(np.array(numbers, dtype=np.int32), flat, offsets, ROLES.index(role or "unknown"))
    _place_wholes(coded, np.flatnonzero(whole), texts, role, table)
    return coded


def _number(parts: tuple[NamePart, ...], table: TokenTable) -> int:
    return table.number(word_of(parts[0], shipped())) if parts else -1


def _place(numbers: Ints, flat: Ints, offsets: Ints, role: int) -> Coded:
    """Put the words of each text into places, the empty ones left out."""
    counts = np.diff(offsets)
    places = int(min(MOST_PLACES, counts.max(initial=1)))
    words = np.full((places, len(counts)), -1, dtype=np.int32)
    for place in range(places):
        rows = np.flatnonzero(counts > place)
        words[place, rows] = numbers[flat[offsets[rows] + place]]
    return Coded(closed_up(words), np.full(words.shape, role, dtype=np.int8))


def _place_wholes(coded: Coded, rows: Ints, texts: pa.Array, role: str, table: TokenTable) -> None:
    for row, parts in zip(rows.tolist(), read_texts(texts.take(pa.array(rows)).to_pylist(), role), strict=True):
        coded.words[:, row] = -1
        for place, part in enumerate(parts[: len(coded.words)]):
            coded.words[place, row] = table.number(word_of(part, shipped()))
            coded.roles[place, row] = ROLES.index(part.role)


def closed_up(words: Ints) -> Ints:
    """Move words to the first places, so that no gap is left."""
    if len(words) < 2 or not ((words[:-1] < 0) & (words[1:] >= 0)).any():
        return words
    order = np.argsort(words < 0, axis=0, kind="stable")
    return np.take_along_axis(words, order, axis=0)
