"""Where the embedded server's socket lies: beside its files, or somewhere shorter."""

from __future__ import annotations

import hashlib
from pathlib import Path

# The kernels allow 103 (macOS) to 107 (Linux) bytes for the whole path of a socket.
LONGEST = 100
SOCKET_NAME = ".s.PGSQL.5432"


def is_short(folder: Path) -> bool:
    """Say whether a socket in `folder` has a path that the kernel accepts."""
    return len(str(folder / SOCKET_NAME).encode()) < LONGEST


def socket_folder(cluster: Path) -> Path:
    """Return the folder of the socket of the server whose files are in `cluster`.

    It depends on nothing but that path, so that every process finds the same one.
    """
    if is_short(cluster):
        return cluster
    # The folder itself is made for one user, and looked at before use.
    return Path("/tmp") / f"sojourn-{hashlib.sha256(str(cluster).encode()).hexdigest()[:16]}"  # noqa: S108
