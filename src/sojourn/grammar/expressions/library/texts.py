"""The text functions of the list."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import random
import re
import string
import uuid
from typing import Any

from sojourn.grammar.expressions.values import string_of

_SPACE = re.compile(r"[ \t\r\n]+")
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_LETTERS = string.ascii_letters + string.digits
_LONGEST_UUID = 200


def flat(values: tuple[Any, ...]) -> list[Any]:
    """Single values and the answers of many rows in one list."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, list):
            found.extend(value)
        else:
            found.append(value)
    return found


def concat(*values: Any) -> str:
    """All values one after the other."""
    return "".join(string_of(value) for value in flat(values))


def join(separator: str, *values: Any) -> str:
    """All values with the separator between them."""
    return separator.join(string_of(value) for value in flat(values))


def substr(text: str, start: float, end: float = math.inf) -> str:
    """From start (from 0) up to but without end; negative numbers count from the end, as in Collect."""
    return text[_place(start, len(text)) : _place(end, len(text))]


def _place(number: float, length: int) -> int:
    if number != number:
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    whole = int(number)
    return min(max(0, whole + length if whole < 0 else whole), length)


def substring_before(text: str, part: str) -> str:
    """XPath 1.0 section 4.2."""
    before, found, _ = text.partition(part) if part else ("", "", "")
    return before if found else ""


def substring_after(text: str, part: str) -> str:
    """XPath 1.0 section 4.2; after the empty text comes the whole."""
    return text.partition(part)[2] if part else text


def translate(text: str, old: str, new: str) -> str:
    """XPath 1.0 section 4.2: the first mention of a character in `old` counts."""
    table: dict[int, str | None] = {}
    for index, char in enumerate(old):
        table.setdefault(ord(char), new[index] if index < len(new) else None)
    return text.translate(table)


def normalize_space(text: str) -> str:
    """XPath 1.0 section 4.2: only space, tab and line ends are spaces."""
    return _SPACE.sub(" ", text).strip(" ")


def contains(text: str, part: str) -> bool:
    """Whether `part` occurs; the empty text always does."""
    return part in text


def make_uuid(length: float | None = None) -> str:
    """A random UUID (RFC 4122 version 4), or so many random letters and digits (at most 200)."""
    if length is None:
        return str(uuid.uuid4())
    count = 0 if length != length else int(min(max(length, 0), _LONGEST_UUID))
    return "".join(random.SystemRandom().choices(_LETTERS, k=count))


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """A hash of the text's UTF-8 bytes (XForms 1.1 section 7.8.3)."""
    hashed = hashlib.new(_ALGORITHMS[algorithm], text.encode(), usedforsecurity=False).digest()
    return hashed.hex() if encoding == "hex" else base64.b64encode(hashed).decode()


def base64_decode(text: str) -> str:
    """The UTF-8 text behind a base64 text; empty when it is none."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
