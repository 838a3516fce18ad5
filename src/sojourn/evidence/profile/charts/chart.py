"""What charts take and give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[float], str]
"""How a number is written in the reader's language."""


@dataclass(frozen=True)
class Item:
    """One figure to draw: `value` None means there is none, and `shown` says why in words."""

    label: str
    value: float | None
    shown: str
    code: str = ""


@dataclass(frozen=True)
class Series:
    """A line of figures over years."""

    label: str
    points: tuple[tuple[int, float | None, str], ...]


@dataclass(frozen=True)
class Words:
    """What the reader is told beside the figures, in their language and direction."""

    title: str
    description: str
    rtl: bool = False
    say: Say = str


@dataclass(frozen=True)
class Chart:
    """A drawn chart and its table; `svg` is "" when there is nothing to draw."""

    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
