"""Whether bytes are packed is seen from the bytes: publishers send gzip under headers that do not say so."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

from sojourn.evidence.connectors import refusals

GZIP = b"\x1f\x8b"
CHUNK = 1024 * 1024


def unpacked(part: Path, into: Path, *, url: str, most: int) -> None:
    """Move `part` to `into`, taking gzip off when its first bytes say so (RFC 1952), for at most `most` bytes.

    Raises Refused when the packed bytes are broken, or unpack to more than allowed.
    """
    with part.open("rb") as file:
        packed = file.read(2) == GZIP
    if not packed:
        os.replace(part, into)
        return
    draft = into.with_name(into.name + ".unpacked")
    try:
        _unpack(part, draft, url, most)
        os.replace(draft, into)
    finally:
        draft.unlink(missing_ok=True)


def _unpack(part: Path, draft: Path, url: str, most: int) -> None:
    written = 0
    try:
        with gzip.open(part, "rb") as source, draft.open("wb") as target:
            while chunk := source.read(CHUNK):
                written += len(chunk)
                if written > most:
                    raise refusals.too_big(url, most)
                target.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        part.unlink(missing_ok=True)
        message = "{url} sent packed bytes that cannot be unpacked ({why}). Run the same command again."
        raise refusals.refused("broken_packing", message, url=url, why=str(error)) from error
