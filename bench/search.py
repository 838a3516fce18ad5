"""Search over invented people: our keys in PostgreSQL beside pg_trgm and rapidfuzz, in one run.

Run: python -m bench.search [1000000] [--queries 1000]

A hit: somebody of the entity that is meant is among the first 20. The times are those of the engine, from the typed
text to the ranked list, one search after the other on one connection.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import psycopg
from bench.people.__main__ import write_files
from bench.searching.asking import Asked, asked
from bench.searching.engines import Engine, brute, ours, system_server, trigrams
from bench.searching.table import load

SEED, PROFILE = 917, "field"
# The others are slow: fewer searches say enough.
FEW = 60


def measure(name: str, engine: Engine, questions: list[Asked], entities: dict[str, str]) -> None:
    """Ask every question once and print times and hits, in all and by kind."""
    taken: list[float] = []
    hits: dict[str, list[bool]] = {}
    for question in questions:
        began = time.perf_counter()
        found = engine(question)
        taken.append((time.perf_counter() - began) * 1000)
        hits.setdefault(question.kind, []).append(question.entity in {entities[who] for who in found})
    taken.sort()
    every = [hit for kind in hits.values() for hit in kind]
    p99 = taken[min(len(taken) - 1, int(len(taken) * 0.99))]
    print(
        f"{name:34} p50 {statistics.median(taken):7.2f} ms  p99 {p99:7.2f} ms  hit@20 {_share(every)} of {len(every)}"
    )
    for kind, found_in_kind in sorted(hits.items()):
        print(f"    {kind:30} hit@20 {_share(found_in_kind)} of {len(found_in_kind)}")


def _share(hits: list[bool]) -> str:
    return f"{sum(hits) / len(hits):.1%}"


def main() -> None:
    """Draw people, load them, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int, nargs="?", default=100_000)
    parser.add_argument("--queries", type=int, default=1000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), chosen.people, SEED, PROFILE, chosen.queries, "both")
        questions = asked(Path(folder) / "queries.csv")
        with own_server() as connection:
            print(f"{chosen.people} people:", load(Path(folder) / "people.parquet", connection))
            rows = connection.execute("SELECT id, entity, name FROM people").fetchall()
            entities = {str(row[0]): str(row[1]) for row in rows}
            engine = ours(connection)
            for question in questions[:50]:
                engine(question)
            measure("our keys, text[] and GIN", engine, questions, entities)
            everybody = brute([str(row[0]) for row in rows], [str(row[2]) for row in rows])
            measure("rapidfuzz over everybody", everybody, questions[:FEW], entities)
        _with_trigrams(rows, questions, entities)


def _with_trigrams(rows: list[tuple[object, ...]], questions: list[Asked], entities: dict[str, str]) -> None:
    with system_server() as connection:
        if connection is None:
            print("pg_trgm: SKIPPED, no PostgreSQL with that extension is installed here")
            return
        connection.execute("CREATE UNLOGGED TABLE people (id text, name text)")
        with connection.cursor().copy("COPY people FROM STDIN") as copy:
            for row in rows:
                copy.write_row((row[0], row[2]))
        connection.execute("CREATE INDEX ON people USING gin (name gin_trgm_ops)")
        connection.execute("SET pg_trgm.similarity_threshold = 0.5")
        measure("pg_trgm, similarity 0.5", trigrams(connection), questions[:FEW], entities)


def own_server() -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection to the embedded server; the table is temporary for all but this bench."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sojourn.config.settings")
    from sojourn.config.postgres.ready import embedded_cluster, ensure_server

    ensure_server()
    with psycopg.connect(embedded_cluster().dsn(), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS sojourn_bench_search WITH (FORCE)")
        server.execute("CREATE DATABASE sojourn_bench_search")
    return psycopg.connect(embedded_cluster().dsn("sojourn_bench_search"), autocommit=True)


if __name__ == "__main__":
    main()
