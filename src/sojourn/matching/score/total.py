"""From summed log2 odds to a probability: prior, calibration, logistic curve."""

from __future__ import annotations

from bisect import bisect_right
from math import log2

from sojourn.matching.weights import Weights


def probability(strangers: float, relatives: float, weights: Weights) -> float:
    """Return the probability for log2 odds against strangers and against relatives, the priors included."""
    odds: float = 2.0 ** calibrated(against_both(strangers, relatives), weights.calibration)
    return odds / (1.0 + odds)


def against_both(strangers: float, relatives: float) -> float:
    """Log2 odds against both explanations: the odds against one person add up, so the better explanation counts."""
    least, more = sorted((strangers, relatives))
    return least - log2(1.0 + 2.0 ** max(least - more, -60.0))


def share_of_relatives(strangers: float, relatives: float) -> float:
    """How much of what speaks against one person are relatives (1) and how much strangers (0)."""
    share: float = 1.0 / (1.0 + 2.0 ** min(max(relatives - strangers, -60.0), 60.0))
    return share


def prior(weights: Weights, population: int | None = None) -> float:
    """Log2 odds against strangers before a pair is compared: twice the people, twice the strangers who are alike."""
    if not population:
        return weights.strangers.prior
    return weights.strangers.prior - log2(max(population, 2) / weights.population)


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
