"""Inputs that no estimate can come from are refused in words that name the table and the place."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rooms.evidence.flows.oracle import PLACES, T0, T5, table

from sojourn.evidence.flows.estimate import METHODS, estimate
from sojourn.evidence.flows.proportions import fit
from sojourn.evidence.flows.stocks import read_stocks, with_native_born
from sojourn.kernel.refused import Refused

GOOD = np.array([[10.0, 1], [2, 20]])


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return f"{refused.value.codes[0]}: {refused.value}"


@pytest.mark.parametrize(
    ("start", "births", "wanted"),
    [
        (GOOD[:1], None, "mismatched_shape: the table start is 1 x 2, but 2 places are named"),
        ([[1, 2], [3]], None, "not_a_number: start holds something"),
        ([[1, 2], ["x", 3]], None, "not_a_number: start holds something"),
        ([[1, np.nan], [3, 4]], None, "not_a_number: start is empty or not finite at X to Y"),
        ([[1, -2], [3, 4]], None, "negative_stock: start is below zero at X to Y"),
        (GOOD, [1, 2, 3], "mismatched_shape: births has 3 figures"),
        (GOOD, {"X": 1}, "mismatched_labels: births does not name the same places: missing Y; not expected none"),
        (GOOD, {"X": 1, "Y": 1, "Z": 2}, "mismatched_labels: births does not name the same places: missing none; not"),
        (GOOD, [1, -1], "negative_stock: births is below zero at Y"),
        (GOOD, [1, np.inf], "not_a_number: births is empty or not finite at Y"),
    ],
)
def test_what_is_wrong_is_said(start, births, wanted):
    assert refusal(lambda: read_stocks(["X", "Y"], start, GOOD, births)).startswith(wanted)


def test_a_place_named_twice():
    assert "listed twice: X" in refusal(lambda: read_stocks(["X", "X"], GOOD, GOOD))


def test_births_by_place_are_put_in_order():
    assert read_stocks(["X", "Y"], GOOD, GOOD, {"Y": 5, "X": 1}).births.tolist() == [1, 5]


def test_more_births_or_deaths_than_people():
    deadly = read_stocks(["X", "Y"], GOOD, GOOD, None, [13, 0])
    assert refusal(lambda: estimate(deadly, accounting="open")).startswith("more_deaths_than_people: X: 13.0 deaths")
    fertile = read_stocks(["X", "Y"], GOOD, GOOD, [0, 22], [0, 0])
    assert refusal(lambda: estimate(fertile, accounting="open")).startswith("more_births_than_people: Y: 22.0 births")


@pytest.mark.parametrize(
    "options",
    [{"method": "guess"}, {"accounting": "half"}, {"weight": 1.2}, {"weight": -0.1}, {"moves": 5},
     {"method": "difference_drop", "seed": table("1 1 1 1 | 1 1 1 1 | 1 1 1 1 | 1 1 1 1")},
     {"weight": 0, "seed": table("1 1 1 1 | 1 1 1 1 | 1 1 1 1 | 1 1 1 1")},
     {"method": "rates_dennett", "moves": -1}, {"method": "minimum", "seed": np.eye(4)}],
)  # fmt: skip
def test_options_that_do_not_fit(options):
    with pytest.raises(Refused):
        estimate(T5, **options)


def test_a_stock_without_foreign_born_has_no_rates():
    alone = read_stocks(["X", "Y"], np.diag([3.0, 4]), GOOD)
    assert refusal(lambda: estimate(alone, "rates_dennett")).startswith("no_foreign_born")
    mixed = read_stocks(["X", "Y"], [[1, 2], [2, 4]], GOOD)
    assert refusal(lambda: estimate(mixed, "rates_rogers")).startswith("dependent_birthplaces")


def test_more_foreign_born_than_people_scales_the_column_and_says_so():
    stock, warnings = with_native_born(["X", "Y"], [[0, 30], [60, 0]], [50, 100], "2020")
    assert stock.tolist() == [[0, 30], [50, 70]]
    assert [(w.code, w.params["place"], w.params["percent"]) for w in warnings] == [
        ("more_foreign_born_than_people", "X", 16.67)
    ]


def test_a_birthplace_known_to_one_stock_only_takes_over_its_proportions():
    new = read_stocks(PLACES, T0.start * [[1], [1], [1], [0]], T0.end)
    flows = estimate(new, "minimum")
    assert ("birthplace_in_one_stock", "D") in [(w.code, w.params.get("place")) for w in flows.warnings]
    assert np.isfinite(flows.table).all()


def test_an_empty_place_takes_no_part():
    with_none = read_stocks((*PLACES, "E"), np.pad(T0.start, (0, 1)), np.pad(T0.end, (0, 1)))
    np.testing.assert_allclose(estimate(with_none).table[:4, :4], estimate(T0).table, atol=1e-9)


@pytest.mark.parametrize(
    ("rows", "columns", "seed", "code"),
    [([1.0, 2], [1.0, 1], np.ones((2, 2)), "unequal_totals"), ([1.0, 1], [1.0, 1], [[1.0, 0], [1, 0]], "empty_line"),
     ([1.0, 2], [2.0, 1], np.eye(2), "no_such_table"), ([1.0, -1], [0.0, 0], np.ones((2, 2)), "negative_stock"),
     ([1.0], [0.5, 0.5], np.ones((2, 2)), "mismatched_shape")],
)  # fmt: skip
def test_totals_that_no_table_has(rows, columns, seed, code):
    assert refusal(lambda: fit(np.array(seed), np.array(rows), np.array(columns), turns=200)).startswith(code)


@pytest.mark.parametrize("method", METHODS)
def test_labels_stay_with_the_figures(method):
    flows = estimate(T5, method)
    assert flows.places == PLACES
    assert flows.between("B", "D") == flows.table[1, 3]
    assert np.diag(flows.table).tolist() == [0, 0, 0, 0]
    with pytest.raises(KeyError):
        flows.between("B", "Z")


def test_a_place_without_any_exchange_is_named():
    island = read_stocks((*PLACES, "E"), np.pad(T0.start, (0, 1)) + np.diag([0, 0, 0, 0, 50]),
                         np.pad(T0.end, (0, 1)) + np.diag([0, 0, 0, 0, 70]))  # fmt: skip
    assert "link E to no other place" in refusal(lambda: estimate(island))
    assert estimate(island, accounting="open").arrived[4] == pytest.approx(20)
