"""An age pyramid: women and men by age band, one to each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.evidence.profile.charts.canvas import COLOURS, LINE, SOFT, Canvas
from sojourn.evidence.profile.charts.chart import Chart, Words
from sojourn.evidence.profile.charts.scales import largest, round_top

WIDTH, ROW, MIDDLE, TOP, FOOT = 720.0, 17.0, 70.0, 26.0, 24.0


@dataclass(frozen=True)
class Band:
    """One age band, youngest first in a pyramid."""

    label: str
    women: float | None
    men: float | None

    @property
    def sides(self) -> tuple[float | None, float | None]:
        """Women, then men."""
        return self.women, self.men


def pyramid(words: Words, bands: Sequence[Band], *, head: tuple[str, str, str], absent: str) -> Chart:
    """Draw the bands, the oldest on top; `head` is what age, women and men are called, `absent` what no figure is."""
    rows = tuple((band.label, *(absent if v is None else words.say(v) for v in band.sides)) for band in bands)
    top = round_top(largest(value for band in bands for value in band.sides))
    if not any(value for band in bands for value in band.sides):
        return Chart("", head, rows)
    canvas = Canvas(WIDTH, TOP + ROW * len(bands) + FOOT, rtl=words.rtl)
    half = (WIDTH - MIDDLE) / 2
    canvas.text(half, 14, head[1], "end", size=13, bold=True)
    canvas.text(half + MIDDLE, 14, head[2], "start", size=13, bold=True)
    _scale(canvas, words, top, half, TOP + ROW * len(bands))
    for place, band in enumerate(reversed(bands)):
        y = TOP + ROW * place
        canvas.text(WIDTH / 2, y + 12, band.label, "middle", size=11, colour=SOFT)
        women, men = (half * (value or 0) / top for value in band.sides)
        canvas.rect(half - women, y + 2, women, ROW - 4, COLOURS[1])
        canvas.rect(half + MIDDLE, y + 2, men, ROW - 4, COLOURS[0])
    return Chart(canvas.svg(words.title, words.description), head, rows)


def _scale(canvas: Canvas, words: Words, top: float, half: float, floor: float) -> None:
    for share in (0.5, 1.0):
        for x in (half - half * share, half + MIDDLE + half * share):
            canvas.line(x, TOP, x, floor, colour=LINE)
    canvas.text(0, floor + 16, words.say(top), "start", size=11, colour=SOFT)
    canvas.text(WIDTH, floor + 16, words.say(top), "end", size=11, colour=SOFT)
