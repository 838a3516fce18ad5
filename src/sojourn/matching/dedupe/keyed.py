"""The keys of `sojourn.matching.keys` for a whole batch, as hashes: each kind gives rows that ought to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from sojourn.matching.dedupe.blocks import BLOCK, pairs_of
from sojourn.matching.dedupe.hashing import mixed, unordered
from sojourn.matching.dedupe.people import Hashes, Ints, People

# Of a longer name the first so many words make keys.
WORDS = 4
# Only identifying numbers and dates may stand in larger blocks.
DAY_BLOCK = 60


def candidate_pairs(people: People) -> Hashes:
    """Return the pairs of rows that share a key, sorted, each once, as (smaller row << 32 | larger row)."""
    found: Hashes = np.unique(np.concatenate([*_pairs_by_kind(people), np.empty(0, dtype=np.uint64)]))
    if len(people.owner) == people.size:
        return found
    own = people.owner[(found >> np.uint64(32)).astype(np.int64)] == people.owner[_right(found)]
    others: Hashes = found[~own]
    return others


def _right(pairs: Hashes) -> Ints:
    return (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)


def _pairs_by_kind(people: People) -> Iterator[Hashes]:
    tokens, words = people.tokens, people.words[:WORDS]
    day, year, sex = day_of(people), year_of(people), people.sex.astype(np.uint64) + np.uint64(1)
    for name in ("phone", "document"):
        for column in people.sets[name]:
            yield _kind(np.stack([column]), ())
    skeletons, kinds, starts = tokens.hashes[words], tokens.kind_hashes[words], tokens.starts[words]
    if len(words) > 1:
        yield _kind(_paired(skeletons), (year, day))
        yield _kind(_differing(_paired(kinds), _paired(skeletons)), (year, day))
        yield _kind(_with(_paired(starts), year), (sex, day))
        yield _kind(_with(_paired(tokens.initials[words]), day), (sex,), DAY_BLOCK)
    yield _kind(_with(skeletons, day), (sex,), DAY_BLOCK)
    single = (words[1:] == people.nobody).all(axis=0) if len(words) > 1 else np.ones(words.shape[1], dtype=bool)
    yield _kind(np.where(single, _with(skeletons[:1], year), np.uint64(0)), (day,))


def _kind(keys: Hashes, finer: tuple[Hashes, ...], largest: int = BLOCK) -> Hashes:
    rows = np.broadcast_to(np.arange(keys.shape[1], dtype=np.int32), keys.shape)
    return pairs_of(keys.ravel(), rows.ravel(), finer, largest)


def _paired(forms: Hashes) -> Hashes:
    """A key for every two places of a name, 0 where either is empty."""
    found = []
    for one, two in combinations(range(len(forms)), 2):
        a, b = forms[one], forms[two]
        found.append(np.where((a == 0) | (b == 0), np.uint64(0), unordered(a, b)))
    return np.stack(found)


def _differing(keys: Hashes, others: Hashes) -> Hashes:
    """Keys that add something to `others` in the same place."""
    return np.where(keys == others, np.uint64(0), keys)


def _with(keys: Hashes, part: Hashes) -> Hashes:
    """Keys together with one more part, 0 where either is empty."""
    return np.where((keys == 0) | (part == 0)[None, :], np.uint64(0), mixed(keys, part[None, :]))


def year_of(people: People) -> Hashes:
    """The birth year by row, 0 where it is not one year."""
    first, last = people.births.earliest // 10000, people.births.latest // 10000
    return np.where(first == last, first, 0).astype(np.uint64)


def day_of(people: People) -> Hashes:
    """The birth date by row, the same when day and month are exchanged; 0 where it is not one true day."""
    written = people.births.earliest
    year, month, day = written // 10000, written // 100 % 100, written % 100
    low, high = np.minimum(month, day), np.maximum(month, day)
    found = np.where(high <= 12, year * 10000 + low * 100 + high, written)
    return np.where(people.births.exact, found, 0).astype(np.uint64)
