"""Weigh many pairs: first what is cheap to know, then slips of the pen where they could still matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare import WordLevel
from sojourn.matching.dedupe.evidence import Column, field_columns, mother_columns, name_columns
from sojourn.matching.dedupe.name_levels import Names, side_by_side, take_best, take_joined
from sojourn.matching.dedupe.people import Floats, Hashes, Ints, People
from sojourn.matching.dedupe.slips import find_slips, part_vowels
from sojourn.matching.rarity import MOST_BITS
from sojourn.matching.weights import Weights

# So many pairs at a time stay in the processor's cache and bound the memory.
CHUNK = 1 << 15
THREADS = 2
BY_FORM = (WordLevel.SPELLING, WordLevel.ROMAN, WordLevel.SKELETON, WordLevel.VARIANT)
ALL_LEVELS = (*BY_FORM, WordLevel.NEAR, WordLevel.LOOSE)


def weigh(people: People, pairs: Hashes, weights: Weights, least: float) -> tuple[Hashes, Floats]:
    """Return the pairs whose evidence (log2 odds without the prior) is `least` or more, and the evidence."""
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda part: _weighed(people, part, weights, least), _chunks(pairs)))
    if not parts:
        return pairs, np.empty(0, dtype=np.float32)
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def amounts(people: People, pairs: Hashes) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the names of all features and their amounts, shape (features, pairs): what the learner reads."""
    left, right = _sides(pairs)
    names = side_by_side(people, left, right)
    part_vowels(people, names)
    take_best(people, names, BY_FORM)
    find_slips(people, names)
    take_best(people, names, ALL_LEVELS)
    take_joined(people, names)
    fields = [*field_columns(people, left, right), *mother_columns(people, left, right)]
    columns = [*fields, *name_columns(names, dict(fields)["birth.same_day"].astype(bool))]
    return tuple(name for name, _ in columns), np.stack([column.astype(np.float32) for _, column in columns])


def _chunks(pairs: Hashes) -> Iterator[Hashes]:
    return (pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK))


def _sides(pairs: Hashes) -> tuple[Ints, Ints]:
    return (pairs >> np.uint64(32)).astype(np.int32), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)


def _weighed(people: People, pairs: Hashes, weights: Weights, least: float) -> tuple[Hashes, Floats]:
    left, right = _sides(pairs)
    columns = [*field_columns(people, left, right), *mother_columns(people, left, right)]
    fields, same_day = _sum(columns, weights, len(pairs)), dict(columns)["birth.same_day"].astype(bool)
    names = side_by_side(people, left, right)
    part_vowels(people, names)
    take_best(people, names, BY_FORM)
    hopeful = np.flatnonzero(fields + _at_best(names, weights) >= least)
    names = names.take(hopeful)
    find_slips(people, names)
    take_best(people, names, ALL_LEVELS)
    take_joined(people, names)
    evidence = fields[hopeful] + _sum(name_columns(names, same_day[hopeful]), weights, len(hopeful))
    kept = evidence >= least
    return pairs[hopeful][kept], evidence[kept]


def _at_best(names: Names, weights: Weights) -> Floats:
    """What the names would weigh if every free word met one that is the same but for a slip."""
    found = np.zeros(names.own.shape[1], dtype=np.float32)
    for level in ALL_LEVELS:
        found += names.own[level] * np.float32(weights.of.get(f"name.own.{level.name.lower()}", 0.0))
        found += names.other[level] * np.float32(weights.of.get(f"name.other.{level.name.lower()}", 0.0))
    free = np.minimum(names.free_a.sum(axis=0), names.free_b.sum(axis=0))
    best = max(weights.of.get(f"name.{whose}.skeleton", 0.0) for whose in ("own", "other"))
    nothing = (names.met == 0) & (free == 0)
    slips: Floats = (free * (MOST_BITS * best) * ~nothing).astype(np.float32)
    return found + slips


def _sum(columns: Iterable[Column], weights: Weights, count: int) -> Floats:
    total = np.zeros(count, dtype=np.float32)
    for name, column in columns:
        weight = weights.of.get(name, 0.0)
        if weight:
            total += column.astype(np.float32) * np.float32(weight)
    return total
