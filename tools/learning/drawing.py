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
from ruamel.yaml import YAML

from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.evidence import FEATURES
from sojourn.matching.dedupe.keyed import candidate_pairs
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.reading_table import PeopleTable, open_people
from sojourn.matching.dedupe.weighing import amounts
from sojourn.matching.evaluate.truth import numbered
from sojourn.matching.weights import read_weights

# The batch size at which the strangers' prior holds.
POPULATION = 20_000
# Log2 odds by the weights set by hand; pairs below are surely two people, and one in so many of them is enough.
CLEAR = -9.0
ONE_IN = 50
CHUNK = 1 << 18


START = read_weights(
    YAML(typ="safe", pure=True).load((Path(__file__).parent / "start.yaml").read_text(encoding="utf-8"))
)


@dataclass(frozen=True)
class Drawn:
    """One set of people: how many, under which seed and rates, and which columns are shown."""

    people: int
    seed: int
    profile: str
    shown: str


@dataclass(frozen=True)
class Pairs:
    """Amounts of features (features, pairs), for how many pairs each stands, which are true.

    `doublings` says how many times 20,000 people were doubled to make the batch.
    """

    drawn: Drawn
    names: tuple[str, ...]
    amounts: np.ndarray
    stands_for: np.ndarray
    truth: np.ndarray
    doublings: float


SHOWN = ("all", "plain", "whole", "bare")
TRAINING = [
    Drawn(people, 100 + at, profile, shown)
    for at, (people, profile) in enumerate(
        [(10_000, "field"), (10_000, "harsh"), (10_000, "clean"), (4_000, "field"), (100_000, "field")]
    )
    for shown in SHOWN
    if people < 100_000 or shown in ("all", "whole")
]
CALIBRATION = [
    Drawn(people, 200 + at, profile, shown)
    for at, (people, profile) in enumerate(
        [(10_000, "field"), (10_000, "harsh"), (10_000, "clean"), (60_000, "field"), (60_000, "clean")]
    )
    for shown in SHOWN
    if people < 60_000 or shown == "all"
]


def pairs_of(drawn: Drawn) -> Pairs:
    """Draw people and return the pairs that share a key, of the clear ones a few that stand for all."""
    table = _table(drawn.people, drawn.seed, drawn.profile)
    people = people_in(_shown(table, drawn.shown), table.size)
    entities = numbered(table.columns["entity"][0].to_pylist())
    pairs, found, stands_for = _chosen(people, drawn)
    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    truth = entities[left] == entities[right]
    print(f"{drawn}: {int(stands_for.sum())} pairs, {int(truth.sum())} true", file=sys.stderr)
    return Pairs(drawn, FEATURES, found, stands_for, truth, doublings_of(drawn))


def doublings_of(drawn: Drawn) -> float:
    """How many doublings the batch is from 20,000."""
    return float(np.log2(drawn.people / POPULATION))


def _chosen(people: People, drawn: Drawn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs, their amounts, and for how many pairs each stands."""
    by_hand = [np.array([side.of[name] for name in FEATURES]) for side in (START.strangers, START.relatives)]
    before = START.strangers.prior - doublings_of(drawn), START.relatives.prior
    rng = np.random.default_rng(drawn.seed)
    parts = []
    everything = candidate_pairs(people)
    for start in range(0, len(everything), CHUNK):
        pairs = everything[start : start + CHUNK]
        _, found = amounts(people, pairs)
        clear = np.minimum(by_hand[0] @ found + before[0], by_hand[1] @ found + before[1]) < CLEAR
        kept = ~clear | (rng.random(len(pairs)) < 1 / ONE_IN)
        parts.append((pairs[kept], found[:, kept], np.where(clear[kept], ONE_IN, 1).astype(np.float32)))
    pairs, found, stands_for = zip(*parts, strict=True)
    return np.concatenate(pairs), np.concatenate(found, axis=1), np.concatenate(stands_for)


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
