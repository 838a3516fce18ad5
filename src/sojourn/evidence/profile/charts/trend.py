"""Lines over years. A year without a figure breaks the line; nothing is drawn in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from sojourn.evidence.profile.charts.canvas import COLOURS, SOFT, Canvas
from sojourn.evidence.profile.charts.chart import Chart, Series, Words
from sojourn.evidence.profile.charts.scales import largest, round_top, ticks

WIDTH, PLOT, TOP, LEFT, RIGHT, FOOT, LEGEND = 720.0, 220.0, 16.0, 76.0, 16.0, 26.0, 20.0
MOST_YEARS = 9


def trend(words: Words, series: Sequence[Series], *, year_word: str) -> Chart:
    """Draw up to six series over the same years; values below nought lower the floor of the scale."""
    years = sorted({year for one in series for year, _, _ in one.points})
    head = (year_word, *(one.label for one in series))
    shown = {(one.label, year): said for one in series for year, _, said in one.points}
    rows = tuple((str(year), *(shown.get((one.label, year), "") for one in series)) for year in years)
    values = [value for one in series for _, value, _ in one.points if value is not None]
    if not values:
        return Chart("", head, rows)
    canvas = Canvas(WIDTH, TOP + PLOT + FOOT + LEGEND * len(series), rtl=words.rtl)
    span = _span(values)
    _grid(canvas, words, span, _step(values))
    _years(canvas, years)
    for number, one in enumerate(series):
        _draw(canvas, one, years, span, COLOURS[number % len(COLOURS)])
        _legend(canvas, one.label, number)
    return Chart(canvas.svg(words.title, words.description), head, rows)


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The floor and the top of the scale: whole steps of a round size, nought always among them."""
    step = _step(values)
    return min(0.0, step * floor(min(values) / step)), max(0.0, step * ceil(max(values) / step - 1e-9))


def _step(values: Sequence[float]) -> float:
    return ticks(round_top(largest(abs(value) for value in values)))[1]


def _y(value: float, low: float, high: float) -> float:
    return TOP + PLOT * (1 - (value - low) / ((high - low) or 1))


def _x(year: int, years: Sequence[int]) -> float:
    span = (years[-1] - years[0]) or 1
    middle = 0.5 if len(years) == 1 else (year - years[0]) / span
    return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * middle


def _grid(canvas: Canvas, words: Words, span: tuple[float, float], step: float) -> None:
    for number in range(round((span[1] - span[0]) / step) + 1):
        value = span[0] + step * number
        y = _y(value, *span)
        canvas.line(LEFT, y, WIDTH - RIGHT, y)
        canvas.text(LEFT - 8, y + 4, words.say(value), "end", size=11, colour=SOFT)


def _years(canvas: Canvas, years: Sequence[int]) -> None:
    every = max(1, -(-len(years) // MOST_YEARS))
    for place, year in enumerate(years):
        if (len(years) - 1 - place) % every == 0:
            canvas.text(_x(year, years), TOP + PLOT + 18, str(year), "middle", size=11, colour=SOFT)


def _draw(canvas: Canvas, one: Series, years: Sequence[int], span: tuple[float, float], colour: str) -> None:
    for run in _runs(one):
        placed = [(_x(year, years), _y(value, *span)) for year, value in run]
        if len(placed) > 1:
            canvas.lines(placed, colour)
        for x, y in placed:
            canvas.dot(x, y, colour, 3 if len(years) <= 30 else 1.5)


def _runs(one: Series) -> Iterator[list[tuple[int, float]]]:
    """The stretches without a stated gap between their figures."""
    run: list[tuple[int, float]] = []
    for year, value, _ in one.points:
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((year, value))
    if run:
        yield run


def _legend(canvas: Canvas, label: str, number: int) -> None:
    y = TOP + PLOT + FOOT + LEGEND * number + 8
    canvas.rect(LEFT, y - 5, 18, 4, COLOURS[number % len(COLOURS)])
    canvas.text(LEFT + 26, y, label, size=12)
