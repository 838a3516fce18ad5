"""Text on its way into a spreadsheet, so that no program takes it for a formula."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escaped(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would compute (OWASP, CSV injection); numbers stay."""
    if text.startswith(_STARTS) and not _is_number(text):
        return f"'{text}"
    return text


def unescaped(text: str) -> str:
    """Take the apostrophe away again, when `escaped` put it there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
