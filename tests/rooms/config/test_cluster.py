"""The embedded server: shared by processes, safe from their sudden end, gone when the last one leaves."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sojourn.config.postgres.cluster import Cluster
from sojourn.config.trouble import Trouble

ANOTHER_PROCESS = """
import sys, time
from pathlib import Path
import psycopg
from sojourn.config.postgres.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.ensure_running()
with psycopg.connect(cluster.dsn()) as connection:
    connection.execute("CREATE TABLE written (by_process int)")
    connection.execute("INSERT INTO written VALUES (1)")
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    # pytest's own temporary folders may not be entered by the user that root's server runs as.
    place = Path(tempfile.mkdtemp(prefix="sojourn-cluster-"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place)


def answers(cluster: Cluster) -> bool:
    try:
        psycopg.connect(cluster.dsn()).close()
    except psycopg.OperationalError:
        return False
    return True


def test_data_survive_a_killed_process_and_the_last_one_out_stops_the_server(home: Path):
    other = subprocess.Popen([sys.executable, "-c", ANOTHER_PROCESS, str(home)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    ours = Cluster(home)
    ours.ensure_running()

    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()

    with psycopg.connect(ours.dsn()) as connection:
        assert connection.execute("SELECT by_process FROM written").fetchall() == [(1,)]
    ours.release()
    assert not answers(ours)


def test_a_server_that_others_use_is_left_running(home: Path):
    first, second = Cluster(home), Cluster(home)
    first.ensure_running()
    second.ensure_running()

    first.release()
    assert answers(second)

    second.release()
    assert not answers(second)


def test_nobody_gets_in_who_is_not_us_and_no_port_is_open(home: Path):
    cluster = Cluster(home)
    cluster.ensure_running()
    try:
        with psycopg.connect(cluster.dsn()) as connection:
            row = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
            rules = connection.execute("SELECT type, auth_method FROM pg_hba_file_rules").fetchall()
        assert row == ("",)
        assert rules == [("local", "peer")]
        assert (cluster.folder).stat().st_mode & 0o077 == 0
    finally:
        cluster.release()


def test_a_home_whose_path_is_very_long_still_works(home: Path):
    long = home / ("long" * 30)
    long.mkdir(mode=0o711)
    cluster = Cluster(long)

    cluster.ensure_running()
    try:
        assert answers(cluster)
        assert cluster.socket.stat().st_mode & 0o077 == 0
    finally:
        cluster.release()
        cluster.socket.rmdir()


def test_what_the_server_said_is_passed_on_when_it_cannot_start(home: Path):
    with pytest.raises(Trouble, match="couldn't start") as trouble:
        Cluster(home, extra={"no_such_setting": "1"}).ensure_running()

    assert "DATABASE_URL=" in str(trouble.value)
    assert "no_such_setting" in str(trouble.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
def test_root_is_told_when_the_server_s_user_may_not_enter_the_data_folder(home: Path):
    (home / "closed").mkdir(mode=0o700)
    (home / "closed" / "inner").mkdir()

    with pytest.raises(Trouble, match="may not enter"):
        Cluster(home / "closed" / "inner").ensure_running()
