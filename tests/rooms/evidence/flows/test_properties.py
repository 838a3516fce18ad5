"""What must hold for any stocks: totals agree, types add up, order of places does not matter, whole means whole."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rooms.evidence.flows.oracle import T0, T3, T5, T6

from sojourn.evidence.flows.accounts import balanced, rescaled
from sojourn.evidence.flows.estimate import estimate
from sojourn.evidence.flows.proportions import fit
from sojourn.evidence.flows.spread import spread
from sojourn.evidence.flows.stocks import Stocks, read_stocks


def some_stocks(seed: int, n: int = 9) -> Stocks:
    chance = np.random.default_rng(seed)
    people = np.exp(chance.normal(13, 1.5, n))
    before = chance.lognormal(5, 2, (n, n)) * (chance.random((n, n)) < 0.6)
    after = before * chance.lognormal(0.1, 0.4, (n, n)) + chance.poisson(3, (n, n))
    np.fill_diagonal(before, people)
    np.fill_diagonal(after, people * chance.uniform(1.0, 1.1, n))
    places = [f"P{i}" for i in range(n)]
    return read_stocks(places, before, after, people * 0.09, people * chance.uniform(0.03, 0.06, n))


@pytest.mark.parametrize("seed", range(8))
def test_closed_flows_explain_the_change_of_every_population(seed):
    stocks = some_stocks(seed)
    start, end = rescaled(stocks)
    for weight in (1.0, 0.87, 0.0):
        flows = estimate(stocks, "pseudo_bayes", weight=weight)
        net = flows.table.sum(axis=0) - flows.table.sum(axis=1)
        change = end.sum(axis=0) - start.sum(axis=0) - stocks.births + stocks.deaths
        np.testing.assert_allclose(net, change, atol=1e-3, rtol=1e-6)


@pytest.mark.parametrize("accounting", ["closed", "open", "open_dr"])
@pytest.mark.parametrize("seed", range(4))
def test_each_birthplace_has_equal_totals_and_types_add_up(seed, accounting):
    stocks = some_stocks(seed)
    accounts = balanced(stocks, accounting)
    np.testing.assert_allclose(accounts.start.sum(axis=1), accounts.end.sum(axis=1), rtol=1e-7)
    moves = estimate(stocks, accounting=accounting).moves
    np.testing.assert_allclose(moves.outward + moves.returning + moves.transit, moves.total, rtol=1e-9)
    assert (moves.total >= 0).all()
    assert (accounts.arrived >= -1e-6).all()
    assert (accounts.left >= -1e-6).all()


def test_a_seed_of_ones_is_no_seed():
    stocks = some_stocks(3)
    plain, seeded = estimate(stocks, "minimum"), estimate(stocks, "minimum", seed=np.ones((9, 9)))
    np.testing.assert_allclose(seeded.table, plain.table, rtol=1e-6)
    np.testing.assert_allclose(seeded.moves.returning, plain.moves.returning, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(seeded.moves.outward, plain.moves.outward, rtol=1e-6, atol=1e-6)


def test_a_seed_draws_moves_to_what_it_favours_and_keeps_the_totals():
    stocks = some_stocks(4)
    plain = estimate(stocks, "minimum")
    origin, destination = np.unravel_index(plain.table.argmax(), plain.table.shape)
    favour = np.ones((9, 9))
    favour[origin, destination] = 50
    seeded = estimate(stocks, "minimum", seed=favour)
    assert seeded.table[origin, destination] > plain.table[origin, destination]
    np.testing.assert_allclose(seeded.table.sum(axis=1), plain.table.sum(axis=1), rtol=1e-6)


def test_the_order_of_places_does_not_matter():
    order = [3, 0, 2, 1]
    turned = read_stocks([T3.places[i] for i in order], T3.start[np.ix_(order, order)], T3.end[np.ix_(order, order)],
                         T3.births[order], T3.deaths[order])  # fmt: skip
    np.testing.assert_allclose(estimate(turned).table, estimate(T3).table[np.ix_(order, order)], atol=1e-6)


def test_whole_native_born_keep_the_worlds_total():
    stocks = read_stocks(T0.places, T0.start, T0.end, [11, 3, 5, 2], [1, 0, 3, 0])
    start, end = rescaled(stocks, whole=True)
    assert (np.diag(start) == np.round(np.diag(start))).all()
    assert abs((end.sum() - start.sum()) - (21 - 4)) <= 1
    flows = estimate(stocks, whole=True)
    assert flows.total == pytest.approx(estimate(stocks).total, rel=0.05)


def test_what_rounding_leaves_goes_to_the_largest_place():
    stocks = read_stocks("ABC", np.diag([10.0, 10, 11]), np.diag([10.0, 10, 11]), [2, 0, 0])
    start, end = rescaled(stocks, whole=True)
    assert np.diag(start).tolist() == [10, 10, 10]
    assert np.diag(end).tolist() == [10, 10, 12]


def test_a_table_of_home_stayers_is_fitted_to_the_last_digits_in_few_turns():
    chance = np.random.default_rng(5)
    seed = chance.random((40, 40)) * 0.1 + np.diag(np.exp(chance.normal(8, 2, 40)))
    columns = seed.sum(axis=0)
    rows = seed.sum(axis=1) * chance.uniform(0.999999, 1.000001, 40)
    rows *= columns.sum() / rows.sum()
    found = fit(seed, rows, columns)
    assert found.residual <= 1e-9
    assert found.steps <= 60
    odds = found.table[0, 1] * found.table[2, 3] / (found.table[0, 3] * found.table[2, 1])
    assert odds == pytest.approx(seed[0, 1] * seed[2, 3] / (seed[0, 3] * seed[2, 1]))


def test_the_band_spans_all_methods():
    band = spread(T5)
    assert band.totals["difference_drop"] == 60
    assert band.totals["minimum"] == pytest.approx(160)
    assert (band.low <= band.middle).all()
    assert (band.middle <= band.high).all()
    assert band.high[1, 3] == max(max(flows.table[1, 3], 0) for flows in band.by_method.values())
    assert not band.silent


def test_a_method_that_cannot_speak_is_named_and_left_out():
    twice = T6.start.copy()
    twice[1] = 2 * twice[0]
    band = spread(read_stocks(T6.places, twice, T6.end))
    assert [reason.code for reason in band.silent["rates_rogers"]] == ["dependent_birthplaces"]
    assert "rates_rogers" not in band.by_method
