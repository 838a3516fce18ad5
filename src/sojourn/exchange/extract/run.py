"""Write an extract: check who may, take the rows they may count, check the tables, and only then leave them there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from sojourn.accounts.viewer import Viewer
from sojourn.evidence.extracts.columns import UNITS, check, schema_of
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
    secret, schema = secrets.token_bytes(32), schema_of(pack)
    drafts: dict[str, Path] = {}
    rows: dict[str, int] = {}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for unit in UNITS:
            table = table_of(schema, ((pseudonym(secret, key), facts) for key, facts in fact_rows(by, pack.name, unit)))
            check(table, pack)
            drafts[unit], rows[unit] = folder / f".{unit}.parquet.draft", len(table)
            pq.write_table(table, drafts[unit], compression="zstd")
        record_extract(pack=pack, rows=rows, by=by)
        for unit, draft in drafts.items():
            draft.replace(folder / f"{unit}.parquet")
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return Written(folder, rows)
