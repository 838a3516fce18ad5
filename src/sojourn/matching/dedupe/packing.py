"""Pack the columns of a batch into one record a row, as the kernels read them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.layout import MOST_MOTHERS, MOST_WORDS, PERSON, Table
from sojourn.matching.dedupe.people import Hashes, Ints, People
from sojourn.matching.dedupe.rareness import bits_of


def packed(people: People) -> Table:
    """Return the rows of a batch as records."""
    rows = np.zeros(len(people.owner), dtype=PERSON)
    rows["count"] = _put(rows, "words", people.words[:MOST_WORDS], people.nobody)
    rows["mother_count"] = _put(rows, "mothers", people.mothers[:MOST_MOTHERS], people.nobody)
    for place, roles in enumerate(people.roles[:MOST_WORDS]):
        rows["roles"][:, place] = roles
    for place, bits in enumerate(bits_of(people)[:MOST_WORDS]):
        rows["word_bits"][:, place] = bits
    rows["bits"] = rows["word_bits"].sum(axis=1)
    rows["earliest"], rows["latest"], rows["exact"] = people.births.earliest, people.births.latest, people.births.exact
    rows["sex"] = people.sex
    for field, columns in people.sets.items():
        order = np.argsort(columns == 0, axis=0, kind="stable") if _has_gaps(columns) else None
        _put_codes(rows[field], columns, order)
        if field == "document":
            _put_codes(rows["states"], people.states, order)
    return rows


def _has_gaps(columns: Hashes) -> bool:
    return bool(((columns[:-1] == 0) & (columns[1:] != 0)).any())


def _put_codes(target: NDArray[np.signedinteger[Any]], columns: Hashes, order: NDArray[np.intp] | None) -> None:
    """Write codes place by place, the empty ones last."""
    sorted_ = columns if order is None else np.take_along_axis(columns, order, axis=0)
    for place, codes in enumerate(sorted_[: target.shape[1]]):
        target[:, place] = codes


def _put(rows: Table, field: str, words: Ints, nobody: int) -> Ints:
    """Write words place by place and return how many each row has."""
    for place, numbers in enumerate(words):
        rows[field][:, place] = numbers
    counts: Ints = (words != nobody).sum(axis=0)
    return counts
