"""Gravity fits find the law that made the flows, and say when no fit exists."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.evidence.methods.gravity import log_least_squares, poisson
from sojourn.kernel.refused import Refused


def law(seed: int = 1, rows: int = 400):
    chance = np.random.default_rng(seed)
    columns = {"origin": chance.lognormal(14, 1, rows), "destination": chance.lognormal(14, 1, rows),
               "distance": chance.lognormal(7, 0.8, rows)}  # fmt: skip
    mean = np.exp(-11.0) * columns["origin"] ** 0.8 * columns["destination"] ** 0.7 * columns["distance"] ** -0.9
    return mean, columns


@pytest.mark.parametrize("fit", [log_least_squares, poisson])
def test_an_exact_law_is_found_exactly(fit):
    mean, columns = law()
    found = fit(mean, **columns)
    assert found.coefficients == pytest.approx(
        {"constant": -11.0, "origin": 0.8, "destination": 0.7, "distance": -0.9}, abs=1e-6
    )
    assert found.r_squared == pytest.approx(1)


def test_poisson_counts_are_found_within_their_errors_and_zeros_take_part():
    mean, columns = law(3)
    flows = np.random.default_rng(4).poisson(mean / mean.max() * 200)
    found = poisson(flows, **columns)
    assert (flows == 0).any()
    assert found.used == 400
    for name, value in {"origin": 0.8, "destination": 0.7, "distance": -0.9}.items():
        assert abs(found.coefficients[name] - value) < 3.5 * found.errors[name]
        assert 0 < found.errors[name] < 0.1
    assert found.fitted.sum() == pytest.approx(flows.sum())


def test_least_squares_leaves_zeros_out_and_counts_them():
    mean, columns = law(5)
    mean[:7] = 0
    found = log_least_squares(mean, **columns)
    assert (found.used, found.left_out) == (393, 7)


def test_robust_errors_by_hand():
    # One column of logs -1, 0, 1 and residuals a, -2a, a: HC1 = n/(n-k) (X'X)^-1 X' diag(e2) X (X'X)^-1.
    logs, residual = np.array([-1.0, 0, 1]), 0.3 * np.array([1.0, -2, 1])
    found = log_least_squares(np.exp(2 + 0.5 * logs + residual), x=np.exp(logs))
    assert found.coefficients == pytest.approx({"constant": 2, "x": 0.5})
    assert found.errors["constant"] == pytest.approx(np.sqrt(3 * 6 * 0.09 / 9))
    assert found.errors["x"] == pytest.approx(np.sqrt(3 * 2 * 0.09 / 4))


@pytest.mark.parametrize(
    ("flows", "columns", "code"),
    [([1, 2, 3, 0], {"x": [1, 2, 3, 0]}, "not_above_zero"), ([1, 2, 3], {"x": [1, 2]}, "mismatched_shape"),
     ([1, -2, 3], {"x": [1, 2, 3]}, "negative_stock"), ([0, 0, 0], {"x": [1, 2, 3]}, "negative_stock"),
     ([1, 2], {"x": [1, 2]}, "too_few_rows"), ([1, 2, 3, 4], {"x": [1, 2, 3, 4], "y": [1, 4, 9, 16]}, "collinear"),
     ([5, 6, 0, 0], {"x": [1, 1, 2, 3]}, "separated")],
)  # fmt: skip
def test_no_estimate_is_better_than_a_wrong_one(flows, columns, code):
    with pytest.raises(Refused) as refused:
        poisson(flows, **columns)
    assert refused.value.codes == (code,)


def test_zeros_among_others_are_no_separation():
    assert poisson([5, 6, 0, 4], x=[1, 2, 3, 4]).coefficients["x"] < 0.5
