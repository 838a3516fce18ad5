"""The shipped weights keep their order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sojourn.matching.compare.births import LEVELS
from sojourn.matching.score.total import against_both, calibrated, prior, uncalibrated
from sojourn.matching.weights import Against, weights

BOTH = pytest.mark.parametrize(
    "against", [weights().strangers, weights().relatives], ids=("against strangers", "against relatives")
)


@BOTH
@pytest.mark.parametrize("whose", ["own", "other"])
def test_better_levels_of_names_never_weigh_less(against: Against, whose: str) -> None:
    chain = ("loose", "near", "variant", "skeleton", "roman", "spelling")

    assert all(against.of[f"name.{whose}.{a}"] <= against.of[f"name.{whose}.{b}"] for a, b in pairwise(chain))


@BOTH
def test_different_words_never_count_for_one_person_even_when_written_alike(against: Against) -> None:
    conflicts = [weight for name, weight in against.of.items() if name.startswith("name.conflict")]

    assert max(conflicts) + against.of["name.alike"] <= 0.0


def test_what_families_share_says_less_against_relatives_than_against_strangers() -> None:
    strangers, relatives = weights().strangers.of, weights().relatives.of

    for shared in ("name.other.spelling", "name.other.skeleton", "phone.same", "place.same", "mother.same"):
        assert 0.0 <= relatives[shared] < strangers[shared] / 2


def test_odds_against_both_are_worse_than_against_either() -> None:
    assert against_both(3.0, 3.0) == pytest.approx(2.0)
    assert against_both(50.0, -4.0) == pytest.approx(-4.0)
    assert against_both(2.0, 9.0) == against_both(9.0, 2.0) < 2.0


def test_twice_the_people_are_twice_the_strangers() -> None:
    assert prior(weights(), 40_000) == pytest.approx(prior(weights(), 20_000) - 1.0)


@BOTH
def test_every_birth_level_has_a_weight_and_far_is_the_worst(against: Against) -> None:
    of_levels = {level: against.of[f"birth.{level}"] for level in LEVELS}

    assert max(of_levels, key=lambda level: of_levels[level]) == "same_day"
    assert min(of_levels, key=lambda level: of_levels[level]) == "far"


def test_calibration_rises() -> None:
    knots = weights().calibration

    assert all(x < u and y < v for (x, y), (u, v) in pairwise(knots))


@pytest.mark.parametrize("odds", [-30.0, -4.2, 0.0, 1.7, 25.0])
def test_calibration_can_be_undone(odds: float) -> None:
    knots = weights().calibration

    assert uncalibrated(calibrated(odds, knots), knots) == pytest.approx(odds, abs=0.01)
