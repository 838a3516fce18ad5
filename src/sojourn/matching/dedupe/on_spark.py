"""Find duplicates on Spark: blocks as SQL, pairs weighed in Arrow batches by the code that weighs them everywhere.

Only for batches that one machine can't do; Spark is not installed with Sojourn (`pip install pyspark`). Sojourn must
be installed for the Python of every worker (`PYSPARK_PYTHON`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from sojourn.matching.dedupe.in_sql import keys_table, packed, statements
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.weighing import weigher_of
from sojourn.matching.weights import Weights, weights

SCHEMA = "pair long, odds double"


def weighed_on_spark(session: Any, people: People, least: float) -> pa.Table:
    """Return pairs (as the bulk engine packs them) and their log2 odds of `least` or more, sorted by pair.

    `session` is a SparkSession. The coded people go to every machine once (about 100 bytes a person); keys and
    pairs are spread over the machines.
    """
    session.createDataFrame(keys_table(people)).createOrReplaceTempView("keys_0")
    for name, select in statements():
        frame = session.sql(select)
        # Without a cut the plan of every step would hold those of all steps before it.
        if name.startswith("keys"):
            frame = frame.localCheckpoint()
        frame.createOrReplaceTempView(name)
    weigher = _Weigher(session.sparkContext.broadcast((people, weights())), least)
    return session.table("pairs").mapInArrow(weigher, SCHEMA).orderBy("pair").toArrow()


class _Weigher:
    """Weighs batches of pairs on whatever machine they are."""

    def __init__(self, shared: Any, least: float) -> None:
        self._shared = shared
        self._least = least

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        people: People
        table: Weights
        people, table = self._shared.value
        weigher = weigher_of(people, table)
        for batch in batches:
            one, other = (batch.column(place).to_numpy(zero_copy_only=False) for place in (0, 1))
            pairs, odds = weigher.weigh(packed(one, other), self._least)
            columns = {"pair": pairs.astype(np.int64), "odds": odds.astype(np.float64)}
            yield from pa.table(columns).to_batches()
