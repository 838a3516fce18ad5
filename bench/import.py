"""Rows per second of a whole import, beside a bare `bulk_create` of as many cases, in one run.

Run with `python -m bench.import [FILE [ROWS]]` from the project's folder; without FILE, the public caseload of
the shared data. The import reads, checks, writes, audits and prepares facts for every row; the bare side only writes
as many rows of the table of cases, with every value made beforehand, 4,000 at a time. "Each row read anew" switches
off the memory for rows whose cells all equal those of an earlier row: the honest figure for caseloads of names.
Processor seconds are those of this process and of its database connection; they say more than the clock does
on a machine that is busy with other things.
"""

from __future__ import annotations

import itertools
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ground.own_database import own_database

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or ROOT.parent / "shared" / "data")
FILE = SHARED / "ctdc" / "ctdc2025_north_america_binary_subset.csv"
PACK, MAPPING = "counter_trafficking", "ctdc"
BARE_BATCH = 4_000


@dataclass(frozen=True)
class Taken:
    """What one side took: rows, seconds on the clock, processor seconds of Python and of the database."""

    rows: int
    clock: float
    python: float
    database: float

    def line(self, name: str) -> str:
        """Say it in one line."""
        return (
            f"{name:42} {self.rows / self.clock:9,.0f} rows/s   {self.clock:6.1f} s"
            f"   processor: Python {self.python:5.1f} s, database {self.database:5.1f} s"
        )


def timed(rows: int, work: Callable[[], object]) -> Taken:
    """Do the work and take its times."""
    from django.db import connection

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    before, clock, python = _processor(backend), time.perf_counter(), time.process_time()
    work()
    spent = time.perf_counter() - clock
    return Taken(rows, spent, time.process_time() - python, _processor(backend) - before)


def _processor(process: int) -> float:
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    words = stat.read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def importing(file: Path, code: str, *, remember: bool) -> Taken:
    """Plan and import the whole file into an office of its own."""
    from sojourn.accounts.models import Office
    from sojourn.accounts.viewer import Viewer
    from sojourn.exchange.imports import gather
    from sojourn.exchange.imports.plan import make_plan
    from sojourn.exchange.imports.run import import_file
    from sojourn.exchange.mappings import read_mapping
    from sojourn.grammar.packs import catalogue
    from sojourn.jobs.importing import mapping_text
    from sojourn.protection.scope import seen_by

    pack = catalogue().pack(PACK)
    path, text = mapping_text(pack, MAPPING)
    office = Office.objects.create(code=code, name=code, country="USA", zone="America/New_York")
    by = Viewer.machine("bench", [office], [pack.compartment])
    most, gather.MOST_REMEMBERED = gather.MOST_REMEMBERED, gather.MOST_REMEMBERED if remember else 0

    def work() -> None:
        plan = make_plan(path=file, mapping=read_mapping(text, str(path)), mapping_text=text, pack=pack)
        found.append(import_file(plan, office=office, by=by))

    found: list[Any] = []
    try:
        with seen_by(by):
            taken = timed(0, work)
    finally:
        gather.MOST_REMEMBERED = most
    assert found[0].rows_refused == 0
    return Taken(found[0].rows_seen, taken.clock, taken.python, taken.database)


def bare(rows: int) -> Taken:
    """Write as many cases, and nothing besides, with Django's own bulk_create."""
    from django.db import transaction

    from sojourn.accounts.models import Office
    from sojourn.accounts.viewer import Viewer
    from sojourn.cases.models import Case
    from sojourn.kernel import ids, moment
    from sojourn.protection.scope import seen_by
    from sojourn.subjects.models import Subject

    office = Office.objects.create(code="bare", name="Bare", country="USA", zone="America/New_York")
    now = moment.now()

    def cases() -> Iterator[Case]:
        for place in range(rows):
            yield Case(
                id=ids.new_id(), number=f"BARE-26-{place:06d}", pack=PACK, pack_version="1", subject=subject,
                office=office, compartment="thb", stage="closed", opened_at=now, closed_at=now,
            )  # fmt: skip

    def work() -> None:
        source = iter(made)
        while batch := list(itertools.islice(source, BARE_BATCH)):
            with transaction.atomic():
                Case.objects.bulk_create(batch)

    with seen_by(Viewer.machine("bench", [office], ["thb"])):
        subject = Subject.objects.create(kind="person", office=office, compartment="thb", created_at=now)
        made = list(cases())
        return timed(rows, work)


def main() -> None:
    """Print the machine and one line for each side, then the ratios."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    if not file.exists():
        print(f"There is no {file.name}: name a file for the mapping {MAPPING}, or set SOJOURN_SHARED_DATA.")
        return
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{file.name}; {machine}")
    with own_database():
        whole = importing(file, "whole", remember=True)
        print(whole.line("import"))
        anew = importing(file, "anew", remember=False)
        print(anew.line("import, each row read anew"))
        plain = bare(whole.rows)
        print(plain.line("bulk_create of the cases alone"))
    print(f"an import takes {whole.clock / plain.clock:.2f} times as long, {anew.clock / plain.clock:.2f} anew")


if __name__ == "__main__":
    main()
