"""The published small tables that every implementation of the flow methods must reproduce."""

from __future__ import annotations

import numpy as np

from sojourn.evidence.flows.stocks import Stocks, read_stocks

PLACES = ("A", "B", "C", "D")


def table(text: str) -> np.ndarray:
    """Rows apart by a bar, figures by spaces."""
    return np.array([[float(figure) for figure in row.split()] for row in text.split("|")])


_IMR = "100 10 10 0 | 20 55 25 10 | 10 40 140 65 | 20 25 20 200"
_VITAL = ("1000 100 10 0 | 55 555 50 5 | 80 40 800 40 | 20 25 20 200",
          "1060 60 10 10 | 45 540 40 0 | 70 75 770 70 | 30 30 20 230")  # fmt: skip


def _stocks(start: str, end: str, births=None, deaths=None) -> Stocks:
    return read_stocks(PLACES, table(start), table(end), births, deaths)


T0 = _stocks("1000 100 10 0 | 55 555 50 5 | 80 40 800 40 | 20 25 20 200",
             "950 100 60 0 | 80 505 75 5 | 90 30 800 40 | 40 45 0 180")  # fmt: skip
T1 = _stocks(_IMR, "70 30 10 10 | 25 60 10 15 | 10 55 140 50 | 40 45 0 180")
T2 = _stocks(*_VITAL, [80, 20, 40, 60], [70, 30, 50, 10])
T3 = _stocks(*_VITAL, [80, 20, 60, 60], [70, 30, 50, 10])
T4 = _stocks(_IMR, "75 25 5 0 | 20 45 30 15 | 30 40 150 60 | 30 30 20 230", [10, 50, 25, 60], [30, 10, 40, 10])
T5 = _stocks("100 10 10 0 | 80 180 10 90 | 30 10 140 40 | 60 70 10 160",
             "95 5 15 5 | 75 225 5 55 | 55 0 115 50 | 35 25 25 215")  # fmt: skip
T6 = _stocks(_IMR, "75 25 5 15 | 20 45 30 15 | 30 40 150 35 | 10 50 5 200")
DISTANCES = table("0 5 50 500 | 5 0 45 495 | 50 45 0 450 | 500 495 450 0")
