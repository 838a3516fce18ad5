"""Columns over time: one per period, gaps left where a figure is withheld, never a nought in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sojourn.evidence.profile.charts.scales import largest, round_top, ticks
from sojourn.web.charts.bars import Point

PLOT = 190
TOP = 18
FOOT = 26
GAP = 0.28
# Per cent kept free for the numbers of the scale, at the edge where reading starts.
SCALE = 11.0
MOST_LABELS = 6


@dataclass(frozen=True)
class Column:
    """A column in place: `x`, `width`, `middle` in per cent, `y` and `height` in pixels; `label` '' if left out."""

    label: str
    shown: str
    name: str
    x: float
    middle: float
    width: float
    y: float
    height: float
    withheld: bool


@dataclass(frozen=True)
class Tick:
    """A line of the grid and what its value is called."""

    y: float
    shown: str


@dataclass(frozen=True)
class ColumnChart:
    """Everything the template needs."""

    title: str
    description: str
    height: int
    floor: int
    label_y: int
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    start: int


def column_chart(
    title: str, description: str, points: Sequence[Point], *, rtl: bool, say: Callable[[float], str] = str
) -> ColumnChart:
    """Place one column per period, the first at the edge where reading starts; `say` writes the scale's values."""
    top = round_top(largest(point.value for point in points))
    every = max(1, -(-len(points) // MOST_LABELS))
    columns = tuple(_column(index, len(points), point, top, every, rtl) for index, point in enumerate(points))
    floor = TOP + PLOT
    lines = tuple(Tick(round(floor - PLOT * value / top, 1), say(value)) for value in ticks(top))
    return ColumnChart(title, description, floor + FOOT, floor, floor + 18, columns, lines, 100 if rtl else 0)


def _column(index: int, count: int, point: Point, top: float, every: int, rtl: bool) -> Column:
    step = (100 - SCALE) / count
    place = count - 1 - index if rtl else index
    edge = 0 if rtl else SCALE
    height = 16.0 if point.value is None else round(PLOT * max(point.value, 0) / top, 1)
    return Column(
        label=point.label if index % every == 0 else "",
        shown=point.shown,
        name=point.label,
        x=round(edge + step * (place + GAP / 2), 2),
        middle=round(edge + step * (place + 0.5), 2),
        width=round(step * (1 - GAP), 2),
        y=round(TOP + PLOT - height, 1),
        height=height,
        withheld=point.value is None,
    )
