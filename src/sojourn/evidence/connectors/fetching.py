"""What every connector is: a name, a licence gate, a question it understands, and the files it brings."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sojourn.evidence.connectors import refusals
from sojourn.evidence.connectors.asking import Session

Report = Callable[[str], None]


def silently(line: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Question:
    """What to ask for: the source's own name of a dataset, filters by the source's own dimension names, years.

    `key` is a registration key or application name where the source asks for one; `accepts` names the licence that
    the asker has read and accepts, for sources behind a licence gate. `base` replaces the publisher's address.
    """

    dataset: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    key: str = ""
    accepts: str = ""
    base: str = ""

    def file_name(self, source: str, ending: str) -> str:
        """A file name that says what was asked, the same for the same question."""
        words = [source, self.dataset, *(f"{name}-{'+'.join(codes)}" for name, codes in sorted(self.filters.items()))]
        words += [str(year) for year in (self.first, self.last) if year]
        return re.sub(r"[^A-Za-z0-9+_.-]+", "_", "_".join(filter(None, words)))[:150] + ending


@dataclass(frozen=True)
class Fetched:
    """A file that came, where it was asked for, and whether it is the one that lay there already."""

    path: Path
    url: str
    unchanged: bool = False
    rows: int | None = None


class Connector(Protocol):
    """One publisher's door."""

    @property
    def name(self) -> str:
        """The word for it on the command line."""
        ...

    @property
    def title(self) -> str:
        """What people call the publisher."""
        ...

    @property
    def licence(self) -> str:
        """The id of the licence its data come under."""
        ...

    @property
    def base(self) -> str:
        """The beginning of its addresses."""
        ...

    @property
    def example(self) -> str:
        """What follows its name on the command line, for example."""
        ...

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring the files that answer the question into `folder`; raises Refused with what to do."""
        ...


def needs(question: Question, *words: str, source: str, hint: str) -> None:
    """Raise Refused when a part of the question that this source needs is absent."""
    absent = [word for word in words if not getattr(question, word)]
    if absent:
        message = "{source} needs {words}. {hint}"
        raise refusals.refused("incomplete_question", message, source=source, words=" and ".join(absent), hint=hint)


def gate(question: Question, licence: str, terms: str, source: str) -> None:
    """Raise Refused unless the asker says that they accept the licence by its name."""
    if question.accepts != licence:
        message = (
            "{source} does not give its data freely: {terms}. When your office has agreed to these terms, run the "
            "command again with  --accept-licence {licence}. The rows are marked so that no export may hold them."
        )
        raise refusals.refused("licence_gate", message, source=source, terms=terms, licence=licence)


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> int:
    """Write rows that came as JSON into one CSV, and return their number; the file appears whole or not at all."""
    draft, count = path.with_name(path.name + ".draft"), 0
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            for row in rows:
                writer.writerow(row)
                count += 1
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count
