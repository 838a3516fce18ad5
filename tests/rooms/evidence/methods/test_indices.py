"""Indices of a flow table, each checked by hand on three places."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sojourn.evidence.methods import indices
from sojourn.kernel.refused import Refused

# Rows are origins. Out: 30, 20, 50; in: 60, 30, 10; net: 30, 10, -40; 100 moves.
FLOWS = [[999, 20, 10], [20, 999, 0], [40, 10, 999]]
PEOPLE = [400, 300, 300]


def test_net_and_turnover():
    assert indices.net(FLOWS).tolist() == [30, 10, -40]
    assert indices.turnover(FLOWS).tolist() == [90, 50, 60]


def test_effectiveness_is_net_over_turnover():
    assert indices.effectiveness(FLOWS) == pytest.approx(100 * 80 / 200)


def test_intensity_and_net_rate():
    assert indices.crude_intensity(FLOWS, PEOPLE) == pytest.approx(10)
    assert indices.net_rate(FLOWS, PEOPLE) == pytest.approx(4)
    # CMP is effectiveness-free: ANMR = CMP x MEI / 100.
    assert indices.net_rate(FLOWS, PEOPLE) == pytest.approx(10 * 40 / 100)


def test_courgeau_allows_for_the_number_of_regions():
    assert indices.courgeau(FLOWS, PEOPLE) == pytest.approx(10 / math.log(9))


def test_connectivity_counts_pairs_with_any_flow():
    assert indices.connectivity(FLOWS) == pytest.approx(5 / 6)


def test_inequality_against_equal_shares():
    shares = np.array([20, 10, 20, 0, 40, 10]) / 100
    assert indices.inequality(FLOWS) == pytest.approx(0.5 * np.abs(shares - 1 / 6).sum())
    assert indices.inequality(FLOWS, FLOWS) == 0


def test_gini_by_all_pairs():
    values = [20, 10, 20, 0, 40, 10]
    pairs = sum(abs(a - b) for a in values for b in values)
    assert indices.gini(FLOWS) == pytest.approx(pairs / (2 * 5 * 100))
    assert indices.gini(np.ones((4, 4))) == pytest.approx(0)
    assert indices.gini([[0, 7, 0], [0, 0, 0], [0, 0, 0]]) == pytest.approx(1)


def test_gini_of_origins_and_destinations():
    # With two others, Gini of a pair is |a - b| / (a + b).
    assert indices.gini_of_origins(FLOWS) == pytest.approx(0.3 * 10 / 30 + 0.2 * 1 + 0.5 * 30 / 50)
    assert indices.gini_of_destinations(FLOWS) == pytest.approx(0.6 * 20 / 60 + 0.3 * 10 / 30 + 0.1 * 1)


def test_variation_adds_outflows_and_inflows():
    out = 0.3 * 5 / 15 + 0.2 * 10 / 10 + 0.5 * 15 / 25
    into = 0.6 * 10 / 30 + 0.3 * 5 / 15 + 0.1 * 5 / 5
    assert indices.variation(FLOWS) == pytest.approx(out + into)


@pytest.mark.parametrize(
    ("flows", "code"),
    [([[1, 2]], "mismatched_shape"), ([[0, -1], [1, 0]], "negative_stock"), ([[5, 0], [0, 5]], "nobody_moved"),
     ([[0, float("nan")], [1, 0]], "negative_stock")],
)  # fmt: skip
def test_tables_that_have_no_index(flows, code):
    with pytest.raises(Refused) as refused:
        indices.effectiveness(flows)
    assert refused.value.codes == (code,)


def test_intensity_needs_people():
    with pytest.raises(Refused):
        indices.crude_intensity(FLOWS, [0, 0])
