"""Learn the weights of matching from invented people and write `src/sojourn/matching/weights/weights.yaml`.

Run:  python -m tools.learn_weights            (some minutes; nothing is trained at run time)

What is done, in this order:
1. Draw people with `bench.people` under other seeds and rates of mistakes than those of testing, and show each set of
   people several times: with all columns, with name, birth, sex and country only, as whole names in one column.
2. Take the pairs that share a key, and count features per pair: the very columns that scoring multiplies.
3. Fit two logistic regressions at once, one person against strangers and one person against relatives: nobody says
   which of the two a false pair is, the odds against one person simply add up. Twice the people are twice the strangers
   and no more relatives; that is given, not learned. Weights are drawn towards those set by hand (`START`), so that
   what the generator shows seldom stays where general knowledge put it. Better levels never weigh less than worse
   ones: a level is its parent's weight plus something that is not negative. Agreement never counts against,
   disagreement never for.
4. Calibrate on people not yet used, by isotonic regression (pool adjacent violators) between few knots.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from tools.learning.calibrating import TRUE_PAIRS, knots_of
from tools.learning.drawing import CALIBRATION, POPULATION, START, TRAINING, Pairs, pairs_of
from tools.learning.order import RELATIVES_AT_LEAST, TWINS_MORE, Order
from tools.learning.writing import write_weights

from sojourn.matching.weights import Against, Weights

TARGET = Path(__file__).resolve().parent.parent / "src/sojourn/matching/weights/weights.yaml"
# How strongly the weights are drawn towards those set by hand: as if so many pairs had shown them.
PULL = 60.0
VERSION = "2"
LN2 = float(np.log(2.0))


def fit(training: list[Pairs], start: Weights) -> Weights:
    """Return the weights against strangers and against relatives, learned together."""
    names = training[0].names
    orders = Order(names, start.strangers, {}), Order(names, start.relatives, RELATIVES_AT_LEAST)
    amounts = np.concatenate([pairs.amounts for pairs in training], axis=1)
    design = np.vstack([amounts, np.ones(amounts.shape[1], np.float32)])
    truth = np.concatenate([pairs.truth for pairs in training]).astype(np.float32)
    share = np.concatenate([pairs.stands_for * (TRUE_PAIRS / pairs.truth.sum()) for pairs in training])
    size = np.concatenate([np.full(len(pairs.truth), pairs.doublings, np.float32) for pairs in training])
    centre = np.concatenate([order.centre for order in orders])
    scale = np.concatenate([order.scale for order in orders])

    def loss(free: np.ndarray) -> tuple[float, np.ndarray]:
        sums = [
            order.to_weights(part).astype(np.float32) @ design
            for order, part in zip(orders, np.split(free, 2), strict=True)
        ]
        strangers, relatives = LN2 * (sums[0] - size), LN2 * sums[1]
        odds = -np.logaddexp(-strangers, -relatives)
        value = float((share * (np.logaddexp(0, odds) - truth * odds)).sum())
        slope = share * (1 / (1 + np.exp(-odds)) - truth) * LN2
        parts = slope * np.exp(odds - strangers), slope * np.exp(odds - relatives)
        back = [order.back(design @ part) for order, part in zip(orders, parts, strict=True)]
        away = (free - centre) * scale
        return value + PULL / 2 * float(away @ away), np.concatenate(back) + PULL * away * scale

    bounds = [*orders[0].bounds, *orders[1].bounds]
    found = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    print(f"loss {found.fun:.0f} after {found.nit} steps: {found.message}", file=sys.stderr)
    strangers, relatives = (_named(order, part) for order, part in zip(orders, np.split(found.x, 2), strict=True))
    relatives = Against(relatives.prior, {**relatives.of, "name.twin": relatives.of["name.twin"] + TWINS_MORE})
    return Weights(VERSION, POPULATION, strangers, relatives, start.calibration)


def _named(order: Order, free: np.ndarray) -> Against:
    of = dict(zip(order.names, order.to_weights(free).tolist(), strict=True))
    return Against(of.pop("prior"), of)


def main() -> None:
    """Draw, fit, calibrate, write."""
    training = [pairs_of(drawn) for drawn in TRAINING]
    weights = fit(training, START)
    held_out = [pairs_of(drawn) for drawn in CALIBRATION]
    knots = knots_of(held_out, weights)
    write_weights(TARGET, weights, knots, training, held_out)


if __name__ == "__main__":
    main()
