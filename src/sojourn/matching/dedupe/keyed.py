"""The keys of `sojourn.matching.keys` for a whole batch, as hashes: each kind gives rows that ought to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np

from sojourn.matching.dedupe.blocks import BLOCK, Blocks, blocks_of, joined
from sojourn.matching.dedupe.hashing import mixed, unordered
from sojourn.matching.dedupe.people import Hashes, Ints, People

# Of a longer name the first so many words make keys.
WORDS = 4
WORDS_WITH_HALVES = 3
# Exact dates may stand in larger blocks, mere beginnings of names only in small ones.
DAY_BLOCK = 60
HALF_BLOCK = 20
WIDE_BLOCK = 15
# These sizes are for batches of so many rows or fewer; in larger ones blocks may grow, though not as fast as the batch.
USUAL, GROWTH = 10_000, 0.4


def candidate_pairs(people: People) -> Hashes:
    """Return the pairs of rows that share a key, sorted, each once, as (smaller row << 32 | larger row)."""
    blocks = blocks_in(people)
    slabs = [pairs_between(people, blocks, low, high) for low, high in blocks.slabs(len(people.owner))]
    return np.concatenate([*slabs, np.empty(0, dtype=np.uint64)])


def blocks_in(people: People) -> Blocks:
    """Return the blocks of all kinds of keys."""
    order = likeness(people)
    return joined(block for kind in kinds_of_keys(people) for block in _blocks_of(kind, order))


def likeness(people: People) -> Ints:
    """A number by row that is the same for rows with the same words in whatever order: brings them together."""
    with np.errstate(over="ignore"):
        words = mixed(people.tokens.hashes[people.words]).sum(axis=0, dtype=np.uint64)
    found: Ints = mixed(words, people.births.earliest.astype(np.uint64)).view(np.int64)
    return found


def pairs_between(people: People, blocks: Blocks, low: int, high: int) -> Hashes:
    """Return the pairs whose smaller row is in low..high - 1, sorted, each once; two rows of one record are none."""
    found = blocks.pairs(low, high)
    if len(people.owner) == people.size:
        return found
    own = people.owner[(found >> np.uint64(32)).astype(np.int64)] == people.owner[_right(found)]
    others: Hashes = found[~own]
    return others


def _right(pairs: Hashes) -> Ints:
    return (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of key: hashes by place and row (0: none), what splits blocks of more than `largest` rows.

    A batch of many people has larger blocks of its commonest names; `grown` lets them.
    """

    name: str
    keys: Hashes
    finer: tuple[Hashes, ...] = ()
    largest: int = BLOCK

    def grown(self, rows: int) -> Kind:
        """The same kind with the largest block that a batch of so many rows may have."""
        return replace(self, largest=int(self.largest * max(1.0, rows / USUAL) ** GROWTH))


def kinds_of_keys(people: People) -> Iterator[Kind]:
    """Yield the keys of each kind: numbers, pairs of words, words with births, beginnings of words."""
    return (kind.grown(len(people.owner)) for kind in _kinds(people))


def _kinds(people: People) -> Iterator[Kind]:
    for name in ("phone", "document"):
        for column in people.sets[name]:
            yield Kind(name, np.stack([column]))
    tokens, words = people.tokens, people.words[:WORDS]
    skeletons, starts = tokens.hashes[words], tokens.starts[words]
    day, year, who = day_of(people), year_of(people), _who(people)
    if len(words) > 1:
        pairs = _paired(skeletons)
        yield Kind("pair", pairs, (year, day))
        yield Kind("pair of kinds", _differing(_paired(tokens.kind_hashes[words]), pairs), (year, day))
        yield Kind("beginnings and year", _with(_paired(starts), year), (who, day))
        yield Kind("initials and day", _with(_paired(tokens.initials[words]), day), (who,), DAY_BLOCK)
        yield Kind("beginnings and origin", _with(_paired(starts), who), (year,), WIDE_BLOCK)
        yield Kind("half and origin", _with(_halves(skeletons, starts), who), (year, day), HALF_BLOCK)
    yield Kind("word and day", _with(skeletons, day), (who,), DAY_BLOCK)
    yield Kind("word, year and origin", _with(_with(skeletons, year), who), (day,))


def _blocks_of(kind: Kind, order: Ints) -> Iterator[Blocks]:
    rows = np.broadcast_to(np.arange(kind.keys.shape[1], dtype=np.int32), kind.keys.shape)
    return blocks_of(kind.keys.ravel(), rows.ravel(), kind.finer, order, kind.largest)


def _who(people: People) -> Hashes:
    """Nationality and sex: never 0, so that an unknown one is a value like others."""
    one = np.uint64(1)
    return mixed(people.sets["nationality"][0] + one, people.sex.astype(np.uint64) + one)


def _paired(forms: Hashes) -> Hashes:
    """A key for every two places of a name, 0 where either is empty."""
    found = []
    for one, two in combinations(range(len(forms)), 2):
        a, b = forms[one], forms[two]
        found.append(np.where((a == 0) | (b == 0), np.uint64(0), unordered(a, b)))
    return np.stack(found)


def _halves(forms: Hashes, starts: Hashes) -> Hashes:
    """A key for every word with the beginning of every other one."""
    found = []
    for one, two in permutations(range(min(len(forms), WORDS_WITH_HALVES)), 2):
        a, b = forms[one], starts[two]
        found.append(np.where((a == 0) | (b == 0), np.uint64(0), mixed(a, b)))
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
