"""Put a backup back: beside what is there, proved, and only then in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from sojourn.jobs.backup import archive, database
from sojourn.jobs.backup.faults import BackupFault
from sojourn.jobs.backup.make import ATTACHMENTS, DUMP, SECRETS
from sojourn.kernel import moment


def restore_backup(
    *,
    source: Path,
    dsn: str,
    name: str,
    attachments: Path,
    programs: database.Programs,
    passphrase: str = "",
    replace: bool = False,
    remember: Callable[[list[str]], None] = lambda secrets: None,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Restore into the database `name`; `dsn` leads to that server as the owner. Return the manifest.

    Raises BackupFault when the file is damaged, when rows are missing afterwards, or when `name` holds tables and
    `replace` is false. What was there before is renamed, never deleted. `remember` is given the secret keys of
    the backup, when it has them.
    """
    attachments.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=attachments.parent, prefix=".restore-") as folder:
        tell("Checking every file of the backup …")
        manifest = archive.unpack(source, Path(folder), passphrase)
        used = _holds_tables(make_conninfo(dsn, dbname=name))
        if used and not replace:
            fix = "Add --replace; what is there now is then kept under another name."
            raise BackupFault(f"The database {name} is in use.", fix)
        draft = f"{name}_restoring"
        _fresh(dsn, draft)
        tell("Restoring the database …")
        database.put_back(make_conninfo(dsn, dbname=draft), Path(folder) / DUMP, programs)
        _prove(make_conninfo(dsn, dbname=draft), manifest)
        stamp = moment.now().strftime("%Y%m%d_%H%M%S")
        _swap(dsn, name, draft, f"{name}_before_{stamp}" if used else "")
        _swap_files(Path(folder) / ATTACHMENTS, attachments, stamp)
        if (kept := Path(folder) / SECRETS).exists():
            remember(kept.read_text().split())
    return manifest


def _holds_tables(dsn: str) -> bool:
    try:
        with psycopg.connect(dsn) as connection:
            return bool(database.counts(connection))
    except psycopg.OperationalError:
        return False


def _fresh(dsn: str, name: str) -> None:
    with psycopg.connect(dsn, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def _prove(dsn: str, manifest: dict[str, Any]) -> None:
    with psycopg.connect(dsn) as connection:
        found = database.counts(connection)
    wrong = [table for table, rows in manifest["rows"].items() if found.get(table) != rows]
    if wrong:
        raise BackupFault(f"After restoring, the table {wrong[0]} has not the rows it had.", "Use another copy.")


def _swap(dsn: str, name: str, draft: str, kept: str) -> None:
    with psycopg.connect(dsn, dbname="postgres", autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        try:
            if there and kept:
                _rename(server, name, kept)
            elif there:
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
            _rename(server, draft, name)
        except psycopg.errors.ObjectInUse as error:
            fix = "Stop `sojourn serve` and `sojourn worker`, then try again."
            raise BackupFault(f"The database {name} is being used.", fix) from error


def _rename(server: psycopg.Connection, old: str, new: str) -> None:
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _swap_files(restored: Path, attachments: Path, stamp: str) -> None:
    if attachments.exists() and any(attachments.iterdir()):
        attachments.rename(attachments.with_name(f"{attachments.name}_before_{stamp}"))
    if restored.exists():
        shutil.copytree(restored, attachments, dirs_exist_ok=True)
    attachments.mkdir(exist_ok=True, mode=0o700)
