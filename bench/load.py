"""Seconds and peak memory of loading a large SDMX-CSV with every code checked, beside pysdmx reading it unchecked.

Run with `python -m bench.load [ROWS [SEED]]` from the project's folder (5,000,000 rows unless said otherwise). The file
is generated: six dimensions, real country codes, a share of flagged and of missing figures. Our side sniffs, hashes,
looks every code up, refuses doubled keys and keeps a vintage in Parquet; the other side only reads the file into
memory. Each runs in a process of its own; its peak memory is the high-water mark of that process
(VmHWM). Processor seconds are given as well: they say more than the clock does on a machine that is busy.
Exit status 1 when we take more than 0.4 of the other's time or more than 1 GB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

ROWS, SEED = 5_000_000, 862_2007
SHARE, MEMORY = 0.4, 1024.0
FLOW = "BENCH:DF_MIGRATION"
DECLARED = f"""
title: Generated migration by citizenship
source: bench
licence: cc_by_4
crosswalk: sdmx
flow: {FLOW}
dimensions: {{geo: area, citizen: citizen, sex: sex, age: age}}
unit: persons
"""
STATUSES = ["A", "A", "A", "A", "E", "P", "B", "U", "O", "Q"]


def generate(path: Path, rows: int, seed: int) -> None:
    """Write a file of `rows` different keys: 240 areas, 240 citizenships, 3 sexes, 21 ages, as many years as needed."""
    from sojourn.evidence.codes import codelist

    draw = np.random.default_rng(seed)
    areas = np.array(codelist("area").at_level("country")[:240])
    ages = np.array([*(f"Y{first}T{first + 4}" for first in range(0, 100, 5)), "Y_GE100"])
    sexes = np.array(["_T", "F", "M"])
    cells = len(areas) ** 2 * len(sexes) * len(ages)
    years = -(-rows // cells)
    keys = draw.choice(cells * years, size=rows, replace=False) if rows < cells * years else np.arange(rows)
    keys, sex = np.divmod(keys, 3)
    keys, age = np.divmod(keys, len(ages))
    keys, geo = np.divmod(keys, len(areas))
    year, citizen = np.divmod(keys, len(areas))
    status = np.array(STATUSES)[draw.integers(0, len(STATUSES), rows)]
    value = draw.integers(0, 250_000, rows).astype(str)
    value[np.isin(status, ["O", "Q"])] = ""
    constant = np.full(rows, 1)
    table = pa.table({
        "STRUCTURE": _same("dataflow", constant), "STRUCTURE_ID": _same(f"{FLOW}(1.0.0)", constant),
        "ACTION": _same("I", constant), "FREQ": _same("A", constant), "REF_AREA": pa.array(areas[geo]),
        "CITIZENSHIP": pa.array(areas[citizen]), "SEX": pa.array(sexes[sex]), "AGE": pa.array(ages[age]),
        "TIME_PERIOD": pa.array((2024 - year).astype(str)), "OBS_VALUE": pa.array(value),
        "OBS_STATUS": pa.array(status),
    })  # fmt: skip
    arrow_csv.write_csv(table, path, arrow_csv.WriteOptions(quoting_style="none"))


def _same(word: str, rows: np.ndarray) -> pa.Array:
    return pa.array(np.full(len(rows), word))


def ours(file: Path, folder: Path) -> int:
    """Load the file into a new store; return the number of observations."""
    from sojourn.evidence.loading import load_file
    from sojourn.evidence.store import Store

    (folder / "declared").mkdir(parents=True)
    (folder / "declared" / "bench_migration.yaml").write_text(DECLARED, encoding="utf-8")
    report = load_file(Store(folder), file, by="bench")
    return report.loaded[0].rows


def theirs(file: Path, _: Path) -> int:
    """Read the file with pysdmx, without checking anything; return the number of observations."""
    from pysdmx.io import read_sdmx

    (dataset,) = read_sdmx(file, validate=False).data
    return len(dataset.data)


def child(side: str, file: Path, folder: Path) -> dict[str, float]:
    """Run one side here; return its seconds (imports left out), its peak memory in MB and its number of rows."""
    if side == "ours":
        pass
    else:
        pass
    work = ours if side == "ours" else theirs
    before, processor = time.perf_counter(), time.process_time()
    rows = work(file, folder)
    seconds, processor = time.perf_counter() - before, time.process_time() - processor
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    return {"seconds": seconds, "processor": processor, "megabytes": int(peak) / 1024, "rows": rows}


def measured(side: str, file: Path, folder: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    command = [sys.executable, "-m", "bench.load", "--child", side, str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(rows: int = ROWS, seed: int = SEED) -> int:
    """Generate the file, run both sides, print what they took."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "migration.csv"
        generate(file, rows, seed)
        print(f"{rows:,} observations, {file.stat().st_size / 1e6:,.0f} MB, seed {seed}")
        taken = {side: measured(side, file, folder / side) for side in ("ours", "theirs")}
    names = {"ours": "Sojourn, every code checked, kept", "theirs": "pysdmx, validate=False, in memory"}
    for side, each in taken.items():
        taken_by = f"{each['seconds']:7.2f} s (processor {each['processor']:6.2f} s) {each['megabytes']:8,.0f} MB"
        print(f"{names[side]:36} {taken_by} {each['rows']:12,.0f} rows")
    share, work = (taken["ours"][unit] / taken["theirs"][unit] for unit in ("seconds", "processor"))
    good = share <= SHARE and taken["ours"]["megabytes"] <= MEMORY and taken["ours"]["rows"] == taken["theirs"]["rows"]
    verdict = "met" if good else "MISSED"
    print(f"share of the time {share:.3f} (aim {SHARE}), of the processor {work:.3f}; memory aim {MEMORY:,.0f} MB")
    print(verdict)
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))))
    else:
        sys.exit(main(*(int(word.replace(",", "").replace("_", "")) for word in sys.argv[1:3])))
