"""Learn the weights of matching from invented people and write `src/sojourn/matching/weights/weights.yaml`.

Run:  python -m tools.learn_weights            (some minutes; nothing is trained at run time)

What is done, in this order:
1. Draw people with `bench.people` under other seeds and rates of mistakes than those of testing, and show each set of
   people several times: with all columns, with name, birth, sex and country only, as whole names in one column.
2. Take the pairs that share a key, and count features per pair: the very columns that scoring multiplies.
3. Fit a logistic regression whose weights are drawn towards those set by hand (`START`), so that what the generator
   shows seldom stays where general knowledge put it. Better levels never weigh less than worse ones: a level is its
   parent's weight plus something that is not negative. Agreement never counts against, disagreement never for.
4. Calibrate on people not yet used, by isotonic regression (pool adjacent violators) between few knots.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from tools.learning.calibrating import knots_of
from tools.learning.drawing import CALIBRATION, TRAINING, Pairs, pairs_of
from tools.learning.order import BY_HAND, Order
from tools.learning.writing import START, write_weights

from sojourn.matching.weights.loading import Weights

TARGET = Path(__file__).resolve().parent.parent / "src/sojourn/matching/weights/weights.yaml"
# How strongly the weights are drawn towards those set by hand: as if so many pairs had shown them.
PULL = 60.0
LN2 = float(np.log(2.0))


def fit(training: list[Pairs], start: Weights) -> dict[str, float]:
    """Return the weights (log2 odds), with "prior" and "per_doubling" among them."""
    order = Order(training[0].names, start)
    amounts = np.concatenate([pairs.amounts for pairs in training], axis=1)
    truth = np.concatenate([pairs.truth for pairs in training]).astype(np.float32)
    share = np.concatenate([np.full(len(pairs.truth), 1.0 / len(pairs.truth), np.float32) for pairs in training])
    share *= len(truth) / len(training)
    size = np.concatenate([np.full(len(pairs.truth), pairs.doublings, np.float32) for pairs in training])
    for name in BY_HAND.keys() & set(training[0].names):
        amounts[training[0].names.index(name)] = 0.0
    design = np.vstack([amounts, np.ones(len(truth), np.float32), -size])
    centre = order.to_free(order.start)

    def loss(free: np.ndarray) -> tuple[float, np.ndarray]:
        odds = (order.to_weights(free).astype(np.float32) @ design) * np.float32(LN2)
        value = float((share * (np.logaddexp(0, odds) - truth * odds)).sum())
        slope = design @ (share * (1 / (1 + np.exp(-odds)) - truth)) * LN2
        away = (free - centre) * order.scale
        return value + PULL / 2 * float(away @ away), order.back(slope) + PULL * away * order.scale

    found = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=order.bounds, options={"maxiter": 250})
    print(f"loss {found.fun:.0f} after {found.nit} steps: {found.message}", file=sys.stderr)
    return dict(zip(order.names, order.to_weights(found.x).tolist(), strict=True)) | BY_HAND


def main() -> None:
    """Draw, fit, calibrate, write."""
    start = START
    training = [pairs_of(drawn) for drawn in TRAINING]
    weights = fit(training, start)
    held_out = [pairs_of(drawn) for drawn in CALIBRATION]
    knots = knots_of(held_out, weights)
    write_weights(TARGET, weights, knots, training, held_out)


if __name__ == "__main__":
    main()
