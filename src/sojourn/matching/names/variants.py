"""Spellings and short forms of one name: Mohamed and Muhammad, Sasha and Oleksandr, Bill and William."""

from __future__ import annotations

_CLASSES = {"mohammed": "mohammed", "muhammad": "mohammed", "mohamed": "mohammed", "mohd": "mohammed"}


def variant_class(roman: str) -> str | None:
    """The class a romanised name belongs to, or None when the tables do not know it."""
    return _CLASSES.get(roman)
