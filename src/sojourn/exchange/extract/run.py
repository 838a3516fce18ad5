"""Write an extract: check who may, take the rows they may count, check the tables, and only then leave them there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from sojourn.accounts.viewer import Viewer
from sojourn.evidence.extracts.columns import BATCH, UNITS, check, schema_of
from sojourn.exchange.actions import record_extract
from sojourn.exchange.extract.rows import pseudonym, table_of
from sojourn.exchange.queries import fact_rows
from sojourn.grammar.packs import Pack


@dataclass(frozen=True)
class Written:
    """How many rows of each unit went where."""

    folder: Path
    rows: dict[str, int]


def write_extract(*, pack: Pack, folder: Path, by: Viewer) -> Written:
    """Write `case.parquet` and `member.parquet` of a pack into `folder`; an extract that is there is replaced.

    The secret of the pseudonyms is drawn for this extract and kept nowhere, so two extracts cannot be joined.
    Raises Refused: `role` without the right to export, and those of the check.
    """
    secret = secrets.token_bytes(32)
    drafts: dict[str, Path] = {}
    rows: dict[str, int] = {}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for unit in UNITS:
            drafts[unit] = folder / f".{unit}.parquet.draft"
            found = ((pseudonym(secret, key), facts) for key, facts in fact_rows(by, pack.name, unit))
            rows[unit] = _written(drafts[unit], pack, found)
        record_extract(pack=pack, rows=rows, by=by)
        for unit, draft in drafts.items():
            draft.replace(folder / f"{unit}.parquet")
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return Written(folder, rows)


def _written(path: Path, pack: Pack, rows: Iterator[tuple[str, dict[str, Any]]]) -> int:
    """Write rows in batches, each checked before it is written; return how many."""
    schema, count = schema_of(pack), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            table = table_of(schema, batch)
            check(table, pack)
            writer.write_table(table)
            count += len(batch)
    return count
