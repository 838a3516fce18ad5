"""Clean numbers, in whatever digits and with whatever marks people write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from sojourn.grammar.forms.cleaning.texts import LONGEST_WORD, scalar_text
from sojourn.grammar.forms.cleaning.unclean import Manner, Unclean

MOST_DIGITS = 15

_PLAIN = re.compile(r"-?\d{1,15}", re.ASCII)
_PLAIN_DECIMAL = re.compile(r"-?\d{1,15}\.\d+", re.ASCII)
_SIGNED = re.compile(r"([+-]?)([\d.,]+)", re.ASCII)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}|\d+", re.ASCII)
_FRACTION = re.compile(r"\d*", re.ASCII)
_SPACES = re.compile("(?<=\\d)[ \u00a0\u202f\u2009'’](?=\\d{3})")
# The Arabic marks say plainly which is which; a minus has several shapes.
_MARKS = str.maketrans({"\u066b": ".", "\u066c": "", "\u2212": "-", "\u2012": "-", "\u2013": "-"})


def clean_integer(raw: Any, manner: Manner) -> int | None:
    """A whole number; "14.0" (as spreadsheets write it) is 14."""
    if raw.__class__ is int:
        return _sized(raw)
    if raw.__class__ is str and _PLAIN.fullmatch(raw):
        return int(raw)
    written = _decimal_text(raw, manner, "integer")
    whole, _, fraction = written.partition(".")
    if fraction.strip("0"):
        raise Unclean("integer")
    return _sized(int(whole))


def clean_decimal(raw: Any, manner: Manner) -> str | None:
    """A decimal number in canonical text ("12.50"), with the digits after the point as they were given.

    Only 1.250 and its like gain a nought (1.2500), so that a kept answer can be handed in again and stays the same.
    """
    if raw.__class__ is str and not manner.decimal and _PLAIN_DECIMAL.fullmatch(raw) and not _AMBIGUOUS.search(raw):
        return _canonical(raw)
    return _canonical(_decimal_text(raw, manner, "decimal"))


def ascii_digits(text: str) -> str:
    """The same text with the digits of any script (٠-٩, ۰-۹ …) as 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _decimal_text(raw: Any, manner: Manner, expected: str) -> str:
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _of_number(raw, expected)
    given = scalar_text(raw, LONGEST_WORD, expected)
    arabic_marks = "\u066b" in given or "\u066c" in given
    text = _SPACES.sub("", ascii_digits(given).translate(_MARKS))
    match = _SIGNED.fullmatch(text)
    if match is None:
        raise Unclean(expected)
    sign = "-" if match[1] == "-" else ""
    return sign + _unmarked(match[2], "." if arabic_marks else manner.decimal, expected)


def _unmarked(text: str, decimal: str, expected: str) -> str:
    if not decimal:
        decimal = _likely_mark(text)
    grouping = "," if decimal == "." else "."
    whole, _, fraction = text.partition(decimal)
    if decimal == ",":
        whole = whole.replace(".", ",")
    if not _GROUPED.fullmatch(whole or "0") or not _FRACTION.fullmatch(fraction) or grouping in fraction:
        raise Unclean(expected)
    whole = whole.replace(",", "")
    if len(whole.lstrip("0")) > MOST_DIGITS or len(fraction) > MOST_DIGITS:
        raise Unclean("too_large")
    return f"{whole or '0'}.{fraction}" if fraction else whole or "0"


def _likely_mark(text: str) -> str:
    """The decimal mark that a number shows by itself; raises Unclean when it can be read in two ways."""
    if _AMBIGUOUS.fullmatch(text):
        whole, mark, rest = re.split("([.,])", text)
        raise Unclean("ambiguous", thousands=whole + rest, fraction=f"{whole}.{rest}0" if mark else text)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return "." if text.rindex(".") > text.rindex(",") else ","
    if commas == 1 or dots > 1:
        return ","
    return "."


def _of_number(raw: int | float | Decimal, expected: str) -> str:
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not number.is_finite():
        raise Unclean(expected)
    if abs(number) >= 10**MOST_DIGITS:
        raise Unclean("too_large")
    return format(number, "f")


def _canonical(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.lstrip("-").partition(".")
    whole = whole.lstrip("0") or "0"
    written = f"{whole}{point}{fraction}"
    if _AMBIGUOUS.fullmatch(written):
        written += "0"
    return written if not written.strip("0.") else sign + written


def _sized(number: int) -> int:
    if abs(number) >= 10**MOST_DIGITS:
        raise Unclean("too_large")
    return number
