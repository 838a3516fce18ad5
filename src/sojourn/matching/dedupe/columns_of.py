"""Columns of texts by field, and what differs in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sojourn.matching.dedupe.people import Ints

# Several columns of a field ("phone 1", "phone 2") are read one after the other.
Columns = Mapping[str, Sequence[pa.ChunkedArray]]


def arrays(columns: Columns, field: str) -> list[pa.Array]:
    """The columns of a field, each in one piece."""
    found = []
    for column in columns.get(field, ()):
        whole = column.combine_chunks()
        found.append(pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole)
    return found


def distinct(column: pa.Array) -> tuple[list[str], Ints]:
    """The different texts of a column and where each row's is; a missing one is one beyond the last."""
    encoded = pc.dictionary_encode(column.cast(pa.string()))
    at = pc.fill_null(encoded.indices, len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return encoded.dictionary.to_pylist(), at
