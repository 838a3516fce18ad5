"""Checks the chain in Python, apart from the database function that wrote it, and anchors its end in a file outside.

Each hash is SHA-256 over the hash before it and the event's own text. Whoever could rewrite the whole table could
rewrite all hashes too; a line of an anchor file, kept on another machine, is what they can't make fit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sojourn.audit.models import Event, Head

_COLUMNS = (
    "seq",
    "at",
    "ordered_at",
    "office_id",
    "actor",
    "action",
    "kind",
    "object_id",
    "compartment",
    "detail",
    "hash",
)
_Row = tuple[Any, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds; `first_bad` is the number of the first entry that doesn't, `why` says what is wrong."""

    ok: bool
    checked: int
    first_bad: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Anchor:
    """One line of an anchor file: what the chain's end was at an instant."""

    chain: UUID
    seq: int
    hash: str
    at: str


class BadAnchor(ValueError):
    """An anchor file that can't be read as one."""


def genesis(chain: UUID) -> bytes:
    """The hash that the first event builds on."""
    return sha256(f"sojourn audit chain {chain}".encode()).digest()


def link(before: bytes, row: _Row) -> bytes:
    """The hash of one event, given the hash before it."""
    seq, at, ordered_at, office, *texts = row[:-1]
    framed = [str(seq), _instant(at), _instant(ordered_at), str(office or "")]
    framed += [f"{len(text)}:{text}" for text in texts]
    return sha256(before + "|".join(framed).encode()).digest()


def verify(anchor: Path | None = None) -> Verdict:
    """Recompute every hash from the first event to the head, and compare with the anchors of a file, if given.

    Raises PermissionError when the session doesn't see the whole chain (see protection.scope.whole_chain), for a chain
    with holes would prove nothing; BadAnchor, or OSError, for the file.
    """
    _see_all()
    anchors = read_anchors(anchor) if anchor else []
    with transaction.atomic():
        head = Head.objects.first()
        rows = Event.objects.order_by("seq").values_list(*_COLUMNS).iterator(chunk_size=5_000)
        return judge(head, rows, anchors, later_head=Head.objects.first)


def judge(
    head: Head | None,
    rows: Iterable[_Row],
    anchors: Iterable[Anchor] = (),
    later_head: Callable[[], Head | None] | None = None,
) -> Verdict:
    """The check itself, over rows in the order of their numbers.

    `later_head` reads the head again, when rows lie beyond it: written meanwhile, or by somebody else's hand.
    """
    known = {one.seq: one for one in anchors}
    if head is None:
        return _headless(rows, known)
    stranger = next((one for one in known.values() if one.chain != head.chain), None)
    if stranger:
        return Verdict(False, 0, stranger.seq, "the anchor file belongs to another chain")
    before, seq, latest = genesis(head.chain), 0, None
    for row in rows:
        why = _fault_of(row, seq + 1, before, latest) or _misfit(row, head, known)
        if why:
            return Verdict(False, seq, seq + 1, why)
        before, seq, latest = bytes(row[-1]), row[0], row[2]
    if seq > head.seq and later_head:
        head = later_head() or head
    return _at_the_end(head, before, seq, known)


def _fault_of(row: _Row, expected: int, before: bytes, latest: datetime | None) -> str:
    if row[0] != expected:
        return f"entry {expected} is missing"
    if bytes(row[-1]) != link(before, row):
        return f"entry {expected} is not what was written, or stands in another's place"
    if latest is not None and row[2] < latest:
        return f"entry {expected} is out of order"
    return ""


def _misfit(row: _Row, head: Head, known: dict[int, Anchor]) -> str:
    seq, found = row[0], bytes(row[-1])
    if seq in known and known[seq].hash != found.hex():
        return f"entry {seq} differs from what was anchored {known[seq].at}"
    if seq == head.seq and bytes(head.hash) != found:
        return f"entry {seq} is not the one the head of the chain knows"
    return ""


def _at_the_end(head: Head, before: bytes, seq: int, known: dict[int, Anchor]) -> Verdict:
    if seq < head.seq:
        return Verdict(False, seq, seq + 1, f"the trail ends at entry {seq}, but {head.seq} were written")
    if seq > head.seq:
        return Verdict(False, head.seq, head.seq + 1, f"entry {head.seq + 1} lies beyond the head of the chain")
    if seq == 0 and bytes(head.hash) != before:
        return Verdict(False, 0, 1, "the head of the empty chain was changed")
    beyond = min((number for number in known if number > seq), default=None)
    if beyond is not None:
        why = f"entry {beyond} was anchored {known[beyond].at}, but the trail ends at {seq}: cut off, or an older copy"
        return Verdict(False, seq, seq + 1, why)
    return Verdict(True, seq)


def _headless(rows: Iterable[_Row], known: dict[int, Anchor]) -> Verdict:
    if next(iter(rows), None) is not None:
        return Verdict(False, 0, 1, "the head of the chain is missing")
    if known:
        return Verdict(False, 0, 1, f"the trail is empty, but {max(known)} entries were anchored")
    return Verdict(True, 0)


def anchor(path: Path) -> Anchor | None:
    """Add the chain's present end to the file, safely on disk; return it, or None when nothing was written yet.

    Raises PermissionError when the session doesn't see the whole chain.
    """
    _see_all()
    head = Head.objects.first()
    if head is None or head.seq == 0:
        return None
    made = Anchor(head.chain, head.seq, bytes(head.hash).hex(), _instant(head.ordered_at))
    line = {"chain": str(made.chain), "seq": made.seq, "hash": made.hash, "at": made.at}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return made


def read_anchors(path: Path) -> list[Anchor]:
    """Read an anchor file; raise BadAnchor, naming the line, when one isn't as `anchor` writes it."""
    return list(_lines(path))


def _lines(path: Path) -> Iterator[Anchor]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            parts = json.loads(line)
            yield Anchor(UUID(parts["chain"]), int(parts["seq"]), str(parts["hash"]), str(parts["at"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadAnchor(f"line {number} of {path.name} is no anchor: {error}") from error


def _see_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '*' = ANY (coalesce(nullif(current_setting('sojourn.audit', true), ''), '{}')::text[])")
        (seen,) = cursor.fetchone()
    if not seen:
        raise PermissionError("this session sees only a part of the audit trail")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
