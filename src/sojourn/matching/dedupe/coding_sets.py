"""Code the plain fields of a table: telephone, document, nationality, language, place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.matching.dedupe.coding_records import SET_PLACES
from sojourn.matching.dedupe.columns_of import Columns, arrays, distinct
from sojourn.matching.dedupe.people import Hashes
from sojourn.matching.records import Record, record_of

# A telephone is known by its last nine digits; fewer than six are no number. As in `sojourn.matching.traits`.
PHONE_DIGITS, FEWEST_DIGITS = 9, 6


def sets_of(columns: Columns, size: int) -> tuple[dict[str, Hashes], Hashes]:
    """Return codes by field, shape (places, rows), 0 for nothing, and the state of each document."""
    sets = {field: _coded(columns, field, read, SET_PLACES[field], size) for field, read in _READ.items()}
    sets["phone"] = _numbered([_phones(column) for column in arrays(columns, "phone")], size)
    documents = arrays(columns, "document")
    sets["document"] = _numbered([_numbers(column) for column in documents], size)
    return sets, _numbered([_states(column) for column in documents], size)


_READ: Mapping[str, Callable[[Record], Collection[str]]] = {
    "nationality": lambda record: record.nationalities,
    "language": lambda record: record.languages,
    "place": lambda record: record.places,
}


def _phones(column: pa.Array) -> pa.Array:
    digits = pc.replace_substring_regex(column.cast(pa.string()), "[^0-9]+", "")
    last = pc.utf8_slice_codeunits(digits, -PHONE_DIGITS)
    return pc.if_else(pc.less(pc.utf8_length(last), FEWEST_DIGITS), "", last)


def _numbers(column: pa.Array) -> pa.Array:
    after = pc.replace_substring_regex(column.cast(pa.string()), "^[^:]*:", "")
    return pc.replace_substring_regex(pc.utf8_upper(after), "[^0-9A-Z]+", "")


def _states(column: pa.Array) -> pa.Array:
    texts = column.cast(pa.string())
    before = pc.utf8_upper(pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, ":.*$", "")))
    return pc.if_else(pc.match_substring(texts, ":"), before, "")


def _numbered(found: list[pa.Array], size: int) -> Hashes:
    """Numbers from 1 for different texts over all columns, 0 for missing and empty ones."""
    if not found:
        return np.zeros((1, size), dtype=np.uint64)
    encoded = pc.dictionary_encode(pa.concat_arrays([pc.fill_null(column, "") for column in found]))
    codes: Hashes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.uint64) + np.uint64(1)
    codes[codes == np.uint64(encoded.dictionary.index("").as_py() + 1)] = 0
    shaped: Hashes = codes.reshape(len(found), size)
    return shaped


def _coded(columns: Columns, field: str, read: Callable[[Record], Collection[str]], places: int, size: int) -> Hashes:
    """Numbers from 1 for what is read of the texts, 0 for nothing, shape (places, rows)."""
    numbers: dict[str, int] = {}
    found = []
    for column in arrays(columns, field):
        texts, at = distinct(column)
        codes = np.zeros((places, len(texts) + 1), dtype=np.uint64)
        for row, text in enumerate(texts):
            for place, value in enumerate(sorted(filter(None, read(record_of({field: text}))))[:places]):
                codes[place, row] = numbers.setdefault(value, len(numbers) + 1)
        found.append(codes[:, at])
    return np.concatenate(found) if found else np.zeros((1, size), dtype=np.uint64)
