"""Reading the store: one DuckDB connection whose views are the loaded datasets and the codelists."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sojourn.evidence.codes import codelist, codelist_names
from sojourn.evidence.store.model import Dataset, Vintage
from sojourn.evidence.store.totals import Sum, total_of
from sojourn.kernel.refused import Reason, Refused

MEMORY = "1GB"
_WORD = re.compile(r"\w+")


class Reading:
    """The store as of one date. `loaded` holds the vintage of each dataset that is readable here.

    Every loaded dataset is a view named by its id; every codelist is a view `code_<name>` with the columns code,
    level, parent, label, and `member_<name>` with code and member (direct membership, several groups per code).
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        datasets: Mapping[str, Dataset],
        loaded: Mapping[str, Vintage],
        paths: Mapping[str, Path],
    ) -> None:
        self.datasets = datasets
        self.loaded = loaded
        self._connection = connection
        self._views: dict[str, Callable[[], object]] = {
            **{name: partial(_view_of_dataset, connection, name, path) for name, path in paths.items()},
            **{f"code_{name}": partial(_view_of_codes, connection, name) for name in codelist_names()},
            **{f"member_{name}": partial(_view_of_members, connection, name) for name in codelist_names()},
        }

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection, with every view open."""
        return self.connection_for(*self._views)

    def connection_for(self, *names: str) -> duckdb.DuckDBPyConnection:
        """The connection, with at least these views open: opening all of them takes longer than many a query."""
        for name in names:
            if open_view := self._views.pop(name, None):
                open_view()
        return self._connection

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and return its rows."""
        return self._asked(query).execute(query, params).fetchall()

    def arrow(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
        """Run a query and return its rows as an Arrow table."""
        return self._asked(query).execute(query, params).to_arrow_table()

    def _asked(self, query: str) -> duckdb.DuckDBPyConnection:
        return self.connection_for(*_WORD.findall(query))

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
        return total_of(self.connection_for(dataset), self.datasets[dataset], where=where, by=by, levels=levels or {})


@contextmanager
def opened_reading(loaded: Iterable[tuple[Dataset, Vintage, Path]]) -> Iterator[Reading]:
    """Open a connection over these vintages, and close it afterwards; a view is opened when it is first asked for."""
    found = tuple(loaded)
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "autoinstall_known_extensions": False})
    try:
        datasets = {dataset.id: dataset for dataset, _, _ in found}
        vintages = {dataset.id: vintage for dataset, vintage, _ in found}
        yield Reading(connection, datasets, vintages, {dataset.id: path for dataset, _, path in found})
    finally:
        connection.close()


def _view_of_dataset(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    connection.read_parquet(str(path)).create_view(name)


def _view_of_codes(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.register(f"code_{name}", code_tables(name)[0])


def _view_of_members(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.register(f"member_{name}", code_tables(name)[1])


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
