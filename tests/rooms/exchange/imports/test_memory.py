"""A file far larger than the memory an import may take goes through it row by row."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.rooms.exchange.imports.conftest import PACK
from tests.rooms.exchange.imports.test_import import CLOSED

ROOT = Path(__file__).parents[4]
MEGABYTE = 1 << 20
# Plans, checks every row, makes every row of every table, and drops them; says how much memory it took at most.
TRY = """
import sys, uuid
from pathlib import Path
import django
django.setup()
from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.exchange.imports.ahead import batches_ahead
from sojourn.exchange.imports.batch import Batch
from sojourn.exchange.imports.gather import Gatherer
from sojourn.exchange.imports.plan import make_plan
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import load_pack
file, folder, text = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
plan = make_plan(path=file, mapping=read_mapping(text, "m"), mapping_text=text, pack=load_pack(folder))
def most():
    # Not ru_maxrss: that begins with what the process held that started this one.
    line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1])
before = most()
office = Office(id=uuid.uuid4(), code="north", country="DEU", zone="Europe/Berlin")
by = Viewer.machine("import", [office])
cases = 0
for batch in batches_ahead(
    Gatherer(plan).gather(plan.table().rows), 5000, lambda some: Batch.of(some, plan=plan, office=office, by=by)
):
    cases += len(batch.cases)
    assert batch.ready is not None
print(cases, before, most())
"""


def most_memory(file: Path) -> tuple[int, int, int]:
    """Cases made, the most memory it took, in MB, and how much of that came after the file was planned."""
    words = [sys.executable, "-c", TRY, str(file), str(PACK), CLOSED + "ignore: [Remarks]\n"]
    said = subprocess.run(
        words, capture_output=True, text=True, cwd=ROOT,
        check=True, env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )  # fmt: skip
    cases, before, most = map(int, said.stdout.split())
    return cases, most // 1024, (most - before) // 1024


def large(path: Path, size: int, width: int) -> int:
    """Write a caseload of about `size` bytes in rows of about `width`; return how many there are."""
    rows, remarks = size // width, "x" * width
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Name,Remarks,Sex,Born,Visit\n")
        for n in range(rows):
            stream.write(f"Testperson {n},{remarks},f,02/05/1985,01/03/2026\n")
    return rows


def test_memory_does_not_grow_with_the_file(tmp_path):
    rows = large(tmp_path / "large.csv", 60 * MEGABYTE, 20_000)
    cases, most, more = most_memory(tmp_path / "large.csv")
    assert cases == rows
    assert most < 320
    assert more < 120, "twice the file, with what Python makes of it, would be more"


@pytest.mark.nightly
def test_a_file_of_a_gigabyte_takes_less_than_half_of_that(tmp_path):
    rows = large(tmp_path / "large.csv", 1024 * MEGABYTE, 3_000)
    cases, most, _ = most_memory(tmp_path / "large.csv")
    assert cases == rows
    assert most < 512
