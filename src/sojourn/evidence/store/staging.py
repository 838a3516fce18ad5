"""Scratch folders of a load: whole vintages are moved out of them in one step; those of dead loads are swept."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

FOLDER, LOCK, MAKING = ".staging", "lock", "making-"
JUST_BEGUN = 60.0
"""Seconds for which a scratch folder in the making is left alone."""


@dataclass(frozen=True)
class Staging:
    """A scratch folder; what lies in its `vintage` becomes the vintage."""

    folder: Path

    @property
    def vintage(self) -> Path:
        """The folder that will be moved into place."""
        return self.folder / "vintage"

    def move_to(self, target: Path) -> bool:
        """Put the vintage in place with one rename, everything on disk before and after; False when it is taken."""
        for path in self.vintage.iterdir():
            _to_disk(path)
        _to_disk(self.vintage)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.vintage.rename(target)
        except OSError as error:
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
                return False
            raise
        _to_disk(target.parent)
        return True


@contextmanager
def staged(store: Path) -> Iterator[Staging]:
    """Lend a scratch folder under the store; a lock held by this process tells it from what a dead one left."""
    root = store / FOLDER
    root.mkdir(parents=True, exist_ok=True)
    sweep(root)
    staging = Staging(root / uuid4().hex)
    making = root / (MAKING + staging.folder.name)
    (making / "vintage").mkdir(parents=True)
    with (making / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Only a folder whose lock is held gets a name that the sweep of another load looks at.
        making.rename(staging.folder)
        try:
            yield staging
        finally:
            shutil.rmtree(staging.folder, ignore_errors=True)


def sweep(root: Path) -> None:
    """Remove the scratch folders whose owners have died: their lock can be taken."""
    for folder in root.iterdir():
        if _abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    try:
        if folder.name.startswith(MAKING):
            return time.time() - folder.stat().st_mtime > JUST_BEGUN
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError, NotADirectoryError):
        # Its owner is at work, or has just tidied up itself.
        return False
    return True


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
