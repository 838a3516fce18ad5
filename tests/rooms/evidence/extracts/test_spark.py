"""The same measures, the same figures in Spark."""

from __future__ import annotations

import os
import shutil

import pytest

from sojourn.evidence.extracts.columns import schema_of
from sojourn.evidence.extracts.measuring import measured, open_extract
from sojourn.evidence.extracts.spark import SETTINGS, spark_sql

BY = ("member.sex", "case.stage", "month", "quarter", "year")


def test_the_dialect_is_sparks(pack):
    pytest.importorskip("sqlglot")
    text = spark_sql(pack, "assisted_returns", ["month"])
    assert "`stage.departed.entered`" in text
    assert "strftime" not in text.lower()
    assert "::" not in text


def test_what_spark_calls_otherwise_is_rewritten(pack):
    pytest.importorskip("sqlglot")
    median = next(name for name, one in pack.measures.items() if one.kind == "median")
    text = spark_sql(pack, median)
    assert "PERCENTILE(x, 0.5)" in text
    assert "UNIX_MICROS" in text
    assert "EPOCH_US" not in text


@pytest.fixture(scope="module")
def spark():
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs a Java runtime")
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[1]").appName("measures").config("spark.ui.enabled", "false")
    for name, value in {**SETTINGS, "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
                        "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "512m"}.items():  # fmt: skip
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.nightly
def test_every_measure_gives_the_same_figures_in_spark(spark, folder, pack):
    extract = open_extract(folder, pack, "2026-01")
    names = set(schema_of(pack).names)
    for number, (name, measure) in enumerate(pack.measures.items()):
        unit = "member" if measure.unit == "member" else "case"
        spark.read.parquet(str(extract.file(unit))).createOrReplaceTempView("facts")
        more = [one for one in BY if one in names or "." not in one]
        for by in [[], *([one] for one in (more[number % len(more) :][:1] if number else more))]:
            ours = measured(extract, name, by)
            theirs = [tuple(row) for row in spark.sql(spark_sql(pack, name, by)).collect()]
            assert len(ours) == len(theirs), (name, by)
            for one, other in zip(ours, theirs, strict=True):
                assert tuple(map(_near, one.values())) == tuple(map(_near, other)), (name, by)


def _near(value):
    return round(float(value), 9) if isinstance(value, int | float) or hasattr(value, "as_tuple") else value
