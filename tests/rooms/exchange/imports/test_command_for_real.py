"""The command as a user gives it, with a server of its own that is killed, and with Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from tests.rooms.exchange.imports.conftest import PACK
from tests.rooms.exchange.imports.test_import import CLOSED

ROWS = 20_000
SOJOURN = [sys.executable, "-c", "from sojourn.config.command import main; main()"]


@pytest.fixture
def home():
    """A folder with a caseload and a mapping, and room for a data folder."""
    # pytest's own temporary folders may not be entered by the user that root's server runs as.
    place = Path(tempfile.mkdtemp(prefix="sojourn-import-"))
    place.chmod(0o711)
    lines = [f"Testperson {n},{'fm'[n % 2]},02/05/1985,01/03/2026" for n in range(ROWS)]
    (place / "caseload.csv").write_text("\n".join(["Name,Sex,Born,Visit", *lines]) + "\n", encoding="utf-8")
    (place / "m.yaml").write_text(CLOSED, encoding="utf-8")
    yield place
    shutil.rmtree(place)


def begin(home, *words):
    env = os.environ | {"SOJOURN_HOME": str(home / "data"), "SOJOURN_PACKS": str(PACK.parent)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen(
        [*SOJOURN, *words], cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def said_by(process):
    """The exit status and what was said, which is never a traceback."""
    said, _ = process.communicate(timeout=300)
    assert "Traceback" not in said
    return process.returncode, said


IMPORT = ["import", "caseload.csv", "--pack", "visits", "--mapping", "m.yaml", "--batch", "200"]


def begin_and_wait(home):
    """An import that has committed some batches."""
    process = begin(home, *IMPORT)
    log = home / "data" / "postgres"
    size = wal_of(log)
    while process.poll() is None and wal_of(log) < size + 3:
        time.sleep(0.01)
    assert process.poll() is None
    return process


def wal_of(folder):
    """When the newest file of the write log was written to, in whole units that grow with every commit."""
    files = list((folder / "pg_wal").glob("0*"))
    return sum(file.stat().st_mtime_ns for file in files) // 100_000_000


@pytest.mark.nightly
def test_the_command_survives_its_server_and_stops_at_ctrl_c(home):
    code, said = said_by(begin(home, *IMPORT))
    assert (code, "A new database is made by:  sojourn migrate" in said) == (1, True), said
    assert said_by(begin(home, "migrate"))[0] == 0
    assert said_by(begin(home, "office", "add", "north", "--name", "North", "--country", "DEU"))[0] == 0

    process = begin_and_wait(home)
    process.send_signal(signal.SIGINT)
    code, said = said_by(process)
    assert (code, "the same command goes on" in said) == (130, True), said

    process = begin_and_wait(home)
    server = int((home / "data" / "postgres" / "postmaster.pid").read_text().split()[0])
    for child in subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True).stdout.split():
        os.kill(int(child), signal.SIGKILL)
    os.kill(server, signal.SIGKILL)
    code, said = said_by(process)
    assert (code, "the same command goes on" in said) == (1, True), said

    code, said = said_by(begin(home, *IMPORT))
    assert (code, f"{ROWS} rows: {ROWS} cases opened" in said) == (0, True), said
    assert said_by(begin(home, "audit", "verify"))[0] == 0
