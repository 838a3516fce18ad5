"""From one kind of value to another, as XPath 1.0 section 4 and the ODK XForms specification say."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sojourn.grammar.expressions.instants import (
    NAN,
    date_text,
    days_of,
    instant_after,
    instant_text,
    read_date,
    read_instant,
)
from sojourn.grammar.expressions.scope import NUMERIC, Type

_SPACES = " \t\r\n"
LONGEST_NUMBER = 37
_WRITTEN = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def number_of(value: Any) -> float:
    """The number a value stands for: missing and unreadable are NaN, a date is its days since 1970-01-01."""
    kind = value.__class__
    if kind is float:
        return value  # type: ignore[no-any-return]
    if kind is bool or kind is int or kind is Decimal:
        return _float(value)
    return NAN if value is None else number_of_text(string_of(value))


def number_of_text(text: str) -> float:
    """The number written in a text of at most 37 characters (spaces around it do not count): no exponents, no plus."""
    text = text.strip(_SPACES)
    if len(text) <= LONGEST_NUMBER and _WRITTEN.fullmatch(text):
        return float(text)
    return days_of(text)


def string_of(value: Any) -> str:
    """The text of a value: missing is "", a list of codes is joined by spaces, 14.0 is "14"."""
    kind = value.__class__
    if kind is str:
        return value  # type: ignore[no-any-return]
    if value is None:
        return ""
    if kind is bool:
        return "true" if value else "false"
    if kind is float or kind is Decimal:
        return number_text(_float(value))
    if kind is list or kind is tuple:
        return " ".join(string_of(one) for one in value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def truth_of(value: Any) -> bool:
    """Whether a value counts as true: a number that is neither 0 nor NaN, a text or list that is not empty."""
    if value.__class__ is float:
        return bool(value == value and value != 0)
    return bool(value)


def number_text(value: float) -> str:
    """A number as XPath writes it: no exponent, no ".0", the fewest digits that mean the same number."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shortest = repr(value)
    if "e" in shortest:
        shortest = format(Decimal(shortest), "f")
    return shortest.removesuffix(".0")


def equal(left: Any, right: Any) -> bool:
    """Equality of two values whose kinds are known only now (XPath 1.0 section 3.4)."""
    if left.__class__ is bool or right.__class__ is bool:
        return truth_of(left) == truth_of(right)
    if left.__class__ is float or right.__class__ is float:
        return number_of(left) == number_of(right)
    return string_of(left) == string_of(right)


def stored(value: Any, type: Type) -> Any:
    """A result in the form in which answers of that type are stored; None when there is none."""
    if value.__class__ is float and (value != value or math.isinf(value)):
        return None
    if type is Type.BOOLEAN:
        return truth_of(value)
    if value is None or value == "" or value == []:
        return None
    if type is Type.ANY:
        return _plain(value)
    if type in NUMERIC:
        return _stored_number(number_of(value), type)
    return _stored_text(value, type)


def _stored_number(value: float, type: Type) -> int | str | None:
    if value != value or math.isinf(value):
        return None
    if type is Type.DECIMAL:
        return number_text(value)
    if type is Type.INTEGER or value == int(value):
        return int(value)
    return number_text(value)


def _stored_text(value: Any, type: Type) -> str | list[str] | None:
    if type is Type.CHOICES:
        return string_of(value).split()
    if type is Type.DATE:
        return date_text(value) or None if value.__class__ is float else _day(string_of(value))
    if type is Type.DATETIME:
        instant = instant_after(value) if value.__class__ is float else read_instant(string_of(value))
        if value.__class__ is str and instant is not None:
            return value
        return None if instant is None else instant_text(instant, UTC)
    return string_of(value)


def _day(text: str) -> str | None:
    return text[:10] if read_date(text[:10]) else None


def _plain(value: Any) -> Any:
    return _stored_number(value, Type.NUMBER) if value.__class__ is float else value


def _float(value: int | Decimal | bool) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
