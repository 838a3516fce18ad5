"""Combinations of values, k-anonymity, and what differential privacy would cost."""

from __future__ import annotations

import math

import pytest

from sojourn.evidence.release.microdata.noise import Plan, outlook, usual_delta
from sojourn.evidence.release.microdata.quality import quality
from sojourn.evidence.release.microdata.records import combinations, records_of, releasable
from sojourn.evidence.release.microdata.risk import risk
from sojourn.kernel.refused import Refused

# a1 b1 c1 | a1 b2 c1 | a2 - c2 | a2 b2 c1 | a1 b2 -
TOY = records_of(
    ("A", "B", "C"), [("a1", "b1", "c1"), ("a1", "b2", "c1"), ("a2", "", "c2"), ("a2", "b2", "c1"), ("a1", "b2", "")]
)


def words(counts) -> dict[str, int]:
    return {"".join(value for _, value in one): count for one, count in counts.items()}


def test_combinations_of_the_toy_records():
    counts = words(combinations(TOY, 3))
    assert {one: counts[one] for one in ("a1", "a2", "b1", "b2", "c1", "c2")} == {
        "a1": 3, "a2": 2, "b1": 1, "b2": 3, "c1": 3, "c2": 1,
    }  # fmt: skip
    pairs = {one: n for one, n in counts.items() if len(one) == 4}
    assert pairs == {"a1b1": 1, "a1b2": 2, "a1c1": 2, "a2b2": 1, "a2c1": 1, "a2c2": 1, "b1c1": 1, "b2c1": 2}
    assert {one: n for one, n in counts.items() if len(one) == 6} == {"a1b1c1": 1, "a1b2c1": 1, "a2b2c1": 1}


def test_what_two_or_more_share_is_releasable_rounded_down():
    assert words(releasable(TOY, 3, 2)) == {"a1": 2, "a2": 2, "b2": 2, "c1": 2, "a1b2": 2, "a1c1": 2, "b2c1": 2}


def test_risk_of_the_toy_records():
    found = risk(TOY, ["A", "B"], ["C"], threshold=2)
    assert (found.records, found.k, found.uniques, found.below) == (5, 1, 3, 3)
    assert found.diversity == {"C": 1}
    # Without A the groups are b1, b2 (3) and unknown; without B they are a1 (3) and a2 (2).
    assert found.without == {"A": 2, "B": 0}
    assert found.causes == ("B", "A")


def test_risk_of_records_that_are_all_alike():
    found = risk(records_of(("A", "S"), [("x", "1"), ("x", "2"), ("x", "2")]), ["A"], ["S"], threshold=3)
    assert (found.k, found.uniques, found.below, found.diversity, found.causes) == (3, 0, 0, {"S": 2}, ())


def test_the_cost_of_differential_privacy_beside_computed_values():
    plan = Plan(1.0, 0.001, 3, 0.1, 0.005)
    assert plan.rho == pytest.approx(0.0305912, abs=5e-8)
    assert plan.quantile_epsilon == pytest.approx(0.0451599, abs=5e-8)
    assert plan.sigma == pytest.approx(7.381180, abs=5e-7)
    assert plan.threshold(4) == pytest.approx(55.0629, abs=5e-5)
    assert plan.threshold(19) == pytest.approx(131.0970, abs=5e-5)


def test_a_smaller_budget_costs_more():
    assert Plan(0.5, 0.001).threshold(4) > Plan(1.0, 0.001).threshold(4) > Plan(4.0, 0.001).threshold(4)
    assert usual_delta(1000) == pytest.approx(1 / (1000 * math.log(1000)))


def test_a_small_caseload_is_warned_of_before():
    found = outlook(TOY, Plan(1.0, 0.001))
    assert [warning.code for warning in found.warnings] == ["small_caseload", "most_values_lost"]
    assert (found.records, found.values, found.lost) == (5, 6, 6)
    many = records_of(("A", "B"), [("x", "y")] * 1000)
    assert outlook(many, Plan(4.0, 0.001)).warnings == ()
    assert [w.code for w in outlook(records_of(("A",), [("x",)] * 999), Plan(4.0, 0.001)).warnings] == [
        "small_caseload"
    ]


def test_quality_by_hand():
    real = records_of(("A",), [("x",)] * 20 + [("y",)] * 3 + [("z",)])
    made = records_of(("A",), [("x",)] * 18 + [("q",)] * 2 + [("y",)] * 4)
    found = quality(real, made, 1)
    assert found.preserved == {1: 50, 10: 100}
    assert found.fabricated == pytest.approx(100 / 3)
    assert found.mean_error == pytest.approx(1.5)
    assert found.lost == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: records_of(("A",), []), "no_records"),
        (lambda: records_of(("A",), [("x", "y")]), "mismatched_row"),
        (lambda: risk(TOY, ["D"]), "unknown_column"),
        (lambda: Plan(0, 0.1), "plan_out_of_range"),
        (lambda: Plan(1, 1), "plan_out_of_range"),
        (lambda: Plan(1, 0.1, 5), "plan_out_of_range"),
    ],
)
def test_what_is_refused(call, code):
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.codes == (code,)
