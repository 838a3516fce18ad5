"""A load that is killed leaves the store as it was, or has finished; what it left behind is swept by the next one."""

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from sojourn.evidence.loading import load_file
from sojourn.evidence.store import Store

DECLARED = "title: T\nsource: t\nlicence: cc_by_4\nflow: TEST:DF\ndimensions: {geo: area, sex: sex}\n"
HEADER = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\n"
LOADING = """
import os, signal, sys
from datetime import date
from pathlib import Path
from sojourn.evidence.loading import load_file
from sojourn.evidence.store import Store
def report(progress):
    print(progress.step, flush=True)
    if progress.step == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
load_file(Store(Path(sys.argv[1])), Path(sys.argv[2]), by="killed", released_on=date(2021, 1, 1), report=report)
"""
ROWS = 60_000


def filled(folder: Path) -> tuple[Store, Path]:
    """A store with one vintage, and the file of a second one."""
    (folder / "declared").mkdir(parents=True)
    (folder / "declared" / "test_df.yaml").write_text(DECLARED, encoding="utf-8")
    first, second = folder / "first.csv", folder / "second.csv"
    first.write_text(HEADER + "dataflow,TEST:DF(1.0),I,DEU,F,2020,1\n", encoding="utf-8")
    places = [(year, area) for year in range(1000, 1000 + ROWS // 3) for area in ("DEU", "FRA", "XKX")]
    rows = (f"dataflow,TEST:DF(1.0),I,{area},F,{year:04},2\n" for year, area in places if year < 10_000)
    second.write_text(HEADER + "".join(rows), encoding="utf-8")
    store = Store(folder)
    load_file(store, first, by="test", released_on=date(2020, 1, 1))
    return store, second


def state(store: Store) -> tuple[list[str], float]:
    with store.reading() as reading:
        ((total,),) = reading.sql("SELECT sum(obs_value) FROM test_df")
    return [vintage.id for vintage in store.vintages("test_df")], total


def start(store: Store, file: Path, step: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", LOADING, str(store.folder), str(file), step], stdout=subprocess.PIPE)


def test_a_load_killed_at_its_last_step_leaves_the_earlier_state(tmp_path: Path) -> None:
    store, file = filled(tmp_path)
    child = start(store, file, "keeping")
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert state(store) == (["2020-01-01"], 1.0)
    left = list((tmp_path / ".staging").iterdir())
    assert left
    load_file(store, file, by="test", released_on=date(2021, 1, 1))
    assert state(store)[0] == ["2020-01-01", "2021-01-01"]
    assert list((tmp_path / ".staging").iterdir()) == []


def test_readers_see_the_earlier_vintage_while_a_load_goes_on(tmp_path: Path) -> None:
    store, file = filled(tmp_path)
    with store.reading() as reading:
        load_file(store, file, by="test", released_on=date(2021, 1, 1))
        assert reading.sql("SELECT count(*) FROM test_df") == [(1,)]
        assert reading.loaded["test_df"].id == "2020-01-01"
    assert state(store)[0] == ["2020-01-01", "2021-01-01"]


@pytest.mark.nightly
def test_killed_at_random_moments_it_is_the_earlier_state_or_the_whole_new_vintage(tmp_path: Path) -> None:
    draw = random.Random(7)
    began = time.monotonic()
    store, file = filled(tmp_path / "whole")
    start(store, file).communicate()
    whole, (_, after) = time.monotonic() - began, state(store)
    seen = set()
    for attempt in range(40):
        store, file = filled(tmp_path / str(attempt))
        child = start(store, file)
        time.sleep(draw.uniform(0, whole))
        child.kill()
        child.communicate()
        found = state(store)
        assert found in ((["2020-01-01"], 1.0), (["2020-01-01", "2021-01-01"], after))
        seen.add(len(found[0]))
    assert seen == {1, 2}
