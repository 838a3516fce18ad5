"""From keys to pairs: rows with one key in common form a block, and every two rows of a block are a pair.

Keys and row numbers share 64 bits, so that one sort brings the blocks together; blocks that are too large say
too little and are split by more of what is known. Of rows that cannot be split further only those meet whose whole
names stand next to each other: a hundred equal rows are found, a thousand people of one name are not all compared.
Blocks are kept, pairs are not: they are made a slab of rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.hashing import mixed
from sojourn.matching.dedupe.people import Flags, Hashes, Ints

# A block of more rows than this is split by the next finer key.
BLOCK = 40
# Of a block that is too large and can't be split, each row meets so many that follow it in order.
NEIGHBOURS = 5
# So many pairs at a time, about: 8 bytes each.
SLAB = 2_000_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """The rows of block i, rising, are members[starts[i] : starts[i + 1]]; every block has two or more."""

    members: NDArray[np.int32]
    starts: NDArray[np.int64]

    def slabs(self, rows: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of `rows` rows that are the smaller one in about as many pairs each."""
        sizes = np.diff(self.starts)
        each = np.repeat(self.starts[1:], sizes) - np.arange(1, len(self.members) + 1)
        sums = np.cumsum(np.bincount(self.members, weights=each, minlength=rows))
        count = int(sums[-1] // SLAB) + 1 if rows else 0
        ends = np.searchsorted(sums, np.arange(1, count) * (sums[-1] / count)).tolist() if count else []
        yield from zip([0, *ends], [*ends, rows], strict=True)

    def pairs(self, low: int, high: int) -> Hashes:
        """Return the pairs whose smaller row is in low..high - 1, sorted, each once, as (smaller << 32 | larger)."""
        from sojourn.matching.dedupe.kernels.pairing import count_pairs, put_pairs

        found = np.empty(count_pairs(self.members, self.starts, low, high), dtype=np.uint64)
        put_pairs(self.members, self.starts, low, high, found)
        found.sort()
        fresh = np.ones(len(found), dtype=bool)
        np.not_equal(found[1:], found[:-1], out=fresh[1:])
        return found[fresh]


def joined(blocks: Iterable[Blocks]) -> Blocks:
    """Return all blocks as one."""
    every = [each for each in blocks if len(each.members)]
    members = np.concatenate([np.empty(0, dtype=np.int32), *(each.members for each in every)])
    sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(np.diff(each.starts) for each in every)])
    return Blocks(members, np.cumsum(sizes))


def blocks_of(
    keys: Hashes, rows: Ints, finer: tuple[Hashes, ...], order: Ints, largest: int = BLOCK
) -> Iterator[Blocks]:
    """Yield the blocks of one kind of key.

    `keys` and `rows` are alike long (0: no key); `finer` are hashes by row that split blocks over `largest`,
    one after the other; rows where the next is 0, or that none is left for, meet their neighbours in `order`.
    """
    for step in range(len(finer) + 1):
        keep = keys != 0
        keys, rows = keys[keep], rows[keep]
        if not len(keys):
            return
        packed, bits = _packed(keys, rows)
        starts = _starts(packed >> bits)
        sizes = np.diff(np.append(starts, len(packed)))
        within = packed & np.uint64((1 << int(bits)) - 1)
        yield _of_size((sizes > 1) & (sizes <= largest), sizes, within)
        large = np.repeat(sizes > largest, sizes)
        rows, whole = within[large].astype(np.int32), packed[large] >> bits
        more = finer[step][rows] if step < len(finer) else np.zeros(len(rows), dtype=np.uint64)
        yield _neighbours(whole[more == 0], rows[more == 0], order)
        keys = np.where(more == 0, np.uint64(0), mixed(whole, more))


def _neighbours(keys: Hashes, rows: Ints, order: Ints) -> Blocks:
    """Blocks of two: each row with those next to it among the rows of one key."""
    sorted_by = np.lexsort((rows, order[rows], keys))
    keys, rows = keys[sorted_by], rows[sorted_by]
    pairs = [np.empty((0, 2), dtype=np.int32)]
    for apart in range(1, NEIGHBOURS + 1):
        same = keys[apart:] == keys[:-apart]
        pairs.append(np.sort(np.stack([rows[:-apart][same], rows[apart:][same]], axis=1), axis=1))
    members = np.concatenate(pairs).astype(np.int32).ravel()
    return Blocks(members, np.arange(0, len(members) + 1, 2, dtype=np.int64))


def _of_size(wanted: Flags, sizes: Ints, rows: Hashes) -> Blocks:
    members = rows[np.repeat(wanted, sizes)].astype(np.int32)
    return Blocks(members, np.append(0, np.cumsum(sizes[wanted])))


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
