"""`python -m bench.people --people 100000 --seed 7 --profile field --out DIR`: files of people and of queries."""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from bench.people.drawing import Row, draw_people
from bench.people.profiles import PROFILES
from bench.people.rows import COLUMNS

SCHEMA = pa.schema([(column, pa.string()) for column in COLUMNS])


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the files and say how many people they hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.people", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="rows")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="field")
    parser.add_argument("--queries", type=int, default=2_000, help="rows of the queries file")
    parser.add_argument("--format", choices=("csv", "parquet", "both"), default="both")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    entities = write_files(chosen.out, chosen.people, chosen.seed, chosen.profile, chosen.queries, chosen.format)
    took = time.perf_counter() - began
    drawn = f"{chosen.people} rows of {entities} people ({chosen.profile}, seed {chosen.seed})"
    print(f"{drawn} in {took:.1f} s: {chosen.out}")


def write_files(out: Path, people: int, seed: int, profile: str, queries: int = 2_000, kind: str = "both") -> int:
    """Write `people` rows and a `queries` file to a folder; return how many different people they are."""
    out.mkdir(parents=True, exist_ok=True)
    asked: list[Row] = []
    entities: set[str] = set()
    parquet = pq.ParquetWriter(out / "people.parquet", SCHEMA, compression="zstd") if kind != "csv" else None
    text = (out / "people.csv").open("w", newline="", encoding="utf-8") if kind != "parquet" else None
    writer = csv.writer(text) if text else None
    if writer:
        writer.writerow(COLUMNS)
    for rows, found in draw_people(people, seed, profile, queries):
        asked += found
        entities.update(row[1] for row in rows)
        if parquet:
            parquet.write_table(_table(rows))
        if writer:
            writer.writerows(rows)
    for opened in (parquet, text):
        if opened:
            opened.close()
    _write_queries(out, asked, kind)
    return len(entities)


def _table(rows: list[Row]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=SCHEMA)


def _write_queries(out: Path, asked: list[Row], kind: str) -> None:
    if kind != "csv":
        pq.write_table(_table(asked), out / "queries.parquet", compression="zstd")
    if kind != "parquet":
        with (out / "queries.csv").open("w", newline="", encoding="utf-8") as text:
            csv.writer(text).writerows([COLUMNS, *asked])


if __name__ == "__main__":
    main()
