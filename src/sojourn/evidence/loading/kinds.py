"""What a file is from its first bytes, and a kind word when it is not what anybody meant to load."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Kind, Opened

_FOREIGN = {
    b"%PDF": ("a PDF", "Fetch the table itself as CSV or XLSX."),
    b"\xd0\xcf\x11\xe0": ("a workbook of the old binary kind (.xls)", "Save it as XLSX or CSV."),
    b"\x28\xb5\x2f\xfd": ("compressed with zstd", "Unpack it first."),
    b"PAR1": ("a Parquet file", "Save it as CSV."),
    b"7z\xbc\xaf": ("a 7z archive", "Unpack it first."),
    b"Rar!": ("a RAR archive", "Unpack it first."),
    b"\x89PNG": ("a picture", "Fetch the table itself."),
}
_UUID = re.compile(r"\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_ERROR_WORDS = ("error", "errors", "error_message", "fault", "exception", "message", "detail")
SMALL = 64 * 1024


def kind_of(path: Path, name: str) -> Kind:
    """Tell text, workbook, XML or JSON; Refused `wrong_kind` for what can't be loaded."""
    with path.open("rb") as file:
        start = file.read(512)
    if not start:
        raise refuse("empty_file", name, "the file is empty.", "Fetch it again.")
    for mark, (what, fix) in _FOREIGN.items():
        if start.startswith(mark):
            raise refuse("wrong_kind", name, f"this is {what}, not a table.", fix)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    plain = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").lstrip()
    if plain.startswith(b"<") and not _looks_like_html(plain.decode("latin-1")):
        return "xml"
    return "json" if plain[:1] in {b"{", b"["} else "text"


def refuse_wrong_kind(opened: Opened) -> None:
    """Refuse a web page, an error answer, a promise to answer later, and nothing but blanks."""
    head = opened.head.lstrip()
    if not head:
        raise refuse("empty_file", opened.name, "there is nothing but blanks.", "Fetch it again.")
    if _looks_like_html(head):
        found = _TITLE.search(head)
        title = f" titled “{' '.join(found[1].split())}”" if found else ""
        why = f"this is a web page{title}, not a table: the address was wrong, or the source was down."
        raise refuse("html", opened.name, why, "Open the address in a browser, then fetch the file again.", line=1)
    if _UUID.fullmatch(head):
        why = "the source answered with a ticket number: the figures come later."
        raise refuse("answer_later", opened.name, why, "Use `sojourn evidence fetch`, which waits for them.", line=1)
    if opened.kind == "json":
        _refuse_error_answer(opened)


def _looks_like_html(head: str) -> bool:
    start = head[:512].lower().lstrip()
    return "<html" in start or start.startswith(("<!doctype html", "<head", "<body"))


def _refuse_error_answer(opened: Opened) -> None:
    if opened.path.stat().st_size > SMALL:
        return
    try:
        found = json.loads(opened.head)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        why = f"this begins like JSON and is none ({error})."
        raise refuse("broken_json", opened.name, why, "Fetch it again.", line=line) from error
    first = found[0] if isinstance(found, list) and len(found) == 1 else found
    if not isinstance(first, dict):
        return
    said = next((first[word] for word in _ERROR_WORDS if first.get(word)), None)
    if said is not None and not {"data", "dataSets", "structure", "value", "items", "names"} & set(first):
        words = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        why = f"the source answered with an error, not with figures: {words[:300]}"
        raise refuse("error_answer", opened.name, why, "Ask the source again with other words.", line=1)
