"""The same figures as SDMX-CSV: one line per cell, for those who send files from a database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from sojourn.evidence.templates.entries import entry
from sojourn.evidence.templates.model import NO_VALUE, Figure, Figures, Problem, Template
from sojourn.evidence.templates.read_sheet import Returned, unknown_code
from sojourn.kernel.refused import Reason, Refused

Cell: TypeAlias = tuple[str, str, Sequence[str], float | None, str]
STATUS_LETTERS = "AEPBDUFQOML"


def csv_text(template: Template, figures: Figures, period: str, area: str) -> str:
    """SDMX-CSV 2.0 of one area's figures; see `csv_rows`."""
    out = io.StringIO()
    cells = ((area, table, codes, figure.value, figure.status) for (table, codes), figure in figures.items())
    csv.writer(out, lineterminator="\n").writerows(csv_rows(template, cells, period))
    return out.getvalue()


def csv_rows(template: Template, cells: Iterable[Cell], period: str) -> Iterator[list[str]]:
    """SDMX-CSV 2.0, head first: STRUCTURE, STRUCTURE_ID, ACTION, TABLE, REF_AREA, dimensions, TIME_PERIOD, value.

    A cell is (area, table, codes, value or None, status).
    """
    dimensions = _dimensions(template)
    yield ["STRUCTURE", "STRUCTURE_ID", "ACTION", "TABLE", "REF_AREA", *dimensions, "TIME_PERIOD", "OBS_VALUE",
           "OBS_STATUS"]  # fmt: skip
    structure = f"SOJOURN:{template.name.upper()}({template.version})"
    for area, name, codes, value, status in cells:
        table = template.table(name)
        assert table is not None
        named = dict(zip((dimension.name for dimension in table.dimensions), codes, strict=True))
        places = [named.get(key, "_Z") for key in dimensions]
        written = "" if value is None else f"{value:.0f}"
        yield ["dataflow", structure, "I", name, area, *places, period, written, status]


def figures_from_csv(template: Template, path: Path) -> Returned:
    """Read such a file; columns may stand in any order, and in capitals or not.

    Raises Refused when the file is not UTF-8 text or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Reason("encoding", "{file}: byte {byte} is not UTF-8: save the file as UTF-8",
                             {"file": path.name, "byte": error.start})) from error  # fmt: skip
    rows = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text))
    names = [str(name).strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = names
    _whole(template, names, path.name)
    figures: Figures = {}
    problems: list[Problem] = []
    about = {"template": template.name, "version": template.version}
    for number, row in enumerate(rows, start=2):
        at = f"{path.name}, line {number}"
        about |= {"period": str(row.get("time_period") or ""), "area": str(row.get("ref_area") or "")}
        _row(template, row, at, figures, problems)
    return Returned(figures, tuple(problems), about)


def _row(template: Template, row: Mapping[str, str | None], at: str, figures: Figures, problems: list[Problem]) -> None:
    table = template.table(str(row.get("table") or "")) if len(template.tables) > 1 else template.tables[0]
    if table is None:
        problems.append(
            Problem(Reason("unknown_table", "there is no table “{value}”", {"value": row.get("table")}), at)
        )
        return
    coordinates = tuple(str(row.get(dimension.name.lower()) or "").strip() for dimension in table.dimensions)
    unknown = [
        unknown_code(code, dimension.label)
        for code, dimension in zip(coordinates, table.dimensions, strict=True)
        if dimension.code(code) is None
    ]
    problems.extend(Problem(reason, at, table.name) for reason in unknown)
    figure = _figure(row, at)
    if isinstance(figure, Reason):
        problems.append(Problem(figure, at, table.name, coordinates))
    elif not unknown and figure is not None:
        earlier = figures.setdefault((table.name, coordinates), figure)
        if earlier is not figure:
            problems.append(Problem(_twice(coordinates, earlier), at, table.name, coordinates))


def _twice(coordinates: tuple[str, ...], earlier: Figure) -> Reason:
    params = {"cell": ".".join(coordinates), "other": earlier.at}
    return Reason("twice", "the codes {cell} stand here and at {other}: remove one of the two", params)


def _figure(row: Mapping[str, str | None], at: str) -> Figure | Reason | None:
    status = str(row.get("obs_status") or "").strip().upper()
    if status and (len(status) > 1 or status not in STATUS_LETTERS):
        return Reason("unknown_status", "“{value}” is not a letter of CL_OBS_STATUS", {"value": status})
    read = entry(row.get("obs_value"), at)
    if read is None and status in NO_VALUE:
        return Figure(None, status, at)
    if isinstance(read, Figure) and read.value is not None and status:
        return Figure(read.value, status, at)
    return read


def _whole(template: Template, names: list[str], file: str) -> None:
    needed = [*(name.lower() for name in _dimensions(template)), "time_period", "obs_value"]
    needed += ["table"] if len(template.tables) > 1 else []
    missing = [name for name in needed if name not in names]
    if missing:
        raise Refused(Reason("no_column", "{file}, line 1: the column {columns} is missing",
                             {"file": file, "columns": ", ".join(name.upper() for name in missing)}))  # fmt: skip


def _dimensions(template: Template) -> list[str]:
    return list(dict.fromkeys(dimension.name for table in template.tables for dimension in table.dimensions))


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","
