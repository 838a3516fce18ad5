"""Opening a file by what it contains, not by its name: compression, encoding, kind; nonsense is refused with a fix."""

from __future__ import annotations

import bz2
import codecs
import csv
import gzip
import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import IO, cast

from sojourn.evidence.loading.kinds import kind_of, refuse_wrong_kind
from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import LONGEST_LINE, Opened
from sojourn.evidence.loading.trouble import see_that_there_was_room
from sojourn.evidence.store import Dataset

HEAD = 64 * 1024
CHUNK = 1 << 20
MOST_BYTES = 50 * 1024**3
"""A compressed file that grows beyond this is refused."""
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, OSError, NotImplementedError)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
Opener = Callable[[Path], AbstractContextManager[IO[bytes]]]
_PACKED: dict[bytes, Opener] = {
    b"\x1f\x8b": cast(Opener, gzip.open),
    b"BZh": cast(Opener, bz2.open),
    b"\xfd7zXZ\x00": cast(Opener, lzma.open),
}


def open_file(
    path: Path,
    scratch: Path,
    *,
    encoding: str = "",
    dataset: str = "",
    datasets: tuple[Dataset, ...] = (),
) -> Opened:
    """Make a file readable; what has to be unpacked or re-coded is written into `scratch`.

    Raises Refused for a file that is absent, empty, cut off, not text in UTF-8 (unless `encoding` says which), or
    something else than it should be: a web page, an error answer, a PDF. The message names file, line and fix.
    """
    name = path.name
    if not path.is_file():
        raise refuse("no_file", name, "there is no such file.", "Check the path.")
    sha256 = _checksum(path)
    plain = _unpacked(path, scratch, name)
    kind = kind_of(plain, name)
    if kind != "text" and kind != "json":
        head = _head(plain) if kind == "xml" else ""
        return Opened(plain, path, name, kind, sha256, dataset=dataset, datasets=datasets, head=head, scratch=scratch)
    readable, used = _as_utf8(plain, scratch, name, encoding)
    head = _head(readable)
    opened = Opened(readable, path, name, kind, sha256, used, head, dataset=dataset, datasets=datasets, scratch=scratch)
    return _table(opened)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpacked(path: Path, scratch: Path, name: str) -> Path:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise refuse("empty_file", name, "the file is empty.", "Fetch it again.")
    for mark, opener in _PACKED.items():
        if start.startswith(mark):
            return _write(partial(opener, path), scratch / "unpacked", name)
    if start.startswith(b"PK\x03\x04") and not _is_workbook(path, name):
        return _member(path, scratch, name)
    return path


def _write(opener: Callable[[], AbstractContextManager[IO[bytes]]], target: Path, name: str) -> Path:
    written = 0
    try:
        with opener() as source, target.open("wb") as file:
            while chunk := source.read(CHUNK):
                written += file.write(chunk)
                if written > MOST_BYTES:
                    raise refuse("too_large", name, f"it unpacks to more than {MOST_BYTES:,} bytes.", "Split it.")
    except BROKEN as error:
        see_that_there_was_room(error, name)
        why = f"the compressed file is cut off or damaged after {written:,} bytes of content ({error})."
        raise refuse("truncated", name, why, "Fetch it again; compare its size with the source's.") from error
    if not written:
        raise refuse("empty_file", name, "the compressed file contains nothing.", "Fetch it again.")
    return target


def _is_workbook(path: Path, name: str) -> bool:
    return any(each.startswith("xl/") for each in _names(path, name))


def _names(path: Path, name: str) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except BROKEN as error:
        why = f"the zip archive is cut off or damaged ({error})."
        raise refuse("truncated", name, why, "Fetch it again; compare its size with the source's.") from error


def _member(path: Path, scratch: Path, name: str) -> Path:
    members = [each for each in _names(path, name) if not each.endswith("/") and not each.startswith("__MACOSX")]
    if len(members) != 1:
        why = f"the zip archive holds {len(members)} files ({', '.join(members[:5])})."
        raise refuse("several_files", name, why, "Unpack it and load the right file.")
    archive = zipfile.ZipFile(path)
    try:
        return _write(lambda: archive.open(members[0]), scratch / "unpacked", name)
    finally:
        archive.close()


def _as_utf8(path: Path, scratch: Path, name: str, encoding: str) -> tuple[Path, str]:
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((word for mark, word in _MARKS.items() if start.startswith(mark)), "")
    used = marked or encoding or "utf-8"
    if used.lower().replace("_", "-") in {"utf-8", "utf8"}:
        for _ in _decoded(path, name, "utf-8"):
            pass
        return path, "utf-8"
    target = scratch / "recoded"
    with target.open("w", encoding="utf-8", newline="") as file:
        for text in _decoded(path, name, used):
            file.write(text)
    return target, used


def _decoded(path: Path, name: str, encoding: str) -> Iterator[str]:
    """Yield the text in pieces (UTF-8 may come as empty ones); refuse bytes that are no text, naming the line."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as error:
        raise refuse("encoding", name, f"there is no encoding {encoding}.", "Try windows-1252 or utf-8.") from error
    plain = encoding == "utf-8"
    with path.open("rb") as file:
        while True:
            begun = file.tell()
            chunk = file.read(CHUNK)
            if plain and chunk and chunk.isascii() and b"\0" not in chunk and not decoder.getstate()[0]:
                yield ""
                continue
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise _not_this_encoding(error, _line_at(path, begun), name, encoding) from error
            if "\0" in text:
                line = _line_at(path, begun + (chunk.find(b"\0") if plain else 0))
                why = "there is a NUL byte; this is not text, or it was damaged on its way."
                raise refuse("nul_byte", name, why, "Fetch the file again.", line=line)
            yield text
            if not chunk:
                return


def _line_at(path: Path, place: int) -> int:
    """The line on which a byte of the file stands."""
    line = 1
    with path.open("rb") as file:
        while place > 0 and (chunk := file.read(min(CHUNK, place))):
            line += chunk.count(b"\n")
            place -= len(chunk)
    return line


def _not_this_encoding(error: UnicodeDecodeError, first: int, name: str, encoding: str) -> Exception:
    good = error.object[: error.start]
    line = first + good.count(b"\n")
    byte = error.object[error.start]
    shown = good[good.rfind(b"\n") + 1 :][-20:].decode(encoding, "replace")
    why = f"byte 0x{byte:02x} after “{shown}” is not {encoding}."
    fix = "Save the file as UTF-8, or name its encoding (`--encoding windows-1252` for many office programs)."
    return refuse("encoding", name, why, fix, line=line)


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(HEAD).decode("utf-8", "ignore").removeprefix("\ufeff")


def _table(opened: Opened) -> Opened:
    refuse_wrong_kind(opened)
    if opened.kind == "json":
        return opened
    first, _, _ = opened.head.partition("\n")
    if len(first) >= min(HEAD, LONGEST_LINE) - 1:
        why = f"the first line is longer than {HEAD:,} bytes; this is not a table."
        raise refuse("line_too_long", opened.name, why, "Check what kind of file it is.", line=1)
    delimiter = max("\t;,|", key=first.count) if "\t" not in first or "," not in first else _tsv_or_csv(first)
    try:
        header = next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error as error:
        why = f"the header can't be read ({error}): lines may end with a carriage return alone."
        raise refuse("wrong_header", opened.name, why, "Save the file with ordinary line ends.", line=1) from error
    return Opened(**{**opened.__dict__, "delimiter": delimiter, "header": tuple(name.strip() for name in header)})


def _tsv_or_csv(first: str) -> str:
    """A tab in the header wins: the first column of a Eurostat TSV holds commas itself."""
    return "\t" if first.count("\t") else ","
