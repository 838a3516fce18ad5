"""Bars from the largest to the smallest, the label above each bar."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.evidence.profile.charts.canvas import COLOURS, LAND, SOFT, Canvas
from sojourn.evidence.profile.charts.chart import Chart, Item, Words
from sojourn.evidence.profile.charts.scales import largest

WIDTH, ROW, BAR, VALUE = 720.0, 38.0, 14.0, 120.0


def ranking(words: Words, items: Sequence[Item], *, head: tuple[str, str]) -> Chart:
    """Draw one bar per item in the order given."""
    rows = tuple((item.label, item.shown) for item in items)
    top = largest(item.value for item in items)
    if not top:
        return Chart("", head, rows)
    canvas = Canvas(WIDTH, ROW * len(items) + 4, rtl=words.rtl)
    for number, item in enumerate(items):
        y = ROW * number
        canvas.text(0, y + 14, item.label, size=13)
        canvas.rect(0, y + 19, WIDTH - VALUE, BAR, LAND)
        if item.value is not None:
            canvas.rect(0, y + 19, (WIDTH - VALUE) * item.value / top, BAR, COLOURS[0])
        canvas.text(WIDTH, y + 31, item.shown, "end", size=13, colour=SOFT if item.value is None else "#1b2430")
    return Chart(canvas.svg(words.title, words.description), head, rows)
