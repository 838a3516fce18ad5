"""The matrix of gaps as CSV, JSON or XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook

from sojourn.evidence.gaps.matrix import COLUMNS
from sojourn.evidence.gaps.mirrors import by_discrepancy, mirror_rows
from sojourn.evidence.store import Reading

FORMATS = ("csv", "json", "xlsx")
MOST_IN_A_SHEET = 1_048_575
"""Rows of a worksheet below its header, by the limit of the file format."""


def written(rows: Iterable[Mapping[str, Any]], format: str) -> bytes:
    """Rows of `Gaps.rows` in one of FORMATS; ValueError when they are too many for a sheet."""
    if format == "xlsx":
        return _xlsx(rows)
    return (_json(rows) if format == "json" else _csv(rows)).encode()


def mirrors_csv(reading: Reading, countries: Collection[str]) -> str:
    """The mirror statistics of some countries as CSV, those that disagree most first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["mirror", "origin", "destination", "year", "arrivals", "departures", "difference", "ln_ratio"])
    for row in by_discrepancy(mirror_rows(reading)):
        if row.origin in countries or row.destination in countries:
            ratio = "" if row.ratio is None else round(row.ratio, 6)
            place = (row.mirror, row.origin, row.destination, row.year)
            writer.writerow([*place, row.arrivals, row.departures, row.difference, ratio])
    return out.getvalue()


def _csv(rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_plain(row[name], "") for name in COLUMNS] for row in rows)
    return out.getvalue()


def _json(rows: Iterable[Mapping[str, Any]]) -> str:
    listed = [{name: _plain(row[name], None) for name in COLUMNS} for row in rows]
    return json.dumps(listed, ensure_ascii=False, indent=0) + "\n"


def _xlsx(rows: Iterable[Mapping[str, Any]]) -> bytes:
    listed = list(rows)
    if len(listed) > MOST_IN_A_SHEET:
        raise ValueError(f"{len(listed):,} rows are more than a sheet holds: choose countries or indicators")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("gaps")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in listed:
        sheet.append([row[name] for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Any, absent: Any) -> Any:
    if value is None:
        return absent
    return value.isoformat() if isinstance(value, date) else value
