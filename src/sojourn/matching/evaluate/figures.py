"""The figures of a matcher against the truth: precision, recall, F1, recall at a precision, reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99)
WANTED_PRECISION = 0.95
BINS = 10


@dataclass(frozen=True, slots=True)
class At:
    """What holds at a threshold; a ratio without a denominator is None."""

    threshold: float
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose probability lies from `low` to below `high`: their number, mean probability, and true share."""

    low: float
    high: float
    pairs: int
    mean: float
    true: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures; `blocking` is the share of true pairs that were compared at all (None: every pair was given)."""

    true_pairs: int
    compared: int
    blocking: float | None
    at: tuple[At, ...]
    best: At
    recall_at_precision: At | None
    reliability: tuple[Bin, ...]


def figures_of(
    chances: Chances,
    truth: Flags,
    true_pairs: int,
    compared: int,
    blocking: float | None,
    thresholds: Sequence[float] = THRESHOLDS,
) -> Figures:
    """Return the figures of pairs with a probability and whether each is true; others count as probability 0."""
    order = np.argsort(-chances, kind="stable")
    sure, right = chances[order], np.cumsum(truth[order])
    last = np.flatnonzero(np.append(sure[1:] != sure[:-1], True)) if len(sure) else np.empty(0, dtype=np.int64)
    steps = [_at(float(sure[k]), int(right[k]), int(k) + 1, true_pairs) for k in _thinned(last)]
    good = [step for step in steps if (step.precision or 0.0) >= WANTED_PRECISION]
    none = _at(1.0, 0, 0, true_pairs)
    return Figures(
        true_pairs,
        compared,
        blocking,
        tuple(at_threshold(chances, truth, true_pairs, threshold) for threshold in thresholds),
        max(steps, key=lambda step: step.f1 or 0.0, default=none),
        max(good, key=lambda step: step.recall or 0.0, default=None),
        reliability(chances, truth),
    )


def _thinned(places: NDArray[np.int64]) -> list[int]:
    """At most 20,000 of the places: a curve needs no more."""
    return [int(at) for at in places[:: max(1, len(places) // 20_000)]]


def at_threshold(chances: Chances, truth: Flags, true_pairs: int, threshold: float) -> At:
    """Return the figures when pairs of this probability or more are taken."""
    taken = chances >= threshold
    return _at(threshold, int(truth[taken].sum()), int(taken.sum()), true_pairs)


def _at(threshold: float, right: int, taken: int, true_pairs: int) -> At:
    precision = right / taken if taken else None
    recall = right / true_pairs if true_pairs else None
    both = precision is not None and recall is not None
    f1 = 2 * right / (taken + true_pairs) if both and taken + true_pairs else None
    return At(threshold, precision, recall, f1)


def reliability(chances: Chances, truth: Flags) -> tuple[Bin, ...]:
    """Return ten bins of probability; an empty one is left out."""
    at = np.minimum((chances * BINS).astype(np.int64), BINS - 1)
    found = []
    for place in range(BINS):
        within = at == place
        if count := int(within.sum()):
            mean, true = float(chances[within].mean()), float(truth[within].mean())
            found.append(Bin(place / BINS, (place + 1) / BINS, count, mean, true))
    return tuple(found)
