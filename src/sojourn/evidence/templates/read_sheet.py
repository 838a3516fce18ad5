"""Read a filled workbook back: figures by the codes that stand beside them, however the rows were moved about."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from sojourn.evidence.templates.entries import entry
from sojourn.evidence.templates.layout import ABOUT, CODES, joined, sheet_name
from sojourn.evidence.templates.model import Dimension, Figure, Figures, Problem, Table, Template
from sojourn.kernel.refused import Reason, Refused

MOST_BYTES_UNPACKED = 200 * 2**20
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Returned:
    """A filled template as it came back: its figures, what could not be read, and what its first sheet says."""

    figures: Figures
    problems: tuple[Problem, ...]
    about: Mapping[str, str]


def figures_from_workbook(template: Template, path: Path) -> Returned:
    """Read every table; cells that can't be read are problems, and the others still count.

    Raises Refused when the file is no workbook, unpacks to more than 200 MB, or is another template's.
    """
    book = _opened(path)
    try:
        about = _about(book)
        _same_template(template, about, path.name)
        figures: Figures = {}
        problems: list[Problem] = []
        for table in template.tables:
            if sheet_name(table) not in book.sheetnames:
                problems.append(Problem(Reason(
                    "no_sheet", "the sheet “{sheet}” is missing: take the workbook as it was sent",
                    {"sheet": sheet_name(table)},
                ), path.name, table.name))  # fmt: skip
                continue
            rows = book[sheet_name(table)].iter_rows(max_row=MOST_ROWS, values_only=True)
            _Sheet(table, figures, problems).read([tuple(row) for row in rows])
    finally:
        book.close()
    return Returned(figures, tuple(problems), about)


def _opened(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_BYTES_UNPACKED:
                raise Refused(Reason("too_large", "{file} unpacks to more than 200 MB", {"file": path.name}))
        return load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise Refused(Reason(
            "not_a_workbook", "{file} is not an Excel workbook (.xlsx): save it as one, and send it again",
            {"file": path.name},
        )) from error  # fmt: skip


def _about(book: Any) -> dict[str, str]:
    if ABOUT not in book.sheetnames:
        return {}
    rows = book[ABOUT].iter_rows(max_row=50, max_col=2, values_only=True)
    return {str(row[0]): str(row[1] or "") for row in rows if row and row[0] and len(row) > 1}


def _same_template(template: Template, about: Mapping[str, str], file: str) -> None:
    if about.get("template", template.name) != template.name or about.get("version", "") not in ("", template.version):
        raise Refused(Reason(
            "other_template", "{file} is {found} version {its}, but {wanted} version {ours} was asked for",
            {"file": file, "found": about.get("template", "?"), "its": about.get("version", "?"),
             "wanted": template.name, "ours": template.version},
        ))  # fmt: skip


class _Sheet:
    def __init__(self, table: Table, figures: Figures, problems: list[Problem]) -> None:
        self.table, self.figures, self.problems = table, figures, problems
        self.edge = len(table.along("rows"))

    def read(self, rows: list[tuple[object, ...]]) -> None:
        top = next((index for index, row in enumerate(rows) if row and row[0] == CODES), None)
        if top is None:
            self._problem(sheet_name(self.table), Reason(
                "no_codes", "the row that begins with “{sign}” is gone: take the workbook as it was sent",
                {"sign": CODES},
            ))  # fmt: skip
            return
        columns = self._columns(rows[top], top + 1)
        for number, row in enumerate(rows[top + 2 :], start=top + 3):
            if any(cell is not None for cell in row):
                self._row(row, number, columns)

    def _columns(self, header: tuple[object, ...], number: int) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for index, written in enumerate(header[2 * self.edge :], start=2 * self.edge):
            if written is None or str(written) == "":
                continue
            codes = tuple(str(written).split("|"))
            if self._known(codes, self.table.along("columns"), _at(self.table, index, number)):
                found[index] = codes
        return found

    def _row(self, row: tuple[object, ...], number: int, columns: Mapping[int, tuple[str, ...]]) -> None:
        codes = tuple("" if cell is None else str(cell).strip() for cell in row[: self.edge])
        if not self._known(codes, self.table.along("rows"), _at(self.table, 0, number)):
            return
        for index, column in columns.items():
            at = _at(self.table, index, number)
            read = entry(row[index] if index < len(row) else None, at)
            if isinstance(read, Reason):
                self.problems.append(Problem(read, at, self.table.name, joined(self.table, codes, column)))
            elif read is not None:
                self._keep((self.table.name, joined(self.table, codes, column)), read)

    def _keep(self, key: tuple[str, tuple[str, ...]], figure: Figure) -> None:
        earlier = self.figures.setdefault(key, figure)
        if earlier is not figure:
            reason = Reason(
                "twice", "the codes {cell} stand here and at {other}: remove one of the two",
                {"cell": ".".join(key[1]), "other": earlier.at},
            )  # fmt: skip
            self._problem(figure.at, reason)

    def _known(self, codes: tuple[str, ...], dimensions: tuple[Dimension, ...], at: str) -> bool:
        unknown = [
            (code, dimension.label)
            for code, dimension in zip(codes, dimensions, strict=False)
            if dimension.code(code) is None
        ]
        for code, label in unknown:
            self._problem(at, unknown_code(code, label))
        return not unknown and len(codes) == len(dimensions)

    def _problem(self, at: str, reason: Reason) -> None:
        self.problems.append(Problem(reason, at, self.table.name))


def unknown_code(code: str, label: str) -> Reason:
    """A code that the template's list doesn't have."""
    return Reason(
        "unknown_code", "“{value}” is not a code of “{list}”: put back the code that was sent",
        {"value": code, "list": label},
    )  # fmt: skip


def _at(table: Table, column: int, row: int) -> str:
    return f"{sheet_name(table)}!{get_column_letter(column + 1)}{row}"
