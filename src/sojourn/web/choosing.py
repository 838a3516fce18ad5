"""A choice in a list of a page that is no form of a programme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A value, what it is called, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False
