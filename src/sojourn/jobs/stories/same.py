"""Whether what a story expects and what was found are the same: instants as instants, numbers as numbers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any


def same(expected: Any, actual: Any) -> bool:
    """Compare as a reader would: `2`, "2" and 2.0 are the same number, and an instant is the same in any zone."""
    if isinstance(expected, list) or isinstance(actual, list | tuple):
        return sorted(map(str, expected or [])) == sorted(map(str, actual or []))
    if str(expected) == str(actual) or (expected in (None, "") and actual in (None, "")):
        return True
    one, other = _number(expected), _number(actual)
    if one is not None and other is not None:
        return abs(one - other) <= Decimal("1e-9")
    first, second = _instant(expected), _instant(actual)
    return first is not None and first == second


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _instant(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None
