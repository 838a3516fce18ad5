"""The release log only grows, survives a crash at any byte, and notices every change."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime

import pytest

from sojourn.evidence.release.axes import flat
from sojourn.evidence.release.chronicle import Chronicle
from sojourn.evidence.release.facts import facts_of
from sojourn.evidence.release.gate import publish
from sojourn.evidence.release.log import ReleaseLog
from sojourn.evidence.release.rules import Rule
from sojourn.kernel.moment import travelling
from sojourn.kernel.refused import Refused

FACTS = facts_of("f", "1", ("a",), {("1",): 3, ("2",): 30, ("3",): 40})
TABLE = [flat("a", "123")]


def test_a_release_is_logged_with_who_when_and_to_whom(tmp_path):
    with travelling(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        release = publish(FACTS, TABLE, Rule(), ReleaseLog(tmp_path), by="officer 7", to="ministry")
    (entry,) = ReleaseLog(tmp_path).entries()
    assert entry == {
        "at": "2026-03-01T12:00:00+00:00", "by": "officer 7", "to": "ministry", "digest": release.digest,
        "facts": "f", "vintage": "1", "axes": ["a"], "rule": "suppress, threshold 5",
    }  # fmt: skip


def test_no_hidden_figure_is_written(tmp_path):
    release = publish(FACTS, TABLE, Rule(), ReleaseLog(tmp_path), by="me", to="all")
    kept = json.loads((tmp_path / "tables" / f"{release.digest}.json").read_text())
    assert {tuple(cell) for cell, _ in kept["figures"]} == set(release.figures) - release.hidden
    assert "unsafe" not in kept


def test_a_refused_table_leaves_no_trace(tmp_path):
    log = ReleaseLog(tmp_path)
    with pytest.raises(Refused):
        publish(FACTS, [flat("b", "1")], Rule(), log, by="me", to="all")
    assert log.entries() == []


@pytest.mark.parametrize("keep", range(0, 60, 7))
def test_a_torn_last_line_is_left_out_and_cut_off(tmp_path, keep):
    chronicle = Chronicle(tmp_path, "c")
    chronicle.append({"n": 1})
    whole = chronicle.path.read_bytes()
    chronicle.append({"n": 2})
    torn = chronicle.path.read_bytes()[: len(whole) + keep]
    chronicle.path.write_bytes(torn)
    assert chronicle.entries() == [{"n": 1}]
    chronicle.append({"n": 3})
    assert chronicle.entries() == [{"n": 1}, {"n": 3}]


@pytest.mark.parametrize("line", [0, 1, 2])
def test_every_changed_line_is_noticed(tmp_path, line):
    chronicle = Chronicle(tmp_path, "c")
    for n in range(3):
        chronicle.append({"n": n, "who": "a"})
    lines = chronicle.path.read_text().splitlines(keepends=True)
    lines[line] = lines[line].replace('"who":"a"', '"who":"b"')
    chronicle.path.write_text("".join(lines))
    with pytest.raises(Refused) as refused:
        chronicle.entries()
    assert refused.value.codes == ("chronicle_changed",)
    assert refused.value.reasons[0].params["line"] == line + 1


def test_a_deleted_line_is_noticed(tmp_path):
    chronicle = Chronicle(tmp_path, "c")
    for n in range(3):
        chronicle.append({"n": n})
    lines = chronicle.path.read_text().splitlines(keepends=True)
    chronicle.path.write_text("".join([lines[0], lines[2]]))
    with pytest.raises(Refused):
        chronicle.append({"n": 4})


def test_a_lost_table_stops_later_releases(tmp_path):
    log = ReleaseLog(tmp_path)
    release = publish(FACTS, TABLE, Rule(), log, by="me", to="all")
    (tmp_path / "tables" / f"{release.digest}.json").write_text("{}")
    with pytest.raises(Refused) as refused:
        publish(FACTS, TABLE, Rule(), log, by="me", to="all")
    assert refused.value.codes == ("release_lost",)


def _append_many(folder, who: int) -> None:
    chronicle = Chronicle(folder, "c")
    for n in range(20):
        with chronicle.held():
            chronicle.append({"who": who, "n": n})


def test_many_writers_keep_one_chain(tmp_path):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_append_many, args=(tmp_path, who)) for who in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entries = Chronicle(tmp_path, "c").entries()
    assert len(entries) == 60
    assert [e["n"] for e in entries if e["who"] == 1] == list(range(20))


WRITER = """
    import sys
    from pathlib import Path
    from sojourn.evidence.release.chronicle import Chronicle
    chronicle = Chronicle(Path(sys.argv[1]), "c")
    n = 0
    while True:
        n += 1
        chronicle.append({"n": n})
        print(n, flush=True)
"""


@pytest.mark.parametrize("after", [0.05, 0.13, 0.21])
def test_what_was_confirmed_survives_a_kill(tmp_path, after):
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    first = writer.stdout.readline()
    time.sleep(after)
    os.kill(writer.pid, signal.SIGKILL)
    confirmed = [int(n) for n in [first, *writer.stdout.read().splitlines()] if n.strip()]
    writer.wait()
    kept = [entry["n"] for entry in Chronicle(tmp_path, "c").entries()]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) <= len(confirmed) + 1
