"""Workbooks as plain rows, for looking into them and for making them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

Rows = list[dict[str, str]]


def cells_of(workbook: bytes) -> dict[str, Rows]:
    """The rows of every sheet by heading, without empty cells."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheets = {}
    for sheet in book:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        headings = rows[0] if rows else []
        sheets[sheet.title] = [
            {heading: value for heading, value in zip(headings, row, strict=True) if value is not None}
            for row in rows[1:]
        ]
    return sheets


def as_workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of rows of values, the first row being the headings."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheets_as_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """The workbook of rows by heading."""
    tables = {}
    for name, rows in sheets.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        tables[name] = [headings, *([row.get(heading) for heading in headings] for row in rows)]
    return as_workbook(tables)
