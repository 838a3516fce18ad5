"""Hide small counts in a two-way table, and enough others that no hidden one can be worked out from the totals.

A table has cells (row, column); `TOTAL` in either place is a margin, in both the grand total. A cell below the
threshold is hidden first. Then, as long as the shown figures pin a hidden one to an interval narrower than the
threshold, the cheapest further cells that give it room are hidden too (complementary suppression). Interior cells go
before margins. The interval is exact: hidden figures may move only along the circles that rows and columns leave,
which is a flow, so it is found by maximum flow.

This serves pages that show one small table of several layers at once (a share: its counts) and keep no log; whatever
leaves the house goes through `evidence/release`, which knows every table that was released before.

Source: rights-and-data-protection.md rule DP-R08; Willenborg and de Waal, Elements of Statistical Disclosure
Control (2001), chapter 4 on table suppression and feasibility intervals.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sojourn.evidence.release.thresholds import small
from sojourn.evidence.room_to_move import Figures, interval, wanting

TOTAL = ""
Cell = tuple[str, str]


@dataclass(frozen=True)
class Suppression:
    """Which cells to hide; `first` are those that are small themselves."""

    hidden: frozenset[Cell]
    first: frozenset[Cell]


def with_margins(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """Add the totals of rows, of columns and of all to interior counts."""
    full = {cell: count for cell, count in counts.items() if TOTAL not in cell}
    for (row, column), count in list(full.items()):
        for margin in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            full[margin] = full.get(margin, 0) + count
    return full


def suppress(layers: Sequence[Mapping[Cell, int]], threshold: int, unpublished: Collection[Cell] = ()) -> Suppression:
    """Decide what to hide in tables that are published together cell by cell (a share: its two counts).

    Each layer maps every cell, margins included, to a count; rows and columns must add up. `unpublished` cells
    (a margin that the page does not show) are hidden for free.
    """
    first = frozenset(
        cell for layer in layers for cell, count in layer.items() if small(count, threshold) and cell not in unpublished
    )
    hidden = set(first) | set(unpublished)
    for cell in sorted(first):
        _give_room(cell, layers, hidden, threshold)
    return Suppression(frozenset(hidden - set(unpublished)), first)


def intervals(
    layers: Sequence[Mapping[Cell, int]], done: Suppression, unpublished: Collection[Cell] = ()
) -> dict[Cell, tuple[float, float]]:
    """What a reader can still work out of each small cell: the lowest and highest possible figure."""
    hidden = done.hidden | set(unpublished)
    figures = [Figures(layer) for layer in layers]
    return {cell: min((interval(one, hidden, cell) for one in figures), key=_width) for cell in done.first}


def _give_room(cell: Cell, layers: Sequence[Mapping[Cell, int]], hidden: set[Cell], threshold: int) -> None:
    """Hide more cells until `cell` is uncertain by at least the threshold wherever it is small, or none are left."""
    for layer in (one for one in layers if small(one[cell], threshold)):
        figures = Figures(layer)
        while _width(interval(figures, hidden, cell, enough=threshold)) < threshold:
            more = wanting(figures, hidden, cell)
            if not more:
                break
            hidden.update(more)


def _width(bounds: tuple[float, float]) -> float:
    low, high = bounds
    return math.inf if math.isinf(high) else high - low
