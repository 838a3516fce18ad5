"""Isotonic calibration: straight lines between a few knots, never falling."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from tools.learning.drawing import Pairs

from sojourn.matching.weights import Weights

# Bins of summed log2 odds; what lies outside is carried on in parallel.
EDGES = np.array([-14.0, -10, -8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 14])
# Each bin is believed as if this many pairs had shown what the weights said.
PRIOR_PAIRS = 20.0
# Each set of people weighs as if it had so many true pairs, whatever its size and mistakes.
TRUE_PAIRS = 2_500.0
LEAST_STEP = 0.05


def knots_of(held_out: Sequence[Pairs], weights: Weights) -> list[list[float]]:
    """Return [summed log2 odds, honest log2 odds] of each bin with pairs, rising."""
    odds = np.concatenate([odds_of(pairs, weights) for pairs in held_out])
    truth = np.concatenate([pairs.truth for pairs in held_out])
    counts_for = np.concatenate([pairs.stands_for * (TRUE_PAIRS / pairs.truth.sum()) for pairs in held_out])
    middle, honest, counts = [], [], []
    for low, high in pairwise(EDGES):
        within = (odds >= low) & (odds < high)
        pairs = counts_for[within]
        if pairs.sum() < 50:
            continue
        mean = float(np.average(odds[within], weights=pairs))
        expected = 1 / (1 + 2.0**-mean)
        share = (pairs[truth[within]].sum() + expected * PRIOR_PAIRS) / (pairs.sum() + PRIOR_PAIRS)
        middle.append(mean)
        honest.append(float(np.log2(share / (1 - share))))
        counts.append(float(pairs.sum()))
    rising = _isotonic(np.array(honest), np.array(counts)) + LEAST_STEP * np.arange(len(honest))
    return [[round(x, 2), round(float(y), 2)] for x, y in zip(middle, rising, strict=True)]


def odds_of(pairs: Pairs, weights: Weights) -> np.ndarray:
    """Log2 odds of pairs against strangers and relatives, the priors included."""
    strangers, relatives = (
        np.array([against.of[name] for name in pairs.names]) @ pairs.amounts + against.prior
        for against in (weights.strangers, weights.relatives)
    )
    found: np.ndarray = -np.logaddexp2(pairs.doublings - strangers, -relatives)
    return found


def _isotonic(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Pool adjacent violators (Ayer and others, 1955): the nearest rising values, weighted by counts."""
    blocks: list[list[float]] = []
    for value, count in zip(values, counts, strict=True):
        blocks.append([value, count, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, count, size = blocks.pop()
            before = blocks[-1]
            before[0] = (before[0] * before[1] + value * count) / (before[1] + count)
            before[1] += count
            before[2] += size
    return np.concatenate([np.full(int(size), value) for value, _, size in blocks])
