"""The publisher's own workbook of the International Migrant Stock by destination: header on sheet row 11, six tables.

Regions, income groups and the world stand among the countries, told apart only by indentation and by their location
code. Each table holds blocks of year columns side by side, each under a title that names what it counts and whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sources import revisions
from sojourn.evidence.sources.sheets import Row, find_row, no_number, number, sheets, text

STOCK = "international migrant stock at mid-year"
# Which dataset a block is, by the beginning of its title.
BLOCKS = {
    "international migrant stock as a percentage": "undesa_share",
    STOCK: "undesa_stock_destination",
    "total population at mid-year": "undesa_population",
    "female migrants as a percentage": "undesa_female_share",
    "annual rate of change of the migrant stock": "undesa_change",
    "refugee and asylum seekers at mid-year": "undesa_refugees",
    "refugee and asylum seekers as a percentage": "undesa_refugee_share",
    "annual rate of change of the refugee": "undesa_refugee_change",
}
SEXES = {"both sexes": "_T", "female": "F", "male": "M"}
WITHOUT_SEX = frozenset({"undesa_female_share", "undesa_refugees", "undesa_refugee_share", "undesa_refugee_change"})
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


@dataclass(frozen=True)
class Axes:
    """Where a row says what it is about (from 0): the codes of its places, and the type of its data."""

    codes: Mapping[str, int]
    kind: int | None

    @property
    def datasets(self) -> Mapping[str, str]:
        """Which dataset a block is, by the beginning of its title; origins have stocks alone."""
        if set(self.codes) == {"geo"}:
            return BLOCKS
        return {STOCK: "undesa_stock_bilateral" if "geo" in self.codes else "undesa_stock_origin"}


class UnDesaWorkbook:
    """`undesa_pd_…_ims_stock_by_sex_and_destination.xlsx`, `…_and_origin.xlsx`, or both in one; any revision."""

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
        found: dict[tuple[str, str], dict[tuple[object, ...], dict[str, object]]] = {}
        for sheet, rows in sheets(opened).items():
            if _is_table(rows):
                for dataset, figure in _figures(opened, sheet, rows):
                    found.setdefault((dataset, sheet), {}).setdefault(tuple(figure.values())[:-1], figure)
        if not found:
            why = "its tables have no columns of years; workbooks by age are not read yet."
            raise refuse("unknown_table", opened.name, why, "Load the workbook by sex.", line=1)
        said = re.search(r"Rev\.\s*(\d{4})", " ".join(text(cell) for rows in sheets(opened).values()
                                                       for row in rows[:8] for cell in row))  # fmt: skip
        released_on = revisions.MIGRANT_STOCK.get(said.group(1)) if said else None
        for (dataset, sheet), figures in found.items():
            table = _table(list(figures.values()), dataset)
            yield RawCube(dataset, table, released_on=released_on, sheet=sheet)


def _is_table(rows: list[Row]) -> bool:
    start = " ".join(text(cell) for row in rows[:12] for cell in row).casefold()
    return "migrant stock" in start and find_row(rows, "location code") is not None


def _figures(opened: Opened, sheet: str, rows: list[Row]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield dataset and columns of every figure of a sheet, the line last."""
    place = find_row(rows, "location code")
    assert place is not None
    axes = _axes(rows, place)
    blocks = list(_blocks(opened, sheet, rows, place, axes))
    last = max(axes.codes.values())
    for line, row in enumerate(rows[place + 1 :], start=place + 2):
        if not any(text(cell) for cell in row[: last + 1]):
            continue
        codes = {name: _code(opened, sheet, line, at, row) for name, at in axes.codes.items()}
        kind = text(row[axes.kind]) if axes.kind is not None else ""
        for block in blocks:
            value, status = _value(opened, sheet, line, block.place, row)
            flags = LESS_THAN_HALF if value == 0 and text(row[block.place]) == LESS_THAN_HALF else kind
            yield block.dataset, codes | {
                "sex": block.sex, "time_period": block.period, "obs_value": value, "obs_status": status,
                "flags": flags, "line": line,
            }  # fmt: skip


def _axes(rows: list[Row], header: int) -> Axes:
    """Tell destinations from origins: by the words over two columns of codes, or by the title over one."""
    names = [text(cell).casefold() for cell in rows[header]]
    places = [place for place, name in enumerate(names) if "location code" in name]
    title = " ".join(text(cell) for row in rows[:header] for cell in row).casefold()
    if len(places) > 1:
        first = "origin" if "origin" in names[places[0]] else "geo"
        codes = {first: places[0], "geo" if first == "origin" else "origin": places[1]}
    else:
        codes = {"origin" if "of origin" in title and "of destination" not in title else "geo": places[0]}
    kind = next((place for place, name in enumerate(names) if name.startswith(("type of data", "data type"))), None)
    return Axes(codes, kind)


def _code(opened: Opened, sheet: str, line: int, place: int, row: Row) -> str:
    found = number(row[place]) if place < len(row) else None
    if found is None:
        raise no_number(opened, sheet, line, place + 1, row[place] if place < len(row) else None)
    return str(int(found))


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


def _blocks(opened: Opened, sheet: str, rows: list[Row], header: int, axes: Axes) -> Iterator[Block]:
    """Yield the columns of figures; a title stands over the first column of its block and holds for the rest."""
    title = ""
    for place, cell in enumerate(rows[header]):
        above = [text(row[place]) for row in rows[max(0, header - 4) : header] if place < len(row) and text(row[place])]
        title = above[-1].casefold() if above else title
        years = re.fullmatch(r"(?:\d{4}\s*[-–]\s*)?(\d{4})", text(cell).removesuffix(".0"))
        if years:
            dataset = next((found for start, found in axes.datasets.items() if title.startswith(start)), "")
            if not dataset:
                raise _unknown_table(opened, sheet, title, header)
            yield Block(place, dataset, _sex(title), years.group(1))


def _unknown_table(opened: Opened, sheet: str, title: str, header: int) -> LoadRefused:
    why = f"sheet “{sheet}” has columns of years under “{title}”, which is none of the known tables."
    return refuse("unknown_table", opened.name, why, "Load an unchanged workbook of the publisher.", line=header)


def _sex(title: str) -> str:
    return next((code for word, code in SEXES.items() if word in title.partition(",")[2]), "_T")


def _table(figures: list[dict[str, object]], dataset: str) -> pa.Table:
    types = {"obs_value": pa.float64(), "line": pa.int64()}
    names = [name for name in figures[0] if name != "sex" or dataset not in WITHOUT_SEX]
    return pa.table({
        name: pa.array([figure[name] for figure in figures], types.get(name, pa.string())) for name in names
    })  # fmt: skip


LAYOUT = UnDesaWorkbook()
