"""Who is using the embedded server: locks that the kernel lets go of, even when a process is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Start and stop the server one process at a time."""
    with open(folder / "starting.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Hold:
    """A sign that this process uses the server, from `take` until `last_one_out` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "in-use.lock"
        self._file: int | None = None

    def take(self) -> None:
        """Say that we use the server."""
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def last_one_out(self) -> bool:
        """Let go, and say whether nobody else uses the server. Call it inside `alone`."""
        if self._file is None:
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        finally:
            os.close(self._file)
            self._file = None
