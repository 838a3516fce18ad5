"""What a backslash means in a regular expression."""

from __future__ import annotations

import re

from sojourn.grammar.expressions.library.patterns.parts import (
    DIGITS,
    SPACES,
    WORDS,
    Again,
    Edge,
    OneOf,
    Part,
    PatternError,
)

_SHORTHANDS = {"d": DIGITS, "w": WORDS, "s": SPACES}
_CONTROLS = {"t": 9, "n": 10, "f": 12, "r": 13}
_CODE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")


def escaped(text: str, at: int, *, inside: bool) -> tuple[Part, int]:
    """The part written at a backslash, and the offset after it; `inside` square brackets less is allowed."""
    char = text[at + 1 : at + 2]
    if not char:
        raise PatternError(at, "a backslash at the end means nothing: write \\\\ for the sign itself")
    match = _CODE.match(text, at)
    if match:
        code = int(match[1] or match[2], 16)
        return _character(code, at), match.end()
    if char.lower() in _SHORTHANDS:
        if char.isupper() and inside:
            raise PatternError(at, f"inside square brackets \\{char} is not read everywhere: use [^…]")
        return OneOf(_SHORTHANDS[char.lower()], negated=char.isupper()), at + 2
    if char in _CONTROLS:
        return _character(_CONTROLS[char], at), at + 2
    if not inside and char in "bB":
        return Edge("\\" + char), at + 2
    if not inside and char in "123456789":
        return Again(int(char)), at + 2
    if char.isalnum():
        hint = ": list the letters, for example [A-Za-z\\u0600-\\u06FF]" if char in "pP" else ""
        raise PatternError(at, f"\\{char} is not read everywhere{hint}")
    return _character(ord(char), at), at + 2


def _character(code: int, at: int) -> OneOf:
    if code == 0 or 0xD800 <= code <= 0xDFFF:
        raise PatternError(at, "this is not a character of a text")
    return OneOf(((code, code),))
