"""Answers that the writer could not see are not wiped by silence: they are carried over unless answered anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def carried_over(new: Mapping[str, Any], old: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Return the new answers, and the old ones to hidden questions that have none; rows of repeats by position."""
    result = dict(new)
    for name, value in old.items():
        if name in hidden:
            result.setdefault(name, value)
        elif _rows(value) and _rows(result.get(name)):
            result[name] = [
                carried_over(row, value[place] if place < len(value) else {}, hidden)
                for place, row in enumerate(result[name])
            ]
    return result


def kept_first(new: Mapping[str, Any], old: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return the new answers with the old ones to the questions that keep what they first had, as `once()` does."""
    return {**new, **{name: old[name] for name in names if name in old}}


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
