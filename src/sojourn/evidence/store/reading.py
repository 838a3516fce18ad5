"""Reading the store: one DuckDB connection whose views are the loaded datasets and the codelists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sojourn.evidence.codes import codelist, codelist_names
from sojourn.evidence.store.model import Dataset, Vintage
from sojourn.evidence.store.totals import Sum, total_of
from sojourn.kernel.refused import Reason, Refused

MEMORY = "1GB"


class Reading:
    """The store as of one date. `loaded` holds the vintage of each dataset that is readable here.

    Every loaded dataset is a view named by its id; every codelist is a view `code_<name>` with the columns code,
    level, parent, label, and `member_<name>` with code and member (direct membership, several groups per code).
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, datasets: Mapping[str, Dataset], loaded: Mapping[str, Vintage]
    ) -> None:
        self.connection = connection
        self.datasets = datasets
        self.loaded = loaded

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and return its rows."""
        return self.connection.execute(query, params).fetchall()

    def arrow(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
        """Run a query and return its rows as an Arrow table."""
        return self.connection.execute(query, params).to_arrow_table()

    def total(
        self,
        dataset: str,
        *,
        where: Mapping[str, str | Collection[str]],
        by: Sequence[str] = (),
        levels: Mapping[str, str | Collection[str]] | None = None,
    ) -> tuple[Sum, ...]:
        """Add up a dataset's figures: the only door to a sum, see `totals.total_of` for what it refuses."""
        if dataset not in self.loaded:
            message = "Nothing is loaded for {dataset}: load a file with `sojourn evidence load`."
            raise Refused(Reason("not_loaded", message, {"dataset": dataset}))
        return total_of(self.connection, self.datasets[dataset], where=where, by=by, levels=levels or {})


@contextmanager
def opened_reading(loaded: Iterable[tuple[Dataset, Vintage, Path]]) -> Iterator[Reading]:
    """Open the views over these vintages, and close the connection afterwards."""
    found = tuple(loaded)
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "autoinstall_known_extensions": False})
    try:
        for dataset, _, path in found:
            connection.read_parquet(str(path)).create_view(dataset.id)
        for name in codelist_names():
            codes, members = code_tables(name)
            connection.register(f"code_{name}", codes)
            connection.register(f"member_{name}", members)
        yield Reading(
            connection, {each.id: each for each, _, _ in found}, {each.id: vintage for each, vintage, _ in found}
        )
    finally:
        connection.close()


@cache
def code_tables(name: str) -> tuple[pa.Table, pa.Table]:
    """A codelist as a table of codes and a table of direct memberships."""
    codes = tuple(codelist(name).codes.values())
    listed = {
        "code": [each.code for each in codes],
        "level": [each.level for each in codes],
        "parent": [each.parents[0] if each.parents else None for each in codes],
        "label": [each.label for each in codes],
    }
    pairs = [(parent, each.code) for each in codes for parent in each.parents]
    members = {"code": [parent for parent, _ in pairs], "member": [member for _, member in pairs]}
    text = pa.string()
    return (
        pa.table(listed, schema=pa.schema([(key, text) for key in listed])),
        pa.table(members, schema=pa.schema([(key, text) for key in members])),
    )
