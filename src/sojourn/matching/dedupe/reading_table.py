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
from sojourn.matching.dedupe.table_faults import delimiter_of, fault_of, refuse_twins

Named = dict[str, Sequence[str]] | None


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The columns of a file by field (see `sojourn.matching.dedupe.fields`), and how many rows it has."""

    path: Path
    size: int
    columns: dict[str, list[pa.ChunkedArray]]


def open_people(path: Path, named: Named = None) -> PeopleTable:
    """Read the columns that are known of a file; `named` gives headers by field where they can't be guessed.

    Raises Refused when the file cannot be read, or has no column with names.
    """
    read = _parquet if path.suffix.lower() in (".parquet", ".pq") else _csv
    try:
        table, headers = read(path, named)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Refused(fault_of(path, error)) from error
    known = named or fields_of(headers)
    columns = {field: [table.column(header) for header in known[field]] for field in known if known[field]}
    if not columns.keys() & {"name", "given", "family"}:
        raise Refused(_nameless(path, headers))
    return PeopleTable(path, table.num_rows, columns)


def _nameless(path: Path, headers: Sequence[str]) -> Reason:
    return Reason(
        "people_without_names",
        "{file} has no column with names; it has: {columns}. Call one “name”, or two “given” and “family”",
        {"file": path.name, "columns": ", ".join(headers)},
        field="name",
    )


def _parquet(path: Path, named: Named) -> tuple[pa.Table, list[str]]:
    headers = list(pyarrow.parquet.read_schema(path).names)
    wanted = _wanted(path, headers, named)
    return pyarrow.parquet.read_table(path, columns=wanted), headers


def _csv(path: Path, named: Named) -> tuple[pa.Table, list[str]]:
    parse = pyarrow.csv.ParseOptions(delimiter=delimiter_of(path), newlines_in_values=True)
    with pyarrow.csv.open_csv(path, parse_options=parse) as reader:
        headers = list(reader.schema.names)
    convert = pyarrow.csv.ConvertOptions(
        include_columns=_wanted(path, headers, named) or headers,
        column_types=dict.fromkeys(headers, pa.string()),
        strings_can_be_null=True,
        null_values=[""],
    )
    return pyarrow.csv.read_csv(path, convert_options=convert, parse_options=parse), headers


def _wanted(path: Path, headers: Sequence[str], named: Named) -> list[str]:
    known = named or fields_of(headers)
    wanted = [header for field in FIELDS for header in known.get(field, ())]
    refuse_twins(path, wanted, headers)
    return wanted
