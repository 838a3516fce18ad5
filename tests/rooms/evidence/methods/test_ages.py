"""Age curves: the fundamental schedule, fits that return it, and what is derived from it."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.evidence.methods.ages import FUNDAMENTAL, Schedule, fit_ages, rates
from sojourn.kernel.refused import Refused

AGES = np.arange(0.0, 91.0)


def test_fundamental_schedule_at_known_ages():
    found = rates([0, 20], FUNDAMENTAL)
    assert found[0] == pytest.approx(0.023, abs=1e-9)
    assert found[1] == pytest.approx(0.02 * np.exp(-2) + 0.06 * np.exp(-1) + 0.003)


def test_what_is_derived():
    derived = Schedule(FUNDAMENTAL).derived
    assert derived["child_dependency"] == pytest.approx(0.333, abs=5e-4)
    assert derived["labour_asymmetry"] == pytest.approx(4)
    assert derived["parental_regularity"] == pytest.approx(1)
    assert 22 < derived["peak_age"] < 24


@pytest.mark.parametrize("scale", [1.0, 250.0])
def test_a_curve_is_found_again_on_any_scale(scale):
    truth = {**FUNDAMENTAL, "mu2": 23.0, "lambda2": 0.3, "alpha2": 0.12}
    found = fit_ages(AGES, scale * rates(AGES, truth))
    for name, value in truth.items():
        wanted = scale * value if name in ("a1", "a2", "c") else value
        assert found.parameters[name] == pytest.approx(wanted, rel=1e-4), name
    assert found.residual < 1e-6 * scale
    assert not found.warnings


def test_a_retirement_peak_needs_eleven_parameters():
    truth = {**FUNDAMENTAL, "a3": 0.004, "alpha3": 0.6, "mu3": 64.0, "lambda3": 0.4}
    seven, eleven = fit_ages(AGES, rates(AGES, truth)), fit_ages(AGES, rates(AGES, truth), 11)
    assert eleven.residual < seven.residual / 20
    assert eleven.parameters["mu3"] == pytest.approx(64, abs=0.2)


def test_an_upturn_of_the_oldest_needs_thirteen():
    truth = {**FUNDAMENTAL, "a3": 0.004, "alpha3": 0.6, "mu3": 64.0, "lambda3": 0.4, "a4": 0.0001, "lambda4": 0.05}
    found = fit_ages(AGES, rates(AGES, truth), 13)
    assert found.residual < 2e-5


def test_a_parameter_without_support_is_reported():
    flat = fit_ages(AGES, np.full(91, 0.01))
    assert flat.residual < 1e-3
    assert set(flat.parameters) == set(FUNDAMENTAL)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: rates([1], {"a1": 1}), "missing_parameter"),
        (lambda: rates([1], {**FUNDAMENTAL, "z": 1}), "unknown_parameter"),
        (lambda: fit_ages([1, 2], [1, 2]), "too_few_ages"),
        (lambda: fit_ages(AGES, -AGES), "negative_stock"),
        (lambda: fit_ages(AGES, AGES, 9), "unknown_parameter"),
    ],
)
def test_what_no_curve_can_be_fitted_to(call, code):
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.codes == (code,)
