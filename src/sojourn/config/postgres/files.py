"""The embedded server's configuration files, written anew at each start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sojourn.config.postgres.server_user import ServerUser

# Terse errors without their statement: a log that never repeats a person's name or e-mail address.
QUIET_LOG = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# Seven files, one per weekday, each begun anew a week later.
KEPT_LOG = {
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}


def write_configuration(
    cluster: Path, socket: Path, user: ServerUser, ourselves: str, extra: Mapping[str, str]
) -> None:
    """Write `sojourn.conf`, `pg_hba.conf` and `pg_ident.conf` into `cluster`.

    No port is opened, and only the server's user and ours are let in, whom the kernel vouches for ("peer").
    """
    chosen = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "max_connections": "100",
        **QUIET_LOG,
        **KEPT_LOG,
        **extra,
    }
    _write(cluster / "sojourn.conf", [f"{name} = {_quoted(value)}" for name, value in chosen.items()], user)
    _write(cluster / "pg_hba.conf", ["local all all peer map=sojourn"], user)
    _write(cluster / "pg_ident.conf", [f'sojourn "{name}" all' for name in sorted({user.name, ourselves})], user)
    main = cluster / "postgresql.conf"
    include = "include 'sojourn.conf'"
    if include not in main.read_text().splitlines():
        main.write_text(f"{main.read_text()}\n{include}\n")


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(place: Path, lines: list[str], user: ServerUser) -> None:
    place.write_text("\n".join(lines) + "\n")
    place.chmod(0o600)
    if user.other:
        os.chown(place, user.uid, user.gid)
