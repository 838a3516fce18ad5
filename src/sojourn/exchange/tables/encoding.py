"""Which characters a text file is written in: proved by its bytes or told by the user, never guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

from sojourn.exchange.tables.faults import FileFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# These write any character in ASCII, some of them halves of characters; no spreadsheet is saved so.
_NO_ENCODINGS = {"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined"}
_CHUNK = 1 << 20
_Decoder = codecs.IncrementalDecoder


def encoding_of(path: Path, told: str = "") -> str:
    """Return the codec name; the whole file is decoded once, so a bad byte at its end is found before any write."""
    with path.open("rb") as stream:
        start = stream.read(4)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), "")
    codec = marked or told or "utf-8"
    _prove(path, codec, told=bool(told))
    return codec


def _prove(path: Path, codec: str, *, told: bool) -> None:
    try:
        found = codecs.lookup(codec)
        if found.name in _NO_ENCODINGS or not found._is_text_encoding:
            raise LookupError(codec)
        decoder = codecs.getincrementaldecoder(codec)()
    except (LookupError, ValueError):
        fix = "Use for example utf-8, windows-1252 or windows-1256."
        raise FileFault(path, "encoding", f"There is no encoding called {codec!r}.", fix) from None
    line = 1
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            line = _decode(path, decoder, chunk, line, codec, told)
        _decode(path, decoder, b"", line, codec, told, final=True)


def _decode(
    path: Path, decoder: _Decoder, chunk: bytes, line: int, codec: str, told: bool, *, final: bool = False
) -> int:
    try:
        text = decoder.decode(chunk, final)
    except UnicodeError as error:
        if isinstance(error, UnicodeDecodeError):
            line += error.object[: error.start].count(b"\n")
        named = "name its encoding in the mapping, e.g. `file: {encoding: windows-1256}`"
        fix = f"Save it as UTF-8 (in Excel: “CSV UTF-8”), or {named}."
        if told:
            fix = "Name another encoding in the mapping under `file`, or save the file as UTF-8."
        raise FileFault(path, "encoding", f"The file is not {codec}.", fix, place=f"line {line}") from None
    if "\0" in text:
        line += text[: text.index("\0")].count("\n")
        fix = "Save the sheet again as CSV UTF-8; this looks like UTF-16 without its mark, or like no text at all."
        raise FileFault(path, "nul", "There is a NUL character.", fix, place=f"line {line}")
    return line + text.count("\n")
