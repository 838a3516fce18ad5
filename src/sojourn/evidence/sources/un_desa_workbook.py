"""The publisher's own workbook of the International Migrant Stock by destination: header on sheet row 11, six tables.

Regions, income groups and the world stand among the countries, told apart only by indentation and by their location
code. Each table holds blocks of year columns side by side, each under a title that names what it counts and whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sources import revisions
from sojourn.evidence.sources.sheets import Row, find_cell, find_row, no_number, number, sheets, text

# Which dataset a block is, by the beginning of its title.
BLOCKS = {
    "international migrant stock as a percentage": "undesa_share",
    "international migrant stock at mid-year": "undesa_stock_destination",
    "total population at mid-year": "undesa_population",
    "female migrants as a percentage": "undesa_female_share",
    "annual rate of change of the migrant stock": "undesa_change",
    "refugee and asylum seekers at mid-year": "undesa_refugees",
    "refugee and asylum seekers as a percentage": "undesa_refugee_share",
    "annual rate of change of the refugee": "undesa_refugee_change",
}
SEXES = {"both sexes": "_T", "female": "F", "male": "M"}
WITH_SEX = frozenset({"undesa_share", "undesa_stock_destination", "undesa_population", "undesa_change"})
# The workbook's sheet of notes explains these.
GAPS = {"..": "O", "…": "O", "": "O", "~": "Q"}
LESS_THAN_HALF = "—"


@dataclass(frozen=True)
class Block:
    """One column of figures: where it is (from 0), which dataset, sex and period it belongs to."""

    place: int
    dataset: str
    sex: str
    period: str


class UnDesaWorkbook:
    """`undesa_pd_…_ims_stock_by_sex_and_destination.xlsx`, any revision."""

    name = "un_desa_workbook"

    def recognises(self, opened: Opened) -> bool:
        """Whether it is a workbook whose tables have a column of location codes and are about migrant stock."""
        try:
            return opened.kind == "xlsx" and any(_is_table(rows) for rows in sheets(opened).values())
        except LoadRefused:
            return False

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield one cube per dataset found in the sheets.

        A region that stands in two groupings with the same figures (927 does) is taken once; with different figures
        the engine refuses it.
        """
        found: dict[tuple[str, str], dict[tuple[object, ...], tuple[object, ...]]] = {}
        for sheet, rows in sheets(opened).items():
            if _is_table(rows):
                for dataset, figure in _figures(opened, sheet, rows):
                    found.setdefault((dataset, sheet), {}).setdefault(figure[:6], figure)
        said = re.search(r"Rev\.\s*(\d{4})", " ".join(text(cell) for rows in sheets(opened).values()
                                                       for row in rows[:8] for cell in row))  # fmt: skip
        released_on = revisions.MIGRANT_STOCK.get(said.group(1)) if said else None
        for (dataset, sheet), figures in found.items():
            table = _table(list(figures.values()), dataset in WITH_SEX)
            yield RawCube(dataset, table, released_on=released_on, sheet=sheet)


def _is_table(rows: list[Row]) -> bool:
    start = " ".join(text(cell) for row in rows[:12] for cell in row).casefold()
    return "migrant stock" in start and find_row(rows, "location code") is not None


def _figures(opened: Opened, sheet: str, rows: list[Row]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield dataset and (geo, sex, period, value, status, flags, line) for every figure of a sheet."""
    place = find_row(rows, "location code")
    assert place is not None
    header = rows[place]
    code_at, kind_at = find_cell(header, "location code"), find_cell(header, "type of data")
    assert code_at is not None
    blocks = list(_blocks(opened, sheet, rows, place))
    for line, row in enumerate(rows[place + 1 :], start=place + 2):
        if not any(text(cell) for cell in row[: code_at + 1]):
            continue
        if number(row[code_at]) is None:
            raise no_number(opened, sheet, line, code_at + 1, row[code_at])
        geo, kind = str(int(number(row[code_at]) or 0)), text(row[kind_at]) if kind_at is not None else ""
        for block in blocks:
            value, status = _value(opened, sheet, line, block.place, row)
            flags = LESS_THAN_HALF if value == 0 and text(row[block.place]) == LESS_THAN_HALF else kind
            yield block.dataset, (geo, block.sex, block.period, value, status, flags, line)


def _value(opened: Opened, sheet: str, line: int, place: int, row: Row) -> tuple[float | None, str | None]:
    cell = row[place] if place < len(row) else None
    if text(cell) in GAPS:
        return None, GAPS[text(cell)]
    if text(cell) == LESS_THAN_HALF:
        return 0.0, None
    value = number(cell)
    if value is None:
        raise no_number(opened, sheet, line, place + 1, cell)
    return value, None


def _blocks(opened: Opened, sheet: str, rows: list[Row], header: int) -> Iterator[Block]:
    """Yield the columns of figures; a title stands over the first column of its block and holds for the rest."""
    title = ""
    for place, cell in enumerate(rows[header]):
        above = [text(row[place]) for row in rows[max(0, header - 4) : header] if place < len(row) and text(row[place])]
        title = above[-1].casefold() if above else title
        years = re.fullmatch(r"(?:\d{4}\s*[-–]\s*)?(\d{4})", text(cell).removesuffix(".0"))
        if years:
            yield Block(place, _dataset(opened, sheet, title, header), _sex(title), years.group(1))


def _dataset(opened: Opened, sheet: str, title: str, header: int) -> str:
    for beginning, dataset in BLOCKS.items():
        if title.startswith(beginning):
            return dataset
    why = f"sheet “{sheet}” has columns of years under “{title}”, which is none of the known tables."
    raise refuse("unknown_table", opened.name, why, "Load an unchanged workbook of the publisher.", line=header)


def _sex(title: str) -> str:
    return next((code for word, code in SEXES.items() if word in title.partition(",")[2]), "_T")


def _table(figures: list[tuple[object, ...]], with_sex: bool) -> pa.Table:
    names = ("geo", "sex", "time_period", "obs_value", "obs_status", "flags", "line")
    types = (pa.string(), pa.string(), pa.string(), pa.float64(), pa.string(), pa.string(), pa.int64())
    columns = zip(names, types, zip(*figures, strict=True), strict=True)
    table = pa.table({name: pa.array(values, kind) for name, kind, values in columns})
    return table if with_sex else table.drop_columns(["sex"])


LAYOUT = UnDesaWorkbook()
