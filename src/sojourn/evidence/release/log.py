"""What was released, when, by whom and to whom: nothing leaves before it stands here.

The figures that were shown are kept too, for each later table of the same facts is judged together with them.
Readers are assumed to share what they got. No hidden figure is ever written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.chronicle import Chronicle, write_whole
from sojourn.kernel.moment import now
from sojourn.kernel.refused import Reason, Refused

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One table as its readers have it: axes, the figures shown, and the base when they are rounded."""

    facts: str
    vintage: str
    axes: tuple[Axis, ...]
    base: int | None
    figures: Mapping[Cell, float]
    amounts: Mapping[Cell, float]


class ReleaseLog:
    """The releases of one folder, append-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chronicle = Chronicle(folder, "releases")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else release in between reading what was told and telling more."""
        with self.chronicle.held():
            yield

    def entries(self) -> list[Mapping[str, Any]]:
        """Who released what, when and to whom, oldest first; with the digest of each table."""
        return self.chronicle.entries()

    def told(self, facts: str) -> list[Told]:
        """All tables of these facts, of every vintage, each content once, oldest first."""
        digests = dict.fromkeys(entry["digest"] for entry in self.entries() if entry["facts"] == facts)
        return [self._read(digest) for digest in digests]

    def write(self, told: Told, *, by: str, to: str, rule: str) -> str:
        """Keep a table and say that it leaves; return its digest once both are on disk."""
        content = json.dumps(_plain(told), ensure_ascii=False, sort_keys=True).encode()
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            write_whole(path, content)
        self.chronicle.append({
            "at": now().isoformat(), "by": by, "to": to, "rule": rule, "digest": digest,
            "facts": told.facts, "vintage": told.vintage, "axes": [axis.name for axis in told.axes],
        })  # fmt: skip
        return digest

    def _path(self, digest: str) -> Path:
        return self.folder / "tables" / f"{digest}.json"

    def _read(self, digest: str) -> Told:
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise Refused(
                Reason(
                    "release_lost",
                    "the released table {digest} is missing or changed: restore it from a backup, for later tables "
                    "cannot be judged without it",
                    {"digest": digest},
                )
            )
        return _told(json.loads(content))


def _plain(told: Told) -> dict[str, Any]:
    return {
        "facts": told.facts, "vintage": told.vintage, "base": told.base,
        "axes": [
            {"name": axis.name, "telling": axis.telling,
             "groups": [[name, sorted(codes)] for name, codes in axis.groups.items()]}
            for axis in told.axes
        ],
        "figures": [[list(cell), value] for cell, value in told.figures.items()],
        "amounts": [[list(cell), value] for cell, value in told.amounts.items()],
    }  # fmt: skip


def _told(plain: dict[str, Any]) -> Told:
    axes = tuple(
        Axis(one["name"], {name: frozenset(codes) for name, codes in one["groups"]}, one["telling"])
        for one in plain["axes"]
    )
    figures, amounts = ({tuple(cell): value for cell, value in plain[part]} for part in ("figures", "amounts"))
    return Told(plain["facts"], plain["vintage"], axes, plain["base"], figures, amounts)
