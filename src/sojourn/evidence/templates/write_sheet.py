"""Write a template as a workbook to be filled: one sheet per table, one that says what it is."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sojourn.evidence.templates.layout import ABOUT, CODES, joined, lines, sheet_name
from sojourn.evidence.templates.model import MISSING, NOT_APPLICABLE, SUPPRESSED, Code, Figure, Figures, Table, Template

_SIGNS = {MISSING: ":", SUPPRESSED: "c", NOT_APPLICABLE: "z"}
_FLAGS = {"E": "e", "P": "p", "B": "b", "D": "d", "U": "u"}
_GREY = PatternFill("solid", fgColor="E7E9EC")
_OPEN = PatternFill("solid", fgColor="FFFBE6")
_THIN = Border(*(Side("thin", "B8BEC6"),) * 4)


@dataclass(frozen=True, slots=True)
class Issue:
    """For whom and when a template is sent out; `period` is `2024`, `2024-Q3` or `2024-07`."""

    period: str
    area: str
    asked_of: str = ""
    due_on: date | None = None
    contact: str = ""
    figures: Figures = field(default_factory=dict)


def workbook_bytes(template: Template, issue: Issue) -> bytes:
    """The workbook; cells that `issue.figures` knows are filled already, all others wait."""
    book = Workbook()
    about = book.active
    assert about is not None
    _about(about, template, issue)
    for table in template.tables:
        _sheet(book.create_sheet(sheet_name(table)), table, issue)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(sheet: Worksheet, template: Template, issue: Issue) -> None:
    sheet.title = ABOUT
    rows = [
        ("template", template.name), ("version", template.version), ("title", template.title),
        ("basis", template.basis), ("period", issue.period), ("area", issue.area), ("asked_of", issue.asked_of),
        ("due_on", issue.due_on.isoformat() if issue.due_on else ""), ("contact", issue.contact),
        ("how", "Write whole numbers. “:” not available, “c” confidential, “z” can't exist. 0 means nobody."),
        ("flags", "After a number: e estimated, p provisional, b break in series, d definition differs."),
        ("note", template.note),
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for cell in sheet["A"]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 90


def _sheet(sheet: Worksheet, table: Table, issue: Issue) -> None:
    edge = len(table.along("rows"))
    columns = list(lines(table, "columns"))
    sheet.append([table.title])
    sheet.append([f"{table.unit} · {issue.area} · {issue.period}"])
    sheet.append([CODES, *[""] * (2 * edge - 1), *("|".join(code.name for code in column) for column in columns)])
    labels = [dimension.label for dimension in table.along("rows")]
    sheet.append([*[""] * edge, *labels, *(" · ".join(code.label for code in column) for column in columns)])
    for row in lines(table, "rows"):
        figures = [
            _written(issue.figures.get((table.name, joined(table, _names(row), _names(column))))) for column in columns
        ]
        sheet.append([*(code.name for code in row), *(code.label for code in row), *figures])
    _dress(sheet, edge, len(columns))


def _names(codes: tuple[Code, ...]) -> tuple[str, ...]:
    return tuple(code.name for code in codes)


def _written(figure: Figure | None) -> str | float | None:
    if figure is None:
        return None
    if figure.value is None:
        return _SIGNS.get(figure.status, ":")
    flag = _FLAGS.get(figure.status, "")
    return f"{figure.value:.0f} {flag}" if flag else figure.value


def _dress(sheet: Worksheet, edge: int, columns: int) -> None:
    sheet["A1"].font = Font(bold=True, size=14)
    for column in range(1, 2 * edge + columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 10 if column <= edge else 24 if (
            column <= 2 * edge
        ) else 16  # fmt: skip
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            inside = cell.row > 4 and cell.column > 2 * edge
            cell.fill = _OPEN if inside else _GREY
            cell.border = _THIN
            cell.protection = Protection(locked=not inside)
            cell.alignment = Alignment(wrap_text=not inside, vertical="top", horizontal="right" if inside else "left")
    sheet.protection.sheet = True
    sheet.freeze_panes = sheet.cell(row=5, column=2 * edge + 1)
    sheet.print_title_rows = "1:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
