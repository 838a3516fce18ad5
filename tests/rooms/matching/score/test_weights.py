"""The shipped weights keep their order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sojourn.matching.compare.births import LEVELS
from sojourn.matching.score.total import calibrated, uncalibrated
from sojourn.matching.weights import weights


@pytest.mark.parametrize("whose", ["own", "other"])
def test_better_levels_of_names_never_weigh_less(whose: str) -> None:
    chain = ("loose", "near", "variant", "skeleton", "roman", "spelling")

    assert all(weights().of[f"name.{whose}.{a}"] <= weights().of[f"name.{whose}.{b}"] for a, b in pairwise(chain))


def test_every_birth_level_has_a_weight_and_far_is_the_worst() -> None:
    of_levels = {level: weights().of[f"birth.{level}"] for level in LEVELS}

    assert max(of_levels, key=lambda level: of_levels[level]) == "same_day"
    assert min(of_levels, key=lambda level: of_levels[level]) == "far"


def test_calibration_rises() -> None:
    knots = weights().calibration

    assert all(x < u and y < v for (x, y), (u, v) in pairwise(knots))


@pytest.mark.parametrize("odds", [-30.0, -4.2, 0.0, 1.7, 25.0])
def test_calibration_can_be_undone(odds: float) -> None:
    knots = weights().calibration

    assert uncalibrated(calibrated(odds, knots), knots) == pytest.approx(odds, abs=0.01)
