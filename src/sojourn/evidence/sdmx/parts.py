"""Rows of a message on their way to DuckDB: written to scratch in parts, so that a long message needs little memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.loading.raw import identifier, literal

BATCH = 50_000


class Parts:
    """Takes rows (component → text) and writes them as Parquet parts; a component may first appear late."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.columns: dict[str, None] = {}
        self.count = 0
        self._rows: list[Mapping[str, str | None]] = []
        self._files: list[Path] = []

    def add(self, row: Mapping[str, str | None]) -> None:
        """Take one row."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        for row in self._rows:
            self.columns.update(dict.fromkeys(row))
        table = pa.table({name: pa.array([row.get(name) for row in self._rows], pa.string()) for name in self.columns})
        path = self.folder / f"{self.name}-{len(self._files)}.parquet"
        pq.write_table(table, path)
        self._files.append(path)
        self._rows = []

    def select(self) -> str:
        """SQL over all rows, in their order."""
        if self._rows or not self._files:
            self._flush()
        listed = ", ".join(map(literal, self._files))
        names = ", ".join(map(identifier, self.columns))
        return f"SELECT {names} FROM read_parquet([{listed}], union_by_name=true)"  # noqa: S608 names are quoted
