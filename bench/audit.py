"""The price of the chain: audit events kept with it, beside the same rows in a plain table, in one run.

Run: python -m bench.audit   (needs nothing but the project; works in a database of its own)
"""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
from bench.ground.own_database import own_database

EVENTS = 5_000
SINGLES = 500
REPEATS = 5


def best_of(times: int, call: Callable[[], object]) -> float:
    """The shortest of so many runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure() -> dict[str, float]:
    """Seconds by what was done."""
    from django.db import connection, transaction

    from sojourn.accounts.viewer import Viewer
    from sojourn.audit.actions import Happening, record, record_many
    from sojourn.audit.queries import verify
    from sojourn.protection.scope import whole_chain

    by = Viewer.machine("bench", [])
    many = [Happening("case.imported", by, ("case", f"{n:032x}"), None, "", {"pack": "x"}) for n in range(EVENTS)]
    plain = [("case.imported", "case", f"{n:032x}", '{"pack":"x"}') for n in range(EVENTS)]

    def singly() -> None:
        for n in range(SINGLES):
            with transaction.atomic():
                record("case.moved", by=by, on=("case", n), detail={"to": "x"})

    def plainly() -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_plain (action, kind, object_id, detail) VALUES (%s, %s, %s, %s)", plain
            )

    def check() -> None:
        with whole_chain():
            assert verify().ok

    return {
        f"{EVENTS} events at once, chained": best_of(REPEATS, lambda: record_many(many)),
        f"{EVENTS} rows in a plain table": best_of(REPEATS, plainly),
        f"{SINGLES} events, one transaction each": best_of(REPEATS, singly),
        f"the check of {EVENTS * REPEATS + SINGLES * REPEATS} events": best_of(1, check),
    }


def main() -> None:
    """Make a database, measure, drop it, and print a line each."""
    with own_database() as owner:
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("CREATE TABLE bench_plain (action text, kind text, object_id text, detail text)")
        for what, seconds in measure().items():
            print(f"{what:45} {seconds * 1000:9.1f} ms")


if __name__ == "__main__":
    main()
