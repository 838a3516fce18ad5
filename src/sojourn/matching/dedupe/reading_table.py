"""Open a CSV or Parquet file of people: its columns by field, every value a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.dedupe.fields import FIELDS, fields_of


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The columns of a file by field (see `sojourn.matching.dedupe.fields`), and how many rows it has."""

    path: Path
    size: int
    columns: dict[str, list[pa.ChunkedArray]]


def open_people(path: Path, named: dict[str, Sequence[str]] | None = None) -> PeopleTable:
    """Read the columns that are known of a file; `named` gives headers by field where they can't be guessed.

    Raises Refused when the file cannot be read, or has no column with names.
    """
    try:
        table = _parquet(path, named) if path.suffix.lower() in (".parquet", ".pq") else _csv(path, named)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Refused(_unreadable(path, str(error).splitlines()[0])) from error
    headers = named or fields_of(table.column_names)
    columns = {field: [table.column(header) for header in headers[field]] for field in headers if headers[field]}
    if not columns.keys() & {"name", "given", "family"}:
        raise Refused(_nameless(path, table.column_names))
    return PeopleTable(path, table.num_rows, columns)


def _unreadable(path: Path, why: str) -> Reason:
    return Reason("people_unreadable", "{file} can’t be read as a table: {why}", {"file": path.name, "why": why})


def _nameless(path: Path, headers: Sequence[str]) -> Reason:
    return Reason(
        "people_without_names",
        "{file} has no column with names; it has: {columns}. Call one “name”, or two “given” and “family”",
        {"file": path.name, "columns": ", ".join(headers)},
        field="name",
    )


def _parquet(path: Path, named: dict[str, Sequence[str]] | None) -> pa.Table:
    headers = pyarrow.parquet.read_schema(path).names
    table = pyarrow.parquet.read_table(path, columns=_wanted(headers, named))
    return table if table.num_columns else table.rename_columns([])


def _csv(path: Path, named: dict[str, Sequence[str]] | None) -> pa.Table:
    with path.open(encoding="utf-8-sig") as lines:
        first = lines.readline()
    delimiter = max(",;\t|", key=first.count)
    headers = _headers(path, delimiter)
    convert = pyarrow.csv.ConvertOptions(
        include_columns=_wanted(headers, named) or headers,
        column_types=dict.fromkeys(headers, pa.string()),
        strings_can_be_null=True,
        null_values=[""],
    )
    parse = pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    return pyarrow.csv.read_csv(path, convert_options=convert, parse_options=parse)


def _headers(path: Path, delimiter: str) -> list[str]:
    parse = pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    with pyarrow.csv.open_csv(path, parse_options=parse) as reader:
        return list(reader.schema.names)


def _wanted(headers: Sequence[str], named: dict[str, Sequence[str]] | None) -> list[str]:
    known = named or fields_of(headers)
    return [header for field in FIELDS for header in known.get(field, ())]
