"""Each method gives the published flows of the small tables T0 to T6."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rooms.evidence.flows.oracle import DISTANCES, PLACES, T0, T1, T2, T3, T4, T5, T6, table

from sojourn.evidence.flows.estimate import estimate, seed_of_costs
from sojourn.evidence.flows.net import flows_of_net
from sojourn.evidence.flows.proportions import fit


def same(found, wanted: str, within: float) -> None:
    np.testing.assert_allclose(found, table(wanted), rtol=0, atol=within)


def test_t0_demographic_research_2013():
    flows = estimate(T0, "minimum")
    same(flows.table, "0 0 50 0 | 35 0 25 0 | 10 10 0 0 | 10 10 0 0", 1e-9)
    assert flows.total == pytest.approx(150, abs=1e-9)
    assert estimate(T0, "pseudo_bayes", weight=0).total == pytest.approx(880.6387, abs=5e-5)


T1_FLOWS = "0 20 0 10 | 0 0 0 0 | 15 15 0 5 | 10 25 0 0"


def test_t1_international_migration_review():
    flows = estimate(T1, "minimum")
    same(flows.table, T1_FLOWS, 1e-9)
    assert flows.total == pytest.approx(100, abs=1e-9)


def test_t1_is_the_same_when_costs_add_up_from_origin_and_destination():
    # A to B costs 5, B to C 45, C to D 450: places along one road, so detours cost nothing.
    same(estimate(T1, "minimum", seed=seed_of_costs(DISTANCES, 1.0, "exponential")).table, T1_FLOWS, 1e-6)


def test_t1_keeps_the_totals_and_the_odds_of_a_multiplied_seed():
    by_birthplace_d = estimate(T1, "minimum", seed=DISTANCES).table
    assert by_birthplace_d.sum() == pytest.approx(100, abs=1e-6)
    same(by_birthplace_d, T1_FLOWS, 0.25)
    assert by_birthplace_d[2, 0] > 15 > by_birthplace_d[2, 1]


def test_t2_open_by_the_same_stock():
    flows = estimate(T2, "minimum", accounting="open_dr")
    wanted = (
        "0 8.502866 0 3.695332 | 26.42296 0 .4234563 9.855274 | "
        "0 34.183358 0 25.077888 | 11.46761 10.933241 1.3928875 0"
    )
    same(flows.table, wanted, 5e-6)
    assert flows.total == pytest.approx(131.95487, abs=1e-5)


def test_t2_open_by_the_other_stock():
    flows = estimate(T2, "minimum", accounting="open")
    assert flows.total == pytest.approx(136.10346, abs=1e-5)
    population = T2.start.sum(axis=0) + T2.births - T2.deaths
    moved = flows.table.sum(axis=0) - flows.table.sum(axis=1) + flows.arrived - flows.left
    np.testing.assert_allclose(population + moved, T2.end.sum(axis=0), atol=1e-9)


def test_t3_closed_with_births_and_deaths():
    flows = estimate(T3, "minimum")
    wanted = "0 3.3286 0 3.2430 | 34.121 0 .5839 9.8093 | .0044 27.1278 0 25.7113 | 12.4461 9.0585 2.2595 0"
    same(flows.table, wanted, 6e-4)
    assert flows.total == pytest.approx(127.6933, abs=5e-4)


def test_t4_more_births_than_native_born():
    flows = estimate(T4, "minimum")
    same(flows.table, "0 8.126 0 0 | 15.455 0 18.082 5.713 | 0 1.126 0 0 | 17.669 0 8.043 0", 2e-3)
    # An independent solver, fully converged.
    assert flows.table[0, 1] == pytest.approx(8.1250, abs=1e-4)
    assert flows.total == pytest.approx(74.2138, abs=1e-4)
    assert [(reason.code, reason.params["place"]) for reason in flows.warnings] == [
        ("more_births_than_native_born", "B")
    ]


def test_t5_scientific_data_2019():
    flows = estimate(T5, "minimum")
    wanted = "0 5 7.857143 22.142857 | 7.142857 0 12.142857 40.714286 | 17.857143 5 0 7.142857 | 0 35 0 0"
    same(flows.table, wanted, 1e-6)
    assert flows.total == pytest.approx(160, abs=1e-9)
    assert [kind.sum() for kind in (flows.moves.outward, flows.moves.returning, flows.moves.transit)] == pytest.approx(
        [30, 100, 30]
    )


def test_t5_independent_and_pseudo_bayes():
    free = estimate(T5, "pseudo_bayes", weight=0)
    assert free.total == pytest.approx(558.00505, abs=5e-6)
    assert [free.moves.outward.sum(), free.moves.returning.sum(), free.moves.transit.sum()] == pytest.approx(
        [200.48, 270.48, 87.04], abs=5e-3
    )
    assert estimate(T5).total == pytest.approx(211.7407, abs=5e-5)


def test_t5_plain_methods():
    assert estimate(T5, "difference_drop").total == 60
    reverse = estimate(T5, "difference_reverse")
    same(reverse.table, "0 5 5 30 | 5 0 10 45 | 25 5 0 10 | 0 35 15 0", 0)
    assert reverse.total == 190
    dennett = estimate(T5, "rates_dennett", moves=70).table
    same(dennett[:2], "0 1.6667 1.6667 0 | 13.3333 0 1.6667 15", 5e-5)


def test_t6_differences_and_rates():
    same(estimate(T6, "difference_drop").table, "0 15 0 15 | 0 0 5 5 | 20 0 0 0 | 0 25 0 0", 0)
    same(estimate(T6, "difference_reverse").table, "0 15 0 25 | 0 0 5 5 | 25 0 0 15 | 0 25 30 0", 0)
    dennett, rogers = estimate(T6, "rates_dennett"), estimate(T6, "rates_rogers")
    assert dennett.between("A", "B") == pytest.approx(2.352941, abs=5e-7)
    assert dennett.between("C", "D") == pytest.approx(15.294118, abs=5e-7)
    assert rogers.between("A", "B") == pytest.approx(26.584620, abs=5e-7)
    assert rogers.between("C", "D") == pytest.approx(-51.85130, abs=5e-6)
    assert [reason.code for reason in rogers.warnings] == ["flows_below_zero"]


def test_fitting_as_willekens_did():
    found = fit(table("5 2 | 1 7"), np.array([18.0, 20.0]), np.array([16.0, 22.0])).table
    same(found, "13.250194 4.749808 | 2.749806 17.250192", 5e-6)


def test_a_table_from_net_figures():
    former = table("0 100 30 70 | 50 0 45 5 | 60 35 0 40 | 20 25 20 0")
    flows = flows_of_net(PLACES, former, [30, 40, -15, -55])
    assert flows.sum() == pytest.approx(495.26, abs=5e-3)
    assert flows[0, 1] == pytest.approx(80.58, abs=5e-3)
    assert flows[3, 0] == pytest.approx(40.25, abs=5e-3)
    np.testing.assert_allclose(flows.sum(axis=0) - flows.sum(axis=1), [30, 40, -15, -55], atol=1e-7)
