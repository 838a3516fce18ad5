"""The same blocks as plain SQL, for engines on many machines; it runs on DuckDB and on Spark alike.

The keys are those of `sojourn.matching.dedupe.keyed`, one row for each; a block larger than its kind allows is split
by the next finer key, and after the last only neighbours in it meet. Levels and weights are not written a second
time: pairs are weighed by `sojourn.matching.dedupe.weighing` in Arrow batches, on every machine that holds some.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sojourn.matching.dedupe.blocks import NEIGHBOURS
from sojourn.matching.dedupe.keyed import kinds_of_keys, likeness
from sojourn.matching.dedupe.people import Hashes, People

# How often a block may be split.
SPLITS = 2

# One step: blocks of the right size become pairs, larger ones go on with the next finer key.
SIZED = """
SELECT kind, block, person, largest, likeness, finer_1, finer_2, count(*) OVER (PARTITION BY kind, block) AS size
FROM (SELECT DISTINCT kind, block, person, largest, likeness, finer_1, finer_2 FROM {keys}) AS once
"""
PAIRS = """
SELECT one.person AS one, other.person AS other
FROM {sized} AS one JOIN {sized} AS other ON one.kind = other.kind AND one.block = other.block
WHERE one.size <= one.largest AND one.person < other.person
"""
FINER = """
SELECT kind, concat(block, '|', cast(finer_1 AS varchar({long}))) AS block, person, largest,
       likeness, finer_2 AS finer_1, cast(0 AS bigint) AS finer_2
FROM {sized} WHERE size > largest AND finer_1 <> 0
"""
# Rows that cannot be split further stand in a row; each meets those next to it.
ROW = """
SELECT kind, block, person, row_number() OVER (PARTITION BY kind, block ORDER BY likeness, person) AS place
FROM {sized} WHERE size > largest AND finer_1 = 0
"""
NEXT = """
SELECT least(one.person, other.person) AS one, greatest(one.person, other.person) AS other
FROM {row} AS one JOIN {row} AS other ON one.kind = other.kind AND one.block = other.block
WHERE other.place > one.place AND other.place <= one.place + {neighbours}
"""
EVERY = "SELECT DISTINCT one, other FROM ({pairs}) AS every_step ORDER BY one, other"
COLUMNS = ("kind", "block", "person", "largest", "likeness", "finer_1", "finer_2")


def keys_table(people: People) -> pa.Table:
    """Return the keys of a batch, one row each: kind, block (text), person, largest block, likeness (what neighbours
    are ordered by), finer keys (0: none)."""
    return pa.concat_tables(list(_tables(people)))


def _tables(people: People) -> Iterator[pa.Table]:
    order = likeness(people)
    for number, kind in enumerate(kinds_of_keys(people)):
        place, person = np.nonzero(kind.keys)
        finer = [_signed(column[person]) for column in kind.finer]
        finer += [np.zeros(len(person), dtype=np.int64)] * (SPLITS - len(finer))
        blocks = pa.array(_signed(kind.keys[place, person])).cast(pa.string())
        numbers = np.full(len(person), number, dtype=np.int32)
        largest = np.full(len(person), kind.largest, dtype=np.int64)
        yield pa.table(
            dict(zip(COLUMNS, (numbers, blocks, person.astype(np.int64), largest, order[person], *finer), strict=True))
        )


def _signed(codes: Hashes) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The same 64 bits as a signed number: SQL engines have no unsigned ones."""
    return codes.astype(np.uint64).view(np.int64)


def statements() -> Iterator[tuple[str, str]]:
    """Yield names of views and their SELECT, to be made one after the other; the last one, "pairs", is the result.

    The first view reads "keys_0", which holds what `keys_table` returns.
    """
    for step in range(SPLITS + 1):
        yield f"sized_{step}", SIZED.format(keys=f"keys_{step}")
        yield f"pairs_{step}", PAIRS.format(sized=f"sized_{step}")
        yield f"row_{step}", ROW.format(sized=f"sized_{step}")
        yield f"next_{step}", NEXT.format(row=f"row_{step}", neighbours=NEIGHBOURS)
        if step < SPLITS:
            yield f"keys_{step + 1}", FINER.format(sized=f"sized_{step}", long=32)
    views = [f"{kind}_{step}" for step in range(SPLITS + 1) for kind in ("pairs", "next")]
    every = " UNION ALL ".join(f"SELECT one, other FROM {view}" for view in views)  # noqa: S608
    yield "pairs", EVERY.format(pairs=every)


def packed(one: np.ndarray, other: np.ndarray) -> Hashes:
    """Return pairs as the bulk engine writes them: (smaller row << 32 | larger row)."""
    found: Hashes = one.astype(np.uint64) << np.uint64(32) | other.astype(np.uint64)
    return found
