"""How far a hidden figure of a table may move, given every shown one: flows in the graph of rows and columns.

A table with its margins is a graph: rows and columns (and "total" among both) are nodes, cells are edges. Each line
adds up to zero when a margin counts as negative, so a change of one hidden cell must come round in a circle of
hidden cells. The largest change is a maximum flow; no figure may fall below zero.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Collection, Iterator, Mapping

Cell = tuple[str, str]
Node = tuple[str, str]  # ("row" or "column", its name)
TOTAL = ""
# What hiding a margin costs against hiding a cell: more than every cell together.
DEAR = 10.0**9


class Figures:
    """The counts of one table, margins included, as edges of the graph."""

    def __init__(self, counts: Mapping[Cell, int]) -> None:
        self.counts = counts
        self.by_node: dict[Node, list[Cell]] = {}
        for cell in counts:
            for node in _ends(cell):
                self.by_node.setdefault(node, []).append(cell)

    def up(self, cell: Cell) -> float:
        """How far the signed figure may rise: a plain count without end, a margin (negative) to zero."""
        return float(self.counts[cell]) if _negative(cell) else math.inf

    def down(self, cell: Cell) -> float:
        """How far the signed figure may fall."""
        return math.inf if _negative(cell) else float(self.counts[cell])


def interval(figures: Figures, hidden: Collection[Cell], cell: Cell, enough: float = math.inf) -> tuple[float, float]:
    """The lowest and highest count that a hidden cell may have for all that the shown ones say.

    With `enough`, no further than that is looked in either direction, which is quicker.
    """
    row, column = _ends(cell)
    others = set(hidden) - {cell}
    rise = _flow(figures, others, column, row, min(figures.up(cell), enough))
    fall = _flow(figures, others, row, column, min(figures.down(cell), enough))
    count = figures.counts[cell]
    return (count - rise, count + fall) if _negative(cell) else (count - fall, count + rise)


def wanting(figures: Figures, hidden: Collection[Cell], cell: Cell) -> list[Cell]:
    """The cheapest cells, not hidden yet, that close a new circle through `cell`; none when no circle is left."""
    ways = [_cheapest(figures, hidden, cell, start, end) for start, end in (_ends(cell), _ends(cell)[::-1])]
    ways = [way for way in ways if way]
    return min(ways, key=lambda way: sum(_price(figures, one) for one in way), default=[])


def _ends(cell: Cell) -> tuple[Node, Node]:
    return ("row", cell[0]), ("column", cell[1])


def _negative(cell: Cell) -> bool:
    return (cell[0] == TOTAL) != (cell[1] == TOTAL)


def _price(figures: Figures, cell: Cell) -> float:
    return (DEAR if TOTAL in cell else 1.0) + figures.counts[cell]


def _steps(figures: Figures, node: Node) -> Iterator[tuple[Cell, Node, float]]:
    """The edges out of a node: cell, the node beyond, and how much may be sent that way."""
    for cell in figures.by_node.get(node, ()):
        row, column = _ends(cell)
        if node == row:
            yield cell, column, figures.up(cell)
        else:
            yield cell, row, figures.down(cell)


def _flow(figures: Figures, usable: Collection[Cell], source: Node, sink: Node, most: float) -> float:
    """Maximum flow from source to sink over the usable cells (Edmonds and Karp), up to `most`."""
    sent: dict[Cell, float] = {}
    total = 0.0
    while total < most:
        way = _shortest(figures, usable, sent, source, sink)
        if not way:
            break
        amount = min(room for _cell, _sign, room in way)
        for cell, sign, _room in way:
            sent[cell] = sent.get(cell, 0.0) + sign * amount
        total += amount
    return min(total, most)


def _shortest(
    figures: Figures, usable: Collection[Cell], sent: Mapping[Cell, float], source: Node, sink: Node
) -> list[tuple[Cell, int, float]]:
    came: dict[Node, tuple[Node, tuple[Cell, int, float]] | None] = {source: None}
    waiting = deque([source])
    while waiting and sink not in came:
        node = waiting.popleft()
        for cell, beyond, capacity in _steps(figures, node):
            sign = 1 if node[0] == "row" else -1
            room = capacity - sign * sent.get(cell, 0.0)
            if cell in usable and room > 0 and beyond not in came:
                came[beyond] = (node, (cell, sign, room))
                waiting.append(beyond)
    return _walked(came, sink)


def _walked(
    came: Mapping[Node, tuple[Node, tuple[Cell, int, float]] | None], sink: Node
) -> list[tuple[Cell, int, float]]:
    way = []
    step = came.get(sink)
    while step is not None:
        node, edge = step
        way.append(edge)
        step = came.get(node)
    return way[::-1]


def _cheapest(figures: Figures, hidden: Collection[Cell], cell: Cell, start: Node, end: Node) -> list[Cell]:
    """Dijkstra from start to end without `cell`; hidden cells are free, and at least one new cell must be met."""
    best: dict[tuple[Node, bool], float] = {(start, False): 0.0}
    heap: list[tuple[float, Node, bool, tuple[Cell, ...]]] = [(0.0, start, False, ())]
    while heap:
        cost, node, new, taken = heapq.heappop(heap)
        if node == end and new:
            return list(taken)
        for one, beyond, capacity in _steps(figures, node):
            if one == cell or one in taken or capacity <= 0:
                continue
            fresh = one not in hidden
            price = cost + (_price(figures, one) if fresh else 0.0)
            state = (beyond, new or fresh)
            if price < best.get(state, math.inf):
                best[state] = price
                heapq.heappush(heap, (price, beyond, state[1], (*taken, one) if fresh else taken))
    return []
