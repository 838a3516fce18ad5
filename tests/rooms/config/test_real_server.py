"""A server of one's own, named by DATABASE_URL, that lets people in by password over TCP."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sojourn.config.postgres.addresses import APP_ROLE, BY_SET_ROLE, addresses
from sojourn.config.postgres.cluster import Cluster
from sojourn.config.postgres.roles import check_app, prepare
from sojourn.config.trouble import Trouble

CHIEF = "CREATE ROLE chief LOGIN CREATEROLE PASSWORD 'chief-secret'"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server with a role `chief` that owns `cases`; it isn't running."""
    home = Path(tempfile.mkdtemp(prefix="sojourn-real-"))
    home.chmod(0o711)
    made = Cluster(home, extra={"fsync": "off"})
    made.ensure_running()
    with psycopg.connect(made.dsn(), autocommit=True) as owner:
        owner.execute(CHIEF)
        owner.execute("CREATE DATABASE cases OWNER chief")
    made.release()
    yield made
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> Iterator[str]:
    """Yield `127.0.0.1:port`, where that server lets people in by password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (cluster.folder / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 127.0.0.1/32 scram-sha-256\n")
    cluster._run("pg_ctl", "-D", str(cluster.folder), "-w", "-o", f"-c listen_addresses=127.0.0.1 -p {port}", "start")
    yield f"127.0.0.1:{port}"
    cluster._run("pg_ctl", "-D", str(cluster.folder), "-w", "-m", "immediate", "stop")


def _reload(cluster: Cluster) -> None:
    """Have the server read its rules again, and wait until it has."""

    def read_at() -> object:
        with psycopg.connect(addresses().owner.dsn()) as chief:
            return chief.execute("SELECT pg_conf_load_time()").fetchone()

    before = read_at()
    cluster._run("pg_ctl", "-D", str(cluster.folder), "reload")
    while read_at() == before:
        time.sleep(0.01)


@pytest.fixture
def app_role_shut_out(own_home: Path, cluster: Cluster) -> Iterator[None]:
    """The server's rules let the app role in by no password."""
    rules = cluster.folder / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"host all {APP_ROLE} 127.0.0.1/32 reject\n{before}")
    _reload(cluster)
    yield
    rules.write_text(before)
    _reload(cluster)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str) -> Path:
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"postgresql://chief:chief-secret@{server}/cases")
    monkeypatch.delenv("SOJOURN_OWNER_DATABASE_URL", raising=False)
    return tmp_path


def test_the_app_role_is_made_with_a_kept_password_and_is_bound(own_home: Path):
    prepare(addresses())
    prepare(addresses())

    with psycopg.connect(addresses().app.dsn()) as app:
        assert app.execute("SELECT session_user, current_user").fetchone() == (APP_ROLE, APP_ROLE)
    check_app(addresses().app)
    assert not (own_home / BY_SET_ROLE).exists()


def test_a_new_data_folder_on_the_same_database_gets_a_new_password(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    prepare(addresses())
    monkeypatch.setenv("SOJOURN_HOME", str(own_home / "second"))

    prepare(addresses())

    check_app(addresses().app)


def test_the_owner_s_address_alone_never_serves_pages(own_home: Path):
    with psycopg.connect(addresses().owner.dsn(), autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS held (line text)")

    with pytest.raises(Trouble, match="can get round the rules"):
        check_app(addresses().owner)


def test_a_wrong_password_is_said_without_repeating_it(own_home: Path, server: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://chief:topsecret@{server}/cases")

    with pytest.raises(Trouble, match="doesn't let 'chief' in") as trouble:
        prepare(addresses())

    assert "topsecret" not in str(trouble.value)


@pytest.mark.usefixtures("app_role_shut_out")
def test_where_the_app_role_is_not_let_in_the_owner_takes_it_on():
    prepare(addresses())

    with psycopg.connect(addresses().app.dsn()) as app:
        assert app.execute("SELECT session_user, current_user").fetchone() == ("chief", APP_ROLE)
    check_app(addresses().app)


def test_migrate_works_there_and_serving_is_refused_as_a_superior_role(own_home: Path, server: str):
    migrated = _sojourn("migrate")
    assert migrated.returncode == 0, migrated.stderr

    as_chief = _sojourn(
        "serve", "--port", "0", SOJOURN_OWNER_DATABASE_URL=f"postgresql://chief:chief-secret@{server}/cases"
    )
    assert as_chief.returncode == 1
    assert "can get round the rules" in as_chief.stderr


def _sojourn(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", "from sojourn.config.command import main; main()", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
