"""Dates as people write them, read only in a declared order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?")
_PARTS = re.compile(r"(\d{1,4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,4})")
# Arabic-Indic and Persian digits; int() reads them too, but an ISO answer must be in ASCII.
DATE_ORDERS = ("ymd", "dmy", "mdy")
_LONGEST = 60
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


class DateOrder:
    """Reads dates in the order `ymd`, `dmy` or `mdy`; ISO dates are read in any."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._known: dict[str, str | None] = {}

    def iso(self, cell: str) -> str | None:
        """Return the ISO form, or None when the cell holds no date of this order."""
        if len(cell) > _LONGEST:
            return None
        if cell not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[cell] = self._read(cell.translate(_DIGITS))
        return self._known[cell]

    def _read(self, cell: str) -> str | None:
        if _ISO.fullmatch(cell):
            return cell
        match = _PARTS.fullmatch(cell)
        if match is None or not self._order:
            return None
        parts = dict(zip(self._order, match.groups(), strict=True))
        if len(parts["y"]) != 4:
            return None
        try:
            return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()
        except ValueError:
            return None


def needs_order(cell: str) -> bool:
    """Tell whether a cell looks like a date whose order must be declared."""
    plain = cell.strip().translate(_DIGITS)
    return bool(_PARTS.fullmatch(plain)) and not _ISO.fullmatch(plain)


def orders_of(cells: Iterable[str]) -> list[str]:
    """The orders in which every one of these cells is a date."""
    plain = list(cells)
    return [order for order in DATE_ORDERS if all(DateOrder(order).iso(cell.strip()) is not None for cell in plain)]
