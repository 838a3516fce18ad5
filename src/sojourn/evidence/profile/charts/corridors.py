"""Bands from the countries people come from to the country, and on to those its own people went to."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.evidence.profile.charts.canvas import COLOURS, INK, SOFT, Canvas
from sojourn.evidence.profile.charts.chart import Chart, Item, Words

WIDTH, HEIGHT, GAP, NODE, SIDE, TOP = 720.0, 380.0, 8.0, 12.0, 170.0, 26.0


def corridors(
    words: Words, country: str, inward: Sequence[Item], outward: Sequence[Item], *, head: tuple[str, str, str],
    directions: tuple[str, str],
) -> Chart:  # fmt: skip
    """Draw both sides to one scale; `head` names direction, partner and figure, `directions` is in and out."""
    first, second = directions
    rows = (
        *((first, item.label, item.shown) for item in inward),
        *((second, item.label, item.shown) for item in outward),
    )
    total = max(sum(item.value or 0 for item in side) for side in (inward, outward)) if inward or outward else 0
    if not total:
        return Chart("", head, rows)
    canvas = Canvas(WIDTH, TOP + HEIGHT, rtl=words.rtl)
    most = max(len(inward), len(outward), 1)
    scale = (HEIGHT - GAP * (most - 1)) / total
    canvas.text(0, 14, first, "start", size=13, bold=True)
    canvas.text(WIDTH / 2, 14, country, "middle", size=13, bold=True)
    canvas.text(WIDTH, 14, second, "end", size=13, bold=True)
    _side(canvas, inward, scale, 0)
    _side(canvas, outward, scale, 1)
    return Chart(canvas.svg(words.title, words.description), head, rows)


def _side(canvas: Canvas, items: Sequence[Item], scale: float, side: int) -> None:
    """One side of the picture: 0 where reading starts, 1 where it ends."""
    outer = SIDE if side == 0 else WIDTH - SIDE - NODE
    inner = WIDTH / 2 - NODE if side == 0 else WIDTH / 2
    y, middle = TOP, TOP
    colour = COLOURS[0] if side == 0 else COLOURS[1]
    for item in items:
        height = max((item.value or 0) * scale, 0.5)
        canvas.rect(outer, y, NODE, height, colour)
        canvas.rect(inner, middle, NODE, height, INK)
        start, end = (outer + NODE, inner) if side == 0 else (inner + NODE, outer)
        from_y, to_y = (y, middle) if side == 0 else (middle, y)
        _band(canvas, (start, from_y), (end, to_y), height, colour)
        label = f"{item.label} {item.shown}"
        if side == 0:
            canvas.text(SIDE - 6, y + height / 2 + 4, label, "end", size=11, colour=SOFT)
        else:
            canvas.text(WIDTH - SIDE + 6, y + height / 2 + 4, label, "start", size=11, colour=SOFT)
        y += max(height, 12) + GAP / 2
        middle += height


def _band(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], height: float, colour: str) -> None:
    (x1, y1), (x2, y2) = (canvas.across(start[0]), start[1]), (canvas.across(end[0]), end[1])
    bend = (x1 + x2) / 2
    d = (
        f"M{x1:.1f},{y1:.1f}C{bend:.1f},{y1:.1f} {bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        f"L{x2:.1f},{y2 + height:.1f}"
        f"C{bend:.1f},{y2 + height:.1f} {bend:.1f},{y1 + height:.1f} {x1:.1f},{y1 + height:.1f}Z"
    )
    canvas.path(d, fill=colour, faint=0.35)
