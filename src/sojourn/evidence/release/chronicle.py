"""A file that only grows: each line carries the digest of the one before, and is on disk before anybody goes on.

A crash in the middle of a write leaves a torn last line. It was never confirmed, so it is left out when reading and
cut off at the next append. Any other damage is refused: a log that was changed protects nobody.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sojourn.kernel.refused import Reason, Refused

BEGINNING = "0" * 64
Entry = Mapping[str, Any]


class Chronicle:
    """One append-only file of JSON lines; `folder` is made when missing."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.jsonl"
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other writer out, in this and in other processes, while a decision rests on what was read."""
        with (self.path.with_suffix(".lock")).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)

    def entries(self) -> list[Entry]:
        """All confirmed entries, oldest first. Raises Refused (`chronicle_changed`) naming the first bad line."""
        return [entry for entry, _ in self._confirmed()]

    def append(self, entry: Entry) -> str:
        """Write one entry and return its digest once it is on disk. Call within `held` when it rests on `entries`."""
        confirmed = self._confirmed()
        before = confirmed[-1][1] if confirmed else BEGINNING
        body = _text(entry)
        digest = _digest(before, body)
        line = _text({"entry": entry, "before": before, "digest": digest}) + "\n"
        self._cut_torn()
        with self.path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)
        return digest

    def _confirmed(self) -> list[tuple[Entry, str]]:
        if not self.path.exists():
            return []
        lines = self.path.read_bytes().split(b"\n")[:-1]
        before, found = BEGINNING, []
        for number, line in enumerate(lines, start=1):
            try:
                held = json.loads(line)
                good = held["before"] == before and held["digest"] == _digest(before, _text(held["entry"]))
            except (ValueError, KeyError, TypeError):
                good = False
            if not good:
                raise Refused(
                    Reason(
                        "chronicle_changed",
                        "{file} was changed: line {line} does not follow from the lines before it; "
                        "restore it from a backup",
                        {"file": self.path.name, "line": number},
                    )
                )
            before = held["digest"]
            found.append((held["entry"], before))
        return found

    def _cut_torn(self) -> None:
        if self.path.exists():
            content = self.path.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                os.truncate(self.path, whole)


def sync_folder(folder: Path) -> None:
    """Make new and renamed files of a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that exists wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    sync_folder(path.parent)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()
