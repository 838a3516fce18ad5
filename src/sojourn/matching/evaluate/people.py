"""Evaluate on a table of people that says which rows are one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.dedupe import found_in
from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.fields import FIELDS
from sojourn.matching.dedupe.keyed import blocks_in, pairs_between
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.reading_table import PeopleTable, open_people
from sojourn.matching.evaluate.figures import THRESHOLDS, figures_of
from sojourn.matching.evaluate.report import Report
from sojourn.matching.evaluate.timing import Stopwatch
from sojourn.matching.evaluate.truth import numbered, true_pairs

# Lower than any threshold that is shown, so that the whole curve is seen.
LEAST = 0.05
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


def evaluate_people(path: Path, thresholds: Sequence[float] = THRESHOLDS) -> Report:
    """Find duplicates among the people of a CSV or Parquet file and compare them with its true entities.

    Raises Refused when the file can't be read, has no names, or does not say who is who.
    """
    watch = Stopwatch()
    table = open_people(path)
    if not table.size:
        raise Refused(Reason("evaluation_empty", "{file} has a heading and no rows below it", {"file": path.name}))
    entities = _entities(table)
    watch.lap("read")
    people = people_in(table.columns, table.size)
    watch.lap("names read")
    found = found_in(people, LEAST)
    watch.lap("compared")
    left, right = true_pairs(entities)
    truth = entities[found.left] == entities[found.right]
    figures = figures_of(
        found.probability, truth, len(left), found.compared, blocking_recall(people, left, right), thresholds
    )
    used = [field for field in FIELDS if field in table.columns and field not in ("entity", "id")]
    return Report(path.name, "people", table.size, used, figures, watch.laps, tuple(_notes(table, people)))


def _notes(table: PeopleTable, people: People) -> Iterator[str]:
    """What was read as nothing, so that nobody takes a fault of the file for one of matching."""
    unknown = np.ones(table.size, dtype=bool)
    unknown[people.owner[people.births.earliest > 0]] = False
    for column in table.columns.get("birth", ())[:1]:
        said = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column.cast(pa.string())), ""), False)
        unread = np.flatnonzero(said.to_numpy() & unknown)
        if len(unread):
            first = f"the first, in row {unread[0] + 1}: {column[int(unread[0])]}"
            yield f"{len(unread)} births can’t be read and count as unknown; {first}"
    nameless = int(table.columns["entity"][0].null_count)
    if nameless:
        yield f"{nameless} rows say nobody’s entity; each counts as a person of its own"


def _entities(table: PeopleTable) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if "entity" not in table.columns:
        raise Refused(
            Reason(
                "evaluation_without_truth",
                "{file} does not say which rows are one person. Add a column “entity_id” with the same value for each"
                " row of a person",
                {"file": table.path.name},
                field="entity_id",
            )
        )
    return numbered([str(value) if value is not None else None for value in table.columns["entity"][0].to_pylist()])


def blocking_recall(people: People, left: np.ndarray, right: np.ndarray) -> float | None:
    """The share of true pairs that share a key at all."""
    if not len(left):
        return None
    wanted = left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
    blocks, found = blocks_in(people), np.zeros(len(wanted), dtype=bool)
    for low, high in blocks.slabs(len(people.owner)):
        rows = pairs_between(people, blocks, low, high)
        one, other = (people.owner[part.astype(np.int64)] for part in (rows >> _HALF, rows & _LOW))
        met = np.sort(np.minimum(one, other).astype(np.uint64) << _HALF | np.maximum(one, other).astype(np.uint64))
        if len(met):
            found |= met[np.minimum(np.searchsorted(met, wanted), len(met) - 1)] == wanted
    return float(found.mean())
