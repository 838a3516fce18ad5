"""Clean texts: nothing hidden, nothing broken, nothing endless."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sojourn.grammar.forms.cleaning.unclean import Manner, Unclean

LONGEST_TEXT = 10_000
LONGEST_WORD = 400

# Unicode's Bidi_Control property: none of these is needed inside one answer, all can make it lie.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff\ufffe\uffff]")


def clean_text(raw: Any, _manner: Manner) -> str | None:
    """A text as it is kept: composed (NFC), line ends as \\n, no spaces around it."""
    text = scalar_text(raw, LONGEST_TEXT)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text or None


def clean_file(raw: Any, _manner: Manner) -> str | None:
    """The id or name of an attachment: no folders, no dots in front."""
    text = scalar_text(raw, LONGEST_WORD, "file")
    if not _FILE.fullmatch(text):
        raise Unclean("file")
    return text


_FILE = re.compile(r"[\w\-][\w\-. ()@+]{0,199}")


def clean_acknowledge(raw: Any, _manner: Manner) -> str | None:
    """XLSForm keeps "OK" for a tick."""
    if raw is True or scalar_text(raw, LONGEST_WORD).lower() in ("ok", "yes", "true", "on", "1"):
        return "OK"
    return None


def scalar_text(raw: Any, longest: int = LONGEST_WORD, expected: str = "text") -> str:
    """One text of at most `longest` characters from a text or number; raises Unclean for anything else."""
    if raw.__class__ is not str:
        raw = _from_other(raw, expected)
    if len(raw) > longest:
        raise Unclean("too_long", most=longest)
    if _HIDDEN.search(raw):
        raise _hidden(raw)
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return str(raw.strip())


def _from_other(raw: Any, expected: str) -> str:
    if isinstance(raw, str):
        return str(raw)
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < 1e15:
        return str(raw)
    if isinstance(raw, list | tuple) and len(raw) == 1 and isinstance(raw[0], str):
        return raw[0]
    raise Unclean(expected)


def _hidden(text: str) -> Unclean:
    found = _HIDDEN.search(text)
    assert found is not None
    char = found[0]
    if unicodedata.category(char) == "Cs" or char in "\ufffe\uffff":
        return Unclean("unsafe_broken")
    return Unclean("unsafe_nul" if unicodedata.category(char) == "Cc" else "unsafe_bidi")
