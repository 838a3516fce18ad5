"""Make a backup: one instant of the database, and every attachment that it mentions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg

from sojourn import __version__
from sojourn.jobs.backup import archive, database
from sojourn.jobs.backup.faults import BackupFault
from sojourn.kernel import moment

DUMP = "database.dump"
ATTACHMENTS = "attachments"
SECRETS = "secret-keys"


def make_backup(
    *,
    dsn: str,
    attachments: Path,
    target: Path,
    programs: database.Programs,
    passphrase: str = "",
    secrets: Sequence[str] = (),
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Write a backup to `target` and return what it says of itself; raise BackupFault, leaving no half file.

    `dsn` is the owner's way in, since a backup must hold what no single viewer may see. `secrets` are the
    keys under which second factors are kept: without them nobody who has one could sign in after a restore.
    """
    if target.exists():
        raise BackupFault(f"{target.name} exists already.", "Give another name; backups are never overwritten.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dumped = Path(folder) / DUMP
        with database.instant(dsn) as (connection, snapshot), archive.writing(target, passphrase) as out:
            tell("Writing the database …")
            database.dump(dsn, snapshot, dumped, programs)
            out.add(DUMP, dumped)
            dumped.unlink()
            if secrets:
                _secrets(out, Path(folder) / SECRETS, secrets)
            files = _attachments(out, connection, attachments, tell)
            about = {**_about(connection), "attachments": files, "secret_keys": len(secrets)}
            out.finish(about)
    return about


def _secrets(out: archive.ArchiveWriter, place: Path, secrets: Sequence[str]) -> None:
    # The folder around it is readable by its owner only, and gone in a moment.
    place.write_text("\n".join(secrets))
    out.add(SECRETS, place)
    place.unlink()


def _attachments(
    out: archive.ArchiveWriter, connection: psycopg.Connection, folder: Path, tell: Callable[[str], None]
) -> int:
    paths = [str(row[0]) for row in connection.execute("SELECT path FROM cases_attachment ORDER BY path")]
    tell(f"Writing {len(paths)} attachments …")
    for path in paths:
        place = folder / path
        if not place.is_file():
            fix = "Find it, or restore the attachments folder, before trusting any backup."
            raise BackupFault(f"The attachment {path} is missing from the data folder.", fix)
        out.add(f"{ATTACHMENTS}/{path}", place)
    return len(paths)


def _about(connection: psycopg.Connection) -> dict[str, Any]:
    migrations = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return {
        "made_at": moment.now().isoformat(),
        "sojourn": __version__,
        "postgresql": connection.info.server_version,
        "migrations": [str(row[0]) for row in migrations],
        "rows": database.counts(connection),
    }
