"""Pairs to learn from: invented people of several sizes and rates, shown with more or fewer columns."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench.people.__main__ import write_files

from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.keyed import candidate_pairs
from sojourn.matching.dedupe.reading_table import PeopleTable, open_people
from sojourn.matching.dedupe.weighing import amounts
from sojourn.matching.evaluate.truth import numbered
from sojourn.matching.weights.loading import read_weights

# More pairs of one set teach nothing new.
MOST_PAIRS = 60_000
# The batch size at which "prior" holds.
POPULATION = 20_000


@dataclass(frozen=True)
class Drawn:
    """One set of people: how many, under which seed and rates, and which columns are shown."""

    people: int
    seed: int
    profile: str
    shown: str


@dataclass(frozen=True)
class Pairs:
    """Amounts of features (features, pairs), which pairs are true, and how many doublings the batch is from 20,000."""

    drawn: Drawn
    names: tuple[str, ...]
    amounts: np.ndarray
    truth: np.ndarray
    doublings: float


SHOWN = ("all", "plain", "whole", "bare")
TRAINING = [
    Drawn(people, 100 + at, profile, shown)
    for at, (people, profile) in enumerate(
        [(10_000, "field"), (10_000, "harsh"), (10_000, "clean"), (4_000, "field"), (30_000, "field")]
    )
    for shown in SHOWN
    if people < 30_000 or shown in ("all", "whole")
]
CALIBRATION = [
    Drawn(10_000, 200 + at, profile, shown) for at, profile in enumerate(("field", "harsh")) for shown in SHOWN
]


def pairs_of(drawn: Drawn) -> Pairs:
    """Draw people and return the pairs that share a key, at most 60,000 of them chosen at random."""
    table = _table(drawn.people, drawn.seed, drawn.profile)
    people = people_in(_shown(table, drawn.shown), table.size)
    entities = numbered(table.columns["entity"][0].to_pylist())
    pairs = candidate_pairs(people)
    if len(pairs) > MOST_PAIRS:
        pairs = np.sort(np.random.default_rng(drawn.seed).choice(pairs, MOST_PAIRS, replace=False))
    names, found = amounts(people, pairs)
    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    truth = entities[left] == entities[right]
    print(f"{drawn}: {len(pairs)} pairs, {int(truth.sum())} true", file=sys.stderr)
    return Pairs(drawn, names, found, truth, float(np.log2(drawn.people / POPULATION)))


@cache
def _table(people: int, seed: int, profile: str) -> PeopleTable:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), people, seed, profile, 1, "parquet")
        return open_people(Path(folder) / "people.parquet")


def _shown(table: PeopleTable, shown: str) -> dict[str, list[pa.ChunkedArray]]:
    """The columns of a way of showing: all; names, birth, sex and country; whole names and those; name and birth."""
    keep = {
        "plain": ("name", "given", "family", "birth", "sex", "nationality"),
        "whole": ("birth", "sex", "nationality"),
        "bare": ("name", "given", "family", "birth"),
    }.get(shown, tuple(table.columns))
    columns = {field: table.columns[field] for field in keep}
    return {**columns, "name": [_whole_names(table)]} if shown == "whole" else columns


def _whole_names(table: PeopleTable) -> pa.ChunkedArray:
    parts = [pc.fill_null(table.columns[field][0], "") for field in ("name", "given", "family")]
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*parts, " "))


__all__ = ["CALIBRATION", "TRAINING", "Drawn", "Pairs", "pairs_of", "read_weights"]
