"""The backup's file: a tar stream whose last member lists every other with its SHA-256."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from sojourn.jobs.backup.faults import BackupFault
from sojourn.jobs.backup.sealing import SealedReader, SealingWriter, is_sealed

MANIFEST = "manifest.json"
FORMAT = 1


class ArchiveWriter:
    """Adds files and writes the manifest last."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._digests: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add the file at `path` as `name`."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = path.stat().st_size, 0o600
        with path.open("rb") as stream:
            hashing = _Hashing(stream)
            self._tar.addfile(entry, cast(IO[bytes], hashing))
        self._digests[name] = hashing.digest()

    def finish(self, about: dict[str, Any]) -> None:
        """Write the manifest: `about` and the digests of all that was added."""
        text = json.dumps({"format": FORMAT, **about, "sha256": self._digests}, indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self._tar.addfile(entry, io.BytesIO(text))


class _Hashing:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._hash = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def writing(target: Path, passphrase: str) -> Iterator[ArchiveWriter]:
    """Write an archive to `target`, readable by its owner only; it appears under its name only when it is whole."""
    draft = target.with_name(f".{target.name}.part")
    try:
        with open(draft, "wb", opener=_private) as file:
            outer = SealingWriter(file, passphrase) if passphrase else None
            with tarfile.open(fileobj=cast(Any, outer or file), mode="w|") as tar:
                yield ArchiveWriter(tar)
            if outer:
                outer.close()
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def unpack(source: Path, into: Path, passphrase: str) -> dict[str, Any]:
    """Unpack into the empty folder `into` and return the manifest; raise BackupFault unless every file is whole."""
    try:
        with source.open("rb") as file:
            sealed = is_sealed(file.read(32))
            file.seek(0)
            if sealed and not passphrase:
                raise BackupFault("This backup is sealed.", "Give its passphrase with --passphrase-file.")
            stream = io.BufferedReader(SealedReader(file, passphrase)) if sealed else file
            found = _extract(cast(BinaryIO, stream), into)
    except FileNotFoundError:
        raise BackupFault(f"There is no file {source.name}.", "Check the path.") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupFault(f"{source.name} is not a whole backup ({error}).", "Use another copy.") from error
    return _proved(source, into, found)


def _extract(stream: BinaryIO, into: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            member = tar.extractfile(entry)
            place = (into / entry.name).resolve()
            if member is None or not place.is_relative_to(into.resolve()):
                raise BackupFault(f"The backup holds something that is no file of ours: {entry.name!r}.")
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            digest = hashlib.sha256()
            with open(place, "wb", opener=_private) as target:
                while data := member.read(1 << 20):
                    digest.update(data)
                    target.write(data)
            found[entry.name] = digest.hexdigest()
    return found


def _proved(source: Path, into: Path, found: dict[str, str]) -> dict[str, Any]:
    found.pop(MANIFEST, None)
    try:
        manifest: dict[str, Any] = json.loads((into / MANIFEST).read_text())
    except (OSError, ValueError):
        raise BackupFault(f"{source.name} ends before its manifest.", "Use another copy.") from None
    if manifest.get("format") != FORMAT:
        raise BackupFault(f"{source.name} was made by another version.", "Restore it with that version first.")
    wrong = sorted(
        name for name in manifest["sha256"].keys() | found if manifest["sha256"].get(name) != found.get(name)
    )
    if wrong:
        raise BackupFault(f"{len(wrong)} files of {source.name} are damaged, {wrong[0]} first.", "Use another copy.")
    return manifest
