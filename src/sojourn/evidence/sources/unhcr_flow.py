"""UNHCR's workbook of new displacement by year: sheet DATA, one row per origin, asylum, year and kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sources.sheets import Row, find_row, no_number, number, sheets, text

COLUMNS = {"time_period": "year", "origin": "originiso", "geo": "asylumiso", "displaced_as": "pt", "obs_value": "count"}


class FlowWorkbook:
    """`UNHCR_Flow_Data.xlsx`: `Year,OriginName,origin,OriginISO,AsylumName,asylum,AsylumISO,PT,Count`."""

    name = "unhcr_flow"

    def recognises(self, opened: Opened) -> bool:
        """Whether a sheet has the columns of flows."""
        try:
            return opened.kind == "xlsx" and _found(opened) is not None
        except LoadRefused:
            return False

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the flows, in ISO codes. Raises LoadRefused for a cell that is no number, naming it."""
        found = _found(opened)
        if found is None:
            raise refuse("no_rows", opened.name, "no sheet has the columns of flows.", "Fetch the workbook again.")
        sheet, rows, header = found
        figures = list(_figures(opened, sheet, rows, header))
        if not figures:
            raise refuse("no_rows", opened.name, f"sheet “{sheet}” has no row.", "Fetch the workbook again.", line=1)
        types = {"obs_value": pa.float64(), "line": pa.int64()}
        columns = dict(zip((*COLUMNS, "line"), zip(*figures, strict=True), strict=True))
        table = pa.table({name: pa.array(cells, types.get(name, pa.string())) for name, cells in columns.items()})
        yield RawCube("unhcr_flow", table, crosswalk="unhcr_iso", sheet=sheet)


def _found(opened: Opened) -> tuple[str, list[Row], int] | None:
    for sheet, rows in sheets(opened).items():
        header = find_row(rows, "originiso", "asylumiso", "pt", "count")
        if header is not None:
            return sheet, rows, header
    return None


def _figures(opened: Opened, sheet: str, rows: list[Row], header: int) -> Iterator[tuple[object, ...]]:
    names = [text(cell).casefold() for cell in rows[header]]
    places = {ours: names.index(theirs) for ours, theirs in COLUMNS.items()}
    for line, row in enumerate(rows[header + 1 :], start=header + 2):
        if not any(text(cell) for cell in row):
            continue
        cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
        value = number(cells["obs_value"])
        if value is None and text(cells["obs_value"]) not in ("", "-"):
            raise no_number(opened, sheet, line, places["obs_value"] + 1, cells["obs_value"])
        year = text(cells["time_period"]).removesuffix(".0")
        yield year, text(cells["origin"]), text(cells["geo"]), text(cells["displaced_as"]), value, line


LAYOUT = FlowWorkbook()
