"""From keys to pairs: rows with one key in common form a block, and every two rows of a block are a pair.

Keys and row numbers share 64 bits, so that one sort brings the blocks together; blocks that are too large say
too little and are split by more of what is known, and given up when that does not help either.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sojourn.matching.dedupe.hashing import mixed
from sojourn.matching.dedupe.people import Flags, Hashes, Ints

# A block of more rows than this is split by the next finer key.
BLOCK = 40


def pairs_of(keys: Hashes, rows: Ints, finer: tuple[Hashes, ...], largest: int = BLOCK) -> Hashes:
    """Return pairs as (smaller row << 32 | larger row), unsorted and perhaps repeated.

    `keys` and `rows` are alike long (0: no key); `finer` are hashes by row that split blocks over `largest`,
    one after the other (0: the row leaves).
    """
    found: list[Hashes] = []
    for step in range(len(finer) + 1):
        keep = keys != 0
        keys, rows = keys[keep], rows[keep]
        if not len(keys):
            break
        packed, bits = _packed(keys, rows)
        starts = _starts(packed >> bits)
        sizes = np.diff(np.append(starts, len(packed)))
        large = np.repeat(sizes > largest, sizes)
        found.extend(_emitted(packed, bits, np.repeat(sizes, sizes), ~large & (np.repeat(sizes, sizes) > 1)))
        if step == len(finer) or not large.any():
            break
        rows = (packed[large] & np.uint64((1 << int(bits)) - 1)).astype(np.int32)
        more = finer[step][rows]
        keys = np.where(more == 0, np.uint64(0), mixed(packed[large] >> bits, more))
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def _packed(keys: Hashes, rows: Ints) -> tuple[Hashes, np.uint64]:
    """Sorted keys whose low bits are the row number; repeated ones are dropped."""
    bits = np.uint64(max(1, int(rows.max()).bit_length()))
    packed = (keys << bits) | rows.astype(np.uint64)
    packed.sort()
    fresh = np.ones(len(packed), dtype=bool)
    np.not_equal(packed[1:], packed[:-1], out=fresh[1:])
    return packed[fresh], bits


def _starts(blocks: Hashes) -> Ints:
    changes = np.flatnonzero(blocks[1:] != blocks[:-1]) + 1
    return np.concatenate([[0], changes])


def _emitted(packed: Hashes, bits: np.uint64, sizes: Ints, kept: Flags) -> Iterator[Hashes]:
    """Yield the pairs of rows 1, 2, 3, ... places apart inside one block, until no block is that long."""
    packed, sizes = packed[kept], sizes[kept]
    low = np.uint64((1 << int(bits)) - 1)
    at = np.arange(len(packed), dtype=np.int64)
    apart = 1
    while len(at):
        at = at[(sizes[at] > apart) & (at + apart < len(packed))]
        left, right = packed[at], packed[at + apart]
        same = (left >> bits) == (right >> bits)
        at, left, right = at[same], left[same] & low, right[same] & low
        yield (left << np.uint64(32)) | right
        apart += 1
