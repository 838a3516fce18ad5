"""Answers that the writer could not see are not wiped by their silence: they are carried over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def carried_over(new: Mapping[str, Any], old: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Return the new answers with every hidden one taken from the old; rows of repeats by their position."""
    result = {name: value for name, value in new.items() if name not in hidden}
    for name, value in old.items():
        if name in hidden:
            result[name] = value
        elif _rows(value) and _rows(result.get(name)):
            result[name] = [
                carried_over(row, value[place] if place < len(value) else {}, hidden)
                for place, row in enumerate(result[name])
            ]
    return result


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
