"""Net migration left over after survival, or after births and deaths: published cases."""

from __future__ import annotations

import pytest

from sojourn.evidence.methods.residuals import net_by_survival, net_by_vital_events, survival_ratios
from sojourn.kernel.refused import Refused


@pytest.mark.parametrize(("method", "wanted"), [("forward", 62777), ("reverse", 69085), ("average", 65931)])
def test_bombay_1941_to_1951_children_under_five(method, wanted):
    # The ratio is printed with three digits (.909), the figures come from more of them.
    ratio = 70093 / 77135
    assert net_by_survival(77135, 132870, ratio, method) == pytest.approx(wanted, abs=2.5)
    assert round(ratio, 3) == 0.909


def test_alabama_white_women():
    assert net_by_vital_events(0, 138794, 137154, 0) == 1640
    assert net_by_vital_events(1000, 1100, 90, 30) == 40


def test_without_migration_nothing_is_left_over():
    ratios = survival_ratios([100, 80], [95, 60])
    assert net_by_survival([100, 80], [95, 60], ratios).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: net_by_survival(10, 9, 1.2), "ratio_out_of_range"),
        (lambda: net_by_survival(10, 9, 0), "ratio_out_of_range"),
        (lambda: net_by_survival(-1, 9, 0.9), "negative_stock"),
        (lambda: net_by_survival(10, 9, 0.9, "guess"), "unknown_method"),
        (lambda: survival_ratios([0], [0]), "negative_stock"),
        (lambda: net_by_vital_events(1, float("nan"), 0, 0), "negative_stock"),
    ],
)
def test_inputs_that_mean_nothing(call, code):
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.codes == (code,)
