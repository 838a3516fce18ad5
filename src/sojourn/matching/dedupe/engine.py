"""Find the records of one person in a batch: key, pair, weigh, group."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log2
from pathlib import Path

import numpy as np
import pyarrow as pa

from sojourn.matching.dedupe.clusters import clusters_of
from sojourn.matching.dedupe.coding_records import people_of
from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.keyed import blocks_in, pairs_between
from sojourn.matching.dedupe.people import Floats, Hashes, Ints, People
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.dedupe.weighing import weigher_of
from sojourn.matching.match import Match
from sojourn.matching.records import Record
from sojourn.matching.score import score_traits
from sojourn.matching.score.total import uncalibrated
from sojourn.matching.traits import traits_of
from sojourn.matching.weights import Weights, weights

# Pairs less probable than this are not kept.
LEAST = 0.05
JOIN = 0.5
APART = 0.1


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of record numbers `left` < `right` with their probability, and how many pairs were compared."""

    size: int
    left: Ints
    right: Ints
    probability: Floats
    compared: int

    def clusters(self, join: float = JOIN) -> Ints:
        """Return for each record the smallest record of its group."""
        pairs = self.left.astype(np.uint64) << np.uint64(32) | self.right.astype(np.uint64)
        return clusters_of(self.size, pairs, self.probability, join, APART)


def duplicates_in(path: Path, least: float = LEAST) -> Found:
    """Find duplicates among the people of a CSV or Parquet file; raise Refused when it cannot be read."""
    return found_in(_people_of_file(path), least)


def _people_of_file(path: Path) -> People:
    """Code a file's people; its texts are given back before they are compared."""
    table = open_people(path)
    return people_in(table.columns, table.size)


def found_in(people: People, least: float = LEAST) -> Found:
    """Find duplicates among coded people: every pair that is probable enough, the best of its rows' chances."""
    table = weights()
    pairs, summed, compared = _weighed(people, table, uncalibrated(log2(least / (1 - least)), table.calibration))
    left, right = people.owner[_left(pairs)], people.owner[_right(pairs)]
    odds = np.exp2(np.clip(calibrated_all(summed), -60, 60))
    order = np.lexsort((-odds, right, left))
    left, right, odds = left[order], right[order], odds[order]
    first = np.ones(len(left), dtype=bool)
    first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return Found(people.size, left[first], right[first], (odds / (1 + odds))[first], compared)


def _weighed(people: People, table: Weights, least: float) -> tuple[Hashes, Floats, int]:
    """Return the pairs whose log2 odds are `least` or more, their odds, and how many were compared."""
    # What reading the columns left behind is as much again as the people.
    pa.default_memory_pool().release_unused()
    blocks, weigher = blocks_in(people), weigher_of(people, table)

    def of_slab(slab: tuple[int, int]) -> tuple[Hashes, Floats, int]:
        pairs = pairs_between(people, blocks, *slab)
        return *weigher.weigh(pairs, least), len(pairs)

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        found = list(pool.map(of_slab, blocks.slabs(len(people.owner))))
    pairs = np.concatenate([np.empty(0, dtype=np.uint64), *(part[0] for part in found)])
    odds = np.concatenate([np.empty(0, dtype=np.float32), *(part[1] for part in found)])
    return pairs, odds, sum(part[2] for part in found)


def duplicates(records: Iterable[Record], least: float = 0.2) -> Iterator[tuple[Record, Record, Match]]:
    """Yield the pairs of records that are probably one person, with reasons, the most probable first."""
    kept = list(records)
    coded = [traits_of(record) for record in kept]
    found = found_in(people_of(coded), least)
    for at in np.argsort(-found.probability, kind="stable").tolist():
        left, right = int(found.left[at]), int(found.right[at])
        yield kept[left], kept[right], score_traits(coded[left], coded[right], population=len(kept))


def calibrated_all(odds: Floats) -> Floats:
    """Calibrate many log2 odds."""
    knots = weights().calibration
    inside = np.interp(odds, [x for x, _ in knots], [y for _, y in knots])
    found: Floats = inside + np.minimum(odds - knots[0][0], 0) + np.maximum(odds - knots[-1][0], 0)
    return found


def _left(pairs: Hashes) -> Ints:
    return (pairs >> np.uint64(32)).astype(np.int32)


def _right(pairs: Hashes) -> Ints:
    return (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)
