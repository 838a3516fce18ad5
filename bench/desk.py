"""What finding people costs at the desk: taken in with and without keys, searched through every rule, compared
one by one and all at once.

Run with `python -m bench.desk [PEOPLE]` from the project's folder. People are drawn by `bench.people`, a tenth of them
behind a seal; the searches go through policy and row security as a caseworker without the seal, and are those of
`bench.search`, of people in the open. Everything happens in a database of its own.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from bench.ground.own_database import own_database
from bench.people.__main__ import write_files
from bench.searching.asking import Asked, asked

if TYPE_CHECKING:
    from sojourn.subjects.particulars import Particulars

BATCH, SEED, PROFILE, SEAL, MOST = 5_000, 21, "field", "thb", 20
COMPARED = 400


def main() -> None:
    """Draw, take in, search, compare; print each figure on its line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int, nargs="?", default=20_000)
    parser.add_argument("--queries", type=int, default=400)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_database() as owner:
        write_files(Path(folder), chosen.people, SEED, PROFILE, chosen.queries, "csv")
        with (Path(folder) / "people.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        _measure(rows, asked(Path(folder) / "queries.csv"), owner)


def _measure(rows: list[dict[str, str]], questions: list[Asked], owner: str) -> None:
    from sojourn.accounts.actions import add_office
    from sojourn.accounts.viewer import Post, Viewer
    from sojourn.kernel.ids import new_id
    from sojourn.protection.scope import seen_by

    office = add_office(code="bench", name="Bench", country="DEU", by=Viewer.machine("bench", []))
    machine = Viewer.machine("bench", [office], [SEAL])
    worker = Viewer(new_id(), "Testperson Worker", "en", (Post(office.pk, office.code, "caseworker"),))
    with seen_by(machine):
        entities = _taken_in(rows, office, machine)
    # What the database's own housekeeping does within a minute.
    with psycopg.connect(owner, autocommit=True) as keeper:
        keeper.execute("VACUUM ANALYZE")
    with seen_by(worker):
        _search(worker, questions, entities)
    with seen_by(machine):
        _compare()
        _compare_everybody(machine, entities)


def _taken_in(rows: list[dict[str, str]], office: Any, by: Any) -> dict[str, str]:
    """Write everybody as an import of finished cases does; say how much of it the keys are."""
    from sojourn.subjects.records import Known

    entities: dict[str, str] = {}
    began, busy = time.perf_counter(), _processor()
    for start in range(0, len(rows), BATCH):
        entities |= _batch(rows[start : start + BATCH], office, by, SEAL if start // BATCH % 10 == 9 else "")
    whole, busy = time.perf_counter() - began, (_processor() - busy) / len(rows)
    said = [_said(row) for row in rows[:BATCH]]
    began = time.process_time()
    for one in said:
        Known.of(one).index()
    making = (time.process_time() - began) / len(said)
    shares = f"processor {busy * 1e6:,.0f} µs a person, of which making keys {making * 1e6:,.0f} µs"
    print(f"{len(rows)} people taken in: {len(rows) / whole:,.0f} a second; {shares}")
    return entities


def _batch(rows: Sequence[dict[str, str]], office: Any, by: Any, seal: str) -> dict[str, str]:
    from django.db import transaction

    from sojourn.cases.actions.ingest.people import PeopleWriter
    from sojourn.cases.actions.ingest.sets import Bulk
    from sojourn.kernel import ids

    bulk, fresh = Bulk(), iter(ids.new_ids(len(rows)))
    writer = PeopleWriter(bulk, office, seal, by, fresh)
    entities = {writer.take(_said(row)): row["entity_id"] for row in rows}
    with transaction.atomic():
        bulk.write()
    return {} if seal else entities


def _said(row: dict[str, str]) -> Particulars:
    from sojourn.subjects.particulars import Paper, Particulars

    given, family = row["given_name"], row["family_name"]
    names = {"given_names": given, "family_name": family} if given or family else {"family_name": row["full_name"]}
    return Particulars(
        **names, birth=_birth(row["birth_date"]), sex=row["sex"], phone=row["phone"],
        nationalities=tuple(row["nationality"].split()), papers=tuple(_papers(row["document"], Paper)),
    )  # fmt: skip


def _birth(written: str) -> str:
    """What a partial date can hold of a drawn birth; a slip that makes no date is left out."""
    from sojourn.kernel.partial_date import PartialDate

    try:
        PartialDate.parse(written)
    except ValueError:
        return ""
    return written


def _papers(document: str, paper: Any) -> Iterator[Any]:
    if document:
        yield paper(kind="passport", number=document.rpartition(":")[2])


def _search(viewer: Any, questions: list[Asked], entities: dict[str, str]) -> None:
    from sojourn.cases.queries.persons import people_searched

    present = set(entities.values())
    wanted = [one for one in questions if one.entity in present]
    for one in wanted[:20]:
        people_searched(viewer, one.text, MOST)
    taken, hits, busy = [], 0, _processor()
    for one in wanted:
        began = time.perf_counter()
        found = people_searched(viewer, one.text, MOST)
        taken.append((time.perf_counter() - began) * 1000)
        hits += one.entity in {entities.get(str(hit.subject.pk)) for hit in found}
    busy = (_processor() - busy) / len(wanted) * 1000
    taken.sort()
    p99 = taken[int(len(taken) * 0.99)]
    print(
        f"searched {len(wanted)} times through every rule, with reasons: p50 {statistics.median(taken):.1f} ms, "
        f"p99 {p99:.1f} ms, processor {busy:.1f} ms, hit@{MOST} {hits / len(wanted):.1%}"
    )


def _compare() -> None:
    from sojourn.subjects.actions import suggest_pairs

    began, rows, pairs, busy = time.perf_counter(), 0, 0, _processor()
    while rows < COMPARED and (done := suggest_pairs()).rows:
        rows, pairs = rows + done.rows, pairs + done.pairs
    took = time.perf_counter() - began
    busy = (_processor() - busy) / rows * 1000
    each = f"processor {busy:.1f} ms each, {pairs} pairs alike"
    print(f"{rows} people compared with all others: {rows / took:,.0f} a second, {each}")


def _compare_everybody(machine: Any, entities: dict[str, str]) -> None:
    """Everybody who is left, in one go; and how many of the pairs in the open are one person, by what was drawn."""
    from sojourn.subjects.actions import suggest_many_pairs
    from sojourn.subjects.models import LikelyPair

    began, busy = time.perf_counter(), _processor()
    done = suggest_many_pairs(by=machine)
    took, busy = time.perf_counter() - began, _processor() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{done.rows} compared in one go: {done.rows / took:,.0f} a second, processor {busy:.1f} s, {memory} MB")
    for band in ("likely", "possible"):
        pairs = LikelyPair.objects.filter(seals=[], band=band).values_list("left_id", "right_id")
        true = sum(entities.get(str(one)) == entities.get(str(other)) for one, other in pairs)
        print(f"pairs in the open that look {band}: {len(pairs)}, of which one person: {true / max(len(pairs), 1):.1%}")
    people = Counter(entities.values())
    print(f"pairs of one person in the open: {sum(n * (n - 1) // 2 for n in people.values())}")


def _processor() -> float:
    """Processor seconds of this process and of its database connection: what the clock can't say on a busy machine."""
    from django.db import connection

    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    words = stat.read_text().rpartition(")")[2].split() if stat.exists() else ["0"] * 13
    return time.process_time() + (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
