"""Eurostat's CSV in its three shapes: codes, codes with a column of labels after each, and labels alone.

The labels of the third shape are read through the same crosswalk as codes, so that both give the same figures.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, csv_relation, identifier
from sojourn.evidence.sources import looking
from sojourn.evidence.sources.eurostat_cells import figure
from sojourn.evidence.sources.eurostat_names import constants, dataset_of, ours, released

# Columns that are no dimension; those of the attributes may be absent.
FRONT = frozenset({"dataflow", "last update", "structure", "structure_id", "structure_name", "action"})
TIME, VALUE, FLAG, CONFIDENTIAL = "time_period", "obs_value", "obs_flag", "conf_status"
ATTRIBUTES = frozenset({TIME, VALUE, FLAG, CONFIDENTIAL})
PLAIN_DIMENSIONS = ("freq", "unit")


class EurostatCsv:
    """`ESTAT:…` in the first column (SDMX-CSV 1.0) or the second (2.0)."""

    name = "eurostat_csv"

    def recognises(self, opened: Opened) -> bool:
        """Whether the header is Eurostat's and the first row names one of its dataflows."""
        front = {name.casefold() for name in opened.header[:2]}
        theirs = {"dataflow", "last update"} <= front or {"structure", "structure_id"} <= front
        cells = _first_row(opened)[:2]
        named = any(cell.startswith("ESTAT:") for cell in cells)
        return theirs and opened.has_columns(TIME, VALUE) and (named or not cells)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the one cube of the file. Raises LoadRefused for several dataflows or units in it."""
        row = _first_row(opened)
        if not row:
            fix = "Ask again: a filter may name a code that the dataset does not have."
            raise refuse("no_rows", opened.name, "there is a header and not a single row.", fix, line=1)
        flow = "dataflow" if opened.has_columns("dataflow") else "structure_id"
        dimensions = _dimensions(opened)
        beside = [name for name in PLAIN_DIMENSIONS if name in dimensions]
        columns = ", ".join(f"{looking.column(opened, name)} AS {identifier(ours(name))}" for name in dimensions)
        select = (
            f"SELECT {columns}, {looking.column(opened, flow)} AS dataflow, "  # noqa: S608 names are quoted
            f"{looking.column(opened, TIME)} AS time_period, "
            f"{figure(looking.column(opened, VALUE), _or_null(opened, FLAG), _or_null(opened, CONFIDENTIAL))} "
            f"FROM {csv_relation(opened)}"
        )
        dataset = opened.dataset or dataset_of(row[_place(opened, flow)])
        said = released(row[_place(opened, "last update")]) if opened.has_columns("last update") else None
        yield RawCube(
            dataset, DuckSource(select), released_on=said.date() if said else None,
            constants=constants(opened, dataset, [*beside, "dataflow"]),
        )  # fmt: skip


def _place(opened: Opened, name: str) -> int:
    """Where a column stands (from 0)."""
    return [each.casefold() for each in opened.header].index(name)


def _dimensions(opened: Opened) -> list[str]:
    """The columns of codes between the front matter and the period; with labels, every second one.

    Labels follow their codes, so the columns after STRUCTURE_NAME come in pairs.
    """
    names = [name.casefold() for name in opened.header]
    first = next(place for place, name in enumerate(names) if name not in FRONT)
    between = names[first : names.index(TIME)]
    paired = names[names.index(TIME) + 1 :][:1] not in ([], [VALUE])
    return between[::2] if paired else between


def _or_null(opened: Opened, name: str) -> str:
    return looking.column(opened, name) if opened.has_columns(name) else "NULL"


def _first_row(opened: Opened) -> list[str]:
    reader = csv.reader(io.StringIO(opened.head.partition("\n")[2]), delimiter=opened.delimiter)
    return next((row for row in reader if any(row)), [])


LAYOUT = EurostatCsv()
