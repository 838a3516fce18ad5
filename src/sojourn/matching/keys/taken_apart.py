"""What somebody typed, sorted into births, numbers and names, whatever stands first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.names.letters import clean

# What is typed after so many letters was pasted by mistake.
LONGEST = 200
_ABROAD = re.compile(r"\+[\d\s()/.-]{5,}\d")
# Letters and digits in one: the number of a document or a case, "avrr-2026-00012" or "syr:n1234567".
_CODE = re.compile(r"(?<![^\s,;])(?=[^\s,;]*\d)(?=[^\s,;]*[a-z])[\w/.:-]{4,}")
_NAMED_MONTH = re.compile(r"\b\d{1,2}\.?\s+[^\W\d]{3,}\.?\s+\d{4}\b")
_DATE = re.compile(
    r"(?<![\w/.-])(\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)|(?:1[3-9]|20)\d\d)(?![\w/-])"
)
_DIGITS = re.compile(r"\d[\d\s()/.-]*\d")
LEAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """Births (each day a written date can mean), numbers in small letters, and the rest; `typed` is all of it."""

    typed: str
    births: tuple[Birth, ...]
    numbers: tuple[str, ...]
    name: str


def taken_apart(text: str) -> Parts:
    """Sort what was typed; never raises. A telephone number may have blanks, a date any usual form or script."""
    typed = "".join(map(_sign, clean(text)))[:LONGEST]
    numbers, births = list[str](), list[Birth]()

    def number(found: re.Match[str]) -> str:
        numbers.extend(_numbers(found.group()))
        return " "

    def date(found: re.Match[str]) -> str:
        read = _births(found.group())
        births.extend(read)
        return " " if read else found.group()

    rest = _CODE.sub(number, _ABROAD.sub(number, typed))
    rest = _DATE.sub(date, _NAMED_MONTH.sub(date, rest))
    name = re.sub(r"\d", " ", _DIGITS.sub(number, rest))
    return Parts(typed, tuple(births), tuple(dict.fromkeys(numbers)), name)


def _sign(sign: str) -> str:
    """A blank for symbols, such as pictures of faces, which would be read by their names."""
    return sign if sign.isascii() or unicodedata.category(sign)[0] not in "SC" else " "


def _births(written: str) -> tuple[Birth, ...]:
    """The days a written date can mean; day and month may be exchanged."""
    try:
        return read_birth(written).readings
    except Refused:
        return ()


def _numbers(written: str) -> list[str]:
    """A number as a whole, and each of its parts: two numbers may stand side by side."""
    if any(map(str.isalpha, written)):
        return [written.rpartition(":")[2]]
    whole = ("+" if written.startswith("+") else "") + "".join(filter(str.isdigit, written))
    return [number for number in (whole, *re.findall(r"\d+", written)) if len(number) >= LEAST_DIGITS]
