"""Dump a database at one instant and put a dump back, with PostgreSQL's own programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from sojourn.jobs.backup.faults import BackupFault


@dataclass(frozen=True)
class Programs:
    """Where `pg_dump` and `pg_restore` are; `packaged` is the folder of those that came with the product."""

    packaged: Path

    def named(self, name: str, server_major: int) -> Path:
        """Prefer the machine's own program of the server's version, else the packaged one."""
        installed = shutil.which(name)
        if installed and _major(Path(installed)) == server_major:
            return Path(installed)
        return self.packaged / name


def _major(program: Path) -> int:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", answer)
    return int(found.group(1)) if found else 0


@contextmanager
def instant(dsn: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """Hold one snapshot open: yield a connection that reads it and the name that pg_dump can share."""
    with psycopg.connect(dsn, autocommit=False) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, str(row[0])


def dump(dsn: str, snapshot: str, target: Path, programs: Programs) -> None:
    """Write the database as of `snapshot` to `target` in PostgreSQL's custom format."""
    with psycopg.connect(dsn) as connection:
        program = programs.named("pg_dump", connection.info.server_version // 10_000)
    _run([program, "--format=custom", f"--snapshot={snapshot}", f"--file={target}", "--dbname", dsn])


def counts(connection: psycopg.Connection) -> dict[str, int]:
    """Count the rows of every table of ours."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    counted = {}
    for (table,) in tables:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        counted[str(table)] = int(row[0]) if row else 0
    return counted


def put_back(dsn: str, source: Path, programs: Programs) -> None:
    """Restore a dump into the empty database at `dsn`, all of it or nothing."""
    with psycopg.connect(dsn) as connection:
        program = programs.named("pg_restore", connection.info.server_version // 10_000)
    _run([program, "--no-owner", "--exit-on-error", "--single-transaction", "--dbname", dsn, source])


def _run(words: list[str | Path]) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise BackupFault(f"{Path(str(words[0])).name} failed: {last[0]}")
