"""The blocks as SQL are those of the bulk engine: on DuckDB always, on Spark at night."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest
from bench.people.__main__ import write_files

from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.in_sql import keys_table, packed, statements
from sojourn.matching.dedupe.keyed import candidate_pairs
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.dedupe.weighing import weigher_of
from sojourn.matching.weights import weights


def drawn(folder: Path, size: int) -> People:
    write_files(folder, size, 11, "field", 1, "parquet")
    table = open_people(folder / "people.parquet")
    return people_in(table.columns, table.size)


def test_blocks_on_duckdb_are_those_of_the_engine(tmp_path: Path) -> None:
    people = drawn(tmp_path, 1_500)
    connection = duckdb.connect()
    connection.register("keys_0", keys_table(people))
    for name, select in statements():
        connection.execute(f"CREATE VIEW {name} AS {select}").fetchall()

    found = connection.execute("SELECT one, other FROM pairs").fetchnumpy()

    assert np.array_equal(packed(found["one"], found["other"]), candidate_pairs(people))


@pytest.mark.nightly
def test_spark_weighs_the_same_pairs_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    from sojourn.matching.dedupe.on_spark import weighed_on_spark

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    people = drawn(tmp_path, int(os.environ.get("SOJOURN_SPARK_PEOPLE", "100000")))
    pairs, odds = weigher_of(people, weights()).weigh(candidate_pairs(people), 0.0)
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "4g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    try:
        found = weighed_on_spark(session, people, 0.0)
    finally:
        session.stop()

    assert np.array_equal(found.column("pair").to_numpy().astype(np.uint64), pairs)
    assert np.allclose(found.column("odds").to_numpy(), odds, atol=1e-4)
