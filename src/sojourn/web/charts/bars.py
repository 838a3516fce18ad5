"""Horizontal bars: one per group, its label above it and its value beside the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.evidence.profile.charts.scales import largest, round_top

ROW = 46
BAR = 16
WITHHELD_WIDTH = 9.0


@dataclass(frozen=True)
class Point:
    """One figure to draw: `value` None means withheld or not available, `shown` says which in words."""

    label: str
    value: float | None
    shown: str


@dataclass(frozen=True)
class Bar:
    """A bar in place: `x` and `width` in per cent of the chart, `y` in pixels, text at the edges."""

    label: str
    shown: str
    y: int
    text_y: int
    x: float
    width: float
    withheld: bool


@dataclass(frozen=True)
class BarChart:
    """Everything the template needs; `start` and `end` are the edges in per cent for the reading direction."""

    title: str
    description: str
    height: int
    bars: tuple[Bar, ...]
    start: int
    end: int


def bar_chart(title: str, description: str, points: Sequence[Point], *, rtl: bool) -> BarChart:
    """Place one bar per point; in right-to-left bars grow from the right edge."""
    top = round_top(largest(point.value for point in points))
    bars = tuple(_bar(index, point, top, rtl) for index, point in enumerate(points))
    start, end = (100, 0) if rtl else (0, 100)
    return BarChart(title, description, max(len(points), 1) * ROW, bars, start, end)


def _bar(index: int, point: Point, top: float, rtl: bool) -> Bar:
    withheld = point.value is None
    width = WITHHELD_WIDTH if point.value is None else round(100 * max(point.value, 0) / top, 2)
    y = index * ROW
    return Bar(point.label, point.shown, y + 22, y + 16, round(100 - width, 2) if rtl else 0, width, withheld)
