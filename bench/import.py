"""Rows per second of a whole import, beside a bare `bulk_create` of the very same rows, in one run.

Run with `python -m bench.import [FILE [ROWS]]` from the project's folder; without FILE, the public caseload of
the shared data; with ROWS, only its first so many. The import reads, checks, writes, audits and prepares facts for
every row. The bare side writes all the rows that the import left (person, case, member, stage, entry, facts) a second
time under new keys, with every value made beforehand, 4,000 cases at a time: no file, no checks, no audit. "Cases
alone" writes as many rows of the one table of cases. "Each row read anew" switches off the memory for rows whose cells
all equal those of an earlier row: the honest figure for caseloads of names.
Processor seconds are those of this process and of its database connection; they say more than the clock does
on a machine that is busy with other things.
"""

from __future__ import annotations

import itertools
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.ground.own_database import own_database
from bench.ground.same_rows import copies

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


def bare(code: str, *, cases_alone: bool) -> Taken:
    """Write what the import into the office `code` left once more, with Django's own bulk_create."""
    from django.db import transaction

    from sojourn.accounts.models import Office
    from sojourn.accounts.viewer import Viewer
    from sojourn.cases.models import Case
    from sojourn.protection.scope import seen_by

    def work(tables: list[list[Any]]) -> None:
        with transaction.atomic():
            for rows in tables:
                type(rows[0])._default_manager.bulk_create(rows)

    office = Office.objects.get(code=code)
    parts: list[Taken] = []
    with seen_by(Viewer.machine("bench", [office], ["thb"])):
        for tables in copies(office, BARE_BATCH):
            chosen = [rows for rows in tables if rows and (not cases_alone or isinstance(rows[0], Case))]
            with transaction.atomic():
                if cases_alone:
                    _people_first(tables)
                parts.append(timed(len(tables[2]), partial(work, chosen)))
                transaction.set_rollback(True)
    return Taken(*(sum(values) for values in zip(*map(astuple, parts), strict=True)))


def _people_first(tables: list[list[Any]]) -> None:
    for rows in tables[:1]:
        type(rows[0])._default_manager.bulk_create(rows)


def first(file: Path, rows: int, folder: Path) -> Path:
    """A file of the first rows of another."""
    made = folder / file.name
    with file.open(encoding="utf-8") as whole, made.open("w", encoding="utf-8") as part:
        part.writelines(itertools.islice(whole, rows + 1))
    return made


def main() -> None:
    """Print the machine and one line for each side, then the ratios."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    if not file.exists():
        print(f"There is no {file.name}: name a file for the mapping {MAPPING}, or set SOJOURN_SHARED_DATA.")
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(first(file, int(sys.argv[2]), Path(folder)) if len(sys.argv) > 2 else file)


def measure(file: Path) -> None:
    """Print the lines for one file."""
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{file.name}; {machine}")
    with own_database():
        whole = importing(file, "whole", remember=True)
        print(whole.line("import"))
        anew = importing(file, "anew", remember=False)
        print(anew.line("import, each row read anew"))
        same = bare("whole", cases_alone=False)
        print(same.line("bulk_create of the same rows"))
        alone = bare("whole", cases_alone=True)
        print(alone.line("bulk_create of the cases alone"))
    for name, other in (("rows", same), ("cases alone", alone)):
        times, again = whole.clock / other.clock, anew.clock / other.clock
        print(f"an import takes {times:.2f} times as long as writing its {name}, each row read anew {again:.2f}")


if __name__ == "__main__":
    main()
