"""A map of the world with a curve to or from each of the largest partner countries, as thick as the figure is large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt

from sojourn.evidence.profile.charts.canvas import COLOURS, INK, LAND, PAPER, Canvas
from sojourn.evidence.profile.charts.chart import Chart, Item, Words
from sojourn.evidence.profile.charts.scales import largest
from sojourn.evidence.profile.charts.world import HALF_HEIGHT, HALF_WIDTH, Ring, middles, outlines, projected

WIDTH = 720.0
SCALE = WIDTH / (2 * HALF_WIDTH)
HEIGHT = 2 * HALF_HEIGHT * SCALE
THICKEST = 9.0
FAR = 180.0


def flow_map(words: Words, country: str, items: Sequence[Item], *, head: tuple[str, str], inward: bool) -> Chart:
    """Draw curves between the country and each item's `code`; without the outlines the table stands alone."""
    rows = tuple((item.label, item.shown) for item in items)
    drawn = [item for item in items if item.code in middles() and item.value]
    if not outlines() or country not in middles() or not drawn:
        return Chart("", head, rows)
    canvas = Canvas(WIDTH, HEIGHT)
    for code, path in _paths().items():
        canvas.path(path, fill="#b9c7d6" if code == country else LAND, stroke=PAPER, width=0.5)
    top = largest(item.value for item in drawn)
    here = _placed(*middles()[country])
    for item in sorted(drawn, key=lambda one: one.value or 0):
        there = _placed(*middles()[item.code])
        _curve(canvas, there, here, (item.value or 0) / top, COLOURS[0] if inward else COLOURS[1])
    canvas.dot(*here, INK, 4)
    return Chart(canvas.svg(words.title, words.description), head, rows)


@cache
def _paths() -> Mapping[str, str]:
    """The outline of every country on the sheet, by code."""
    return {code: "".join(_outline(ring) for ring in rings) for code, rings in sorted(outlines().items())}


def _placed(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = projected(longitude, latitude)
    return (x + HALF_WIDTH) * SCALE, (y + HALF_HEIGHT) * SCALE


def _outline(ring: Ring) -> str:
    """A ring as a path; one that jumps across the edge of the map is cut there."""
    parts: list[str] = []
    before = None
    for longitude, latitude in ring:
        x, y = _placed(longitude, latitude)
        jump = before is None or abs(longitude - before) > FAR
        parts.append(f"{'M' if jump else 'L'}{x:.1f},{y:.1f}")
        before = longitude
    return "".join(parts) + "Z"


def _curve(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], share: float, colour: str) -> None:
    (x1, y1), (x2, y2) = start, end
    lift = 0.22 * sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    d = f"M{x1:.1f},{y1:.1f}Q{(x1 + x2) / 2:.1f},{(y1 + y2) / 2 - lift:.1f} {x2:.1f},{y2:.1f}"
    canvas.path(d, stroke=colour, width=max(0.8, THICKEST * share), faint=0.55)
    canvas.dot(x1, y1, colour, 2)
