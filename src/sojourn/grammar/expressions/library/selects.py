"""The functions over chosen codes, whether stored as a list or as words in a text."""

from __future__ import annotations

from typing import Any

from sojourn.grammar.expressions.values import string_of


def codes_of(value: Any) -> list[str]:
    """The chosen codes, in their order."""
    if isinstance(value, list):
        return [string_of(one) for one in value]
    return [word for word in string_of(value).split(" ") if word]


def selected(value: Any, code: str) -> bool:
    """Whether the code, without spaces around it, is among the chosen ones."""
    return code.strip(" ") in codes_of(value)


def selected_at(value: Any, index: float) -> str:
    """The chosen code at an index from 0; "" when there is none."""
    codes = codes_of(value)
    return codes[int(index)] if 0 <= index < len(codes) else ""


def count_selected(value: Any) -> float:
    """How many codes are chosen."""
    return float(len(codes_of(value)))
