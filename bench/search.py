"""Search over invented people: our keys in PostgreSQL beside pg_trgm and rapidfuzz, in one run.

Run: python -m bench.search [1000000] [--queries 1000]

A hit: somebody of the entity that is meant is among the first 20. The times are those of the engine, from the typed
text to the ranked list, one search after the other on one connection.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from pathlib import Path

import psycopg
from bench.people.__main__ import write_files
from bench.searching.asking import Asked, asked
from bench.searching.ceiling import chance
from bench.searching.engines import Engine, brute, ours, system_server, trigrams
from bench.searching.table import load

SEED, PROFILE = 917, "field"
# The others are slow: fewer searches say enough.
FEW = 60


def measure(name: str, engine: Engine, questions: list[Asked], entities: dict[str, str], server: int = 0) -> list[bool]:
    """Ask every question once and print times and hits, in all and by kind; `server` is the process that is asked."""
    taken: list[float] = []
    hits: list[bool] = []
    busy = _processor(server)
    for question in questions:
        began = time.perf_counter()
        found = engine(question)
        taken.append((time.perf_counter() - began) * 1000)
        hits.append(question.entity in {entities[who] for who in found})
    busy = (_processor(server) - busy) / len(questions) * 1000
    taken.sort()
    p99 = taken[min(len(taken) - 1, int(len(taken) * 0.99))]
    print(
        f"{name:26} p50 {statistics.median(taken):7.2f} ms  p99 {p99:7.2f} ms  processor {busy:7.2f} ms  "
        f"hit@20 {_share(hits)} of {len(hits)}  load {os.getloadavg()[0]:.1f}"
    )
    return hits


def _by_kind(questions: list[Asked], hits: list[bool], oracle: list[tuple[bool, float]]) -> None:
    """Print hits by kind of search beside what an oracle could reach, those that it could answer by themselves."""
    for kind in sorted({question.kind for question in questions}):
        of_kind = [at for at, question in enumerate(questions) if question.kind == kind]
        clear = [hits[at] for at in of_kind if not oracle[at][0]]
        ceiling = statistics.mean(oracle[at][1] for at in of_kind)
        print(
            f"    {kind:22} hit@20 {_share([hits[at] for at in of_kind])} of {len(of_kind)}, an oracle {ceiling:.1%}; "
            f"{_share(clear)} of the {len(clear)} that at most 20 people fit to the letter"
        )
    clear = [hit for hit, (crowded, _) in zip(hits, oracle, strict=True) if not crowded]
    print(
        f"    {'all':22} an oracle {statistics.mean(each for _, each in oracle):.1%}; {_share(clear)} of {len(clear)}"
    )


def _share(hits: list[bool]) -> str:
    return f"{statistics.mean(hits or [False]):.1%}"


def _processor(server: int) -> float:
    """Processor seconds of this process and of one of the server's: what the clock can't say on a busy machine."""
    stat = Path(f"/proc/{server}/stat")
    words = stat.read_text().rpartition(")")[2].split() if server and stat.exists() else ["0"] * 13
    return time.process_time() + (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


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
            # The bench's own million rows are nothing to look through for garbage.
            gc.freeze()
            hits = measure("our keys, text[] and GIN", engine, questions, entities, connection.info.backend_pid)
            _by_kind(questions, hits, [chance(question, connection) for question in questions])
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
        measure("pg_trgm, similarity 0.5", trigrams(connection), questions[:FEW], entities, connection.info.backend_pid)


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
