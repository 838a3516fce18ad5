"""From summed log2 odds to a probability: prior, calibration, logistic curve."""

from __future__ import annotations

from bisect import bisect_right
from math import log2

from sojourn.matching.weights import Weights


def probability(evidence: float, weights: Weights, population: int | None = None) -> float:
    """Return the probability for summed `evidence` (log2 odds without the prior) among `population` people."""
    odds: float = 2.0 ** calibrated(evidence + prior(weights, population), weights.calibration)
    return odds / (1.0 + odds)


def prior(weights: Weights, population: int | None = None) -> float:
    """Log2 odds of a pair before it is compared: the more people, the more chance meetings of alike names."""
    if not population:
        return weights.prior
    return weights.prior - weights.per_doubling * log2(max(population, 2) / weights.population)


def calibrated(odds: float, knots: tuple[tuple[float, float], ...]) -> float:
    """Map log2 odds by straight lines between knots; beyond the last knot, in parallel. Stays within -60 to 60."""
    at = min(max(bisect_right(knots, (odds, float("inf"))), 1), len(knots) - 1)
    (x0, y0), (x1, y1) = knots[at - 1], knots[at]
    if odds <= knots[0][0] or odds >= knots[-1][0]:
        x0, y0 = knots[0] if odds <= knots[0][0] else knots[-1]
        return min(60.0, max(-60.0, y0 + odds - x0))
    return min(60.0, max(-60.0, y0 + (y1 - y0) * (odds - x0) / (x1 - x0)))


def uncalibrated(odds: float, knots: tuple[tuple[float, float], ...]) -> float:
    """Return the summed log2 odds that calibrate to `odds`, or a little less where the line is flat."""
    return calibrated(odds, tuple((y + at * 1e-9, x) for at, (x, y) in enumerate(knots)))
