"""What a reader of SDMX hands on: one dataflow's rows as text columns under their own names, structure or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import duckdb

from sojourn.evidence.loading.raw import identifier

_FLOW = re.compile(r"(?:[^=]*=)?([\w.-]+):([\w@.-]+)(?:\$[\w@-]+)?(?:\(([^)]*)\))?(?::? .*)?")


@dataclass(frozen=True)
class Flow:
    """A dataflow, structure or provision agreement: agency, id, version ("" when not said)."""

    agency: str
    id: str
    version: str = ""

    @property
    def name(self) -> str:
        """`AGENCY:ID`, the way datasets are declared."""
        return f"{self.agency}:{self.id}"


@dataclass(frozen=True)
class SdmxCube:
    """The rows of one dataflow. `select` is SQL that yields text under the component names, in the order of `columns`.

    `attributes` are the components known not to be dimensions; `constants` columns that must hold one of the values.
    """

    flow: Flow
    columns: tuple[str, ...]
    select: str
    attributes: frozenset[str] = frozenset()
    constants: tuple[tuple[str, frozenset[str]], ...] = ()
    released_on: date | None = None

    def rows(self) -> list[tuple[str | None, ...]]:
        """All rows, in the order of the file; for small messages and tests."""
        names = ", ".join(map(identifier, self.columns))
        with duckdb.connect(":memory:") as connection:
            return connection.execute(f"SELECT {names} FROM ({self.select})").fetchall()  # noqa: S608 names are quoted


def flow_of(text: str) -> Flow | None:
    """Read `AGENCY:ID(1.0)`, with or without view, version, label or the start of a URN; None when it is none."""
    found = _FLOW.fullmatch(text.strip())
    return Flow(found[1], found[2], found[3] or "") if found else None
