"""Real stocks of UN DESA give flows near the published estimates (Abel and Cohen, minimum, closed).

The published flows rest on five-year births and deaths that are not among the shared files; populations are there for
2010 and 2020 only. So this estimates ten years, takes those under ten at the end as births, and deaths such that each
place's net migration is the published one of both five-year periods. What is compared is therefore who went where.
Ten-year transitions miss whoever moved on or came back within the ten years: fewer than the sum of two periods.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from sojourn.evidence.flows.estimate import estimate
from sojourn.evidence.flows.spread import spread
from sojourn.evidence.flows.stocks import Stocks, read_stocks, with_native_born

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data")
UN_DESA = SHARED / "undesa" / "ims2020_bilateral_by_sex_long.csv"
PEOPLE = SHARED / "undesa" / "wpp2022_pop_single_age.csv.gz"
FLOWS = SHARED / "flows" / "abel_flow_da_min_closed.json"
STOCK = SHARED / "flows" / "abel_stock.json"
YEARS = ("2010", "2020")

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not FLOWS.is_file(), reason="the shared data are not here: set SOJOURN_SHARED_DATA"),
]


def square(known: dict, year: str, names: list[str]) -> np.ndarray:
    keep = [known["names"].index(name) for name in names]
    rows = [[cell if isinstance(cell, int | float) else 0 for cell in row] for row in known["matrix"][year]]
    return np.array(rows, dtype=float)[np.ix_(keep, keep)] * (1 - np.eye(len(keep)))


def people_by_age() -> dict[tuple[str, str], np.ndarray]:
    found: dict[tuple[str, str], np.ndarray] = defaultdict(lambda: np.zeros(101))
    with gzip.open(PEOPLE, "rt") as file:
        for row in csv.DictReader(file):
            if row["sex"] == "Total" and row["t"] in YEARS:
                found[row["iso"], row["t"]][int(row["age"])] += 1000 * float(row["v"])
    return dict(found)


def codes_by_migrants(known: dict) -> dict[str, str]:
    """Names of the flow files to ISO codes: no two places host the same number of migrants in 2020."""
    hosts: dict[str, float] = defaultdict(float)
    with UN_DESA.open() as file:
        for row in csv.DictReader(file):
            if row["t"] == "2020":
                hosts[row["to"]] += float(row["v"])
    by_number = {round(number): code for code, number in hosts.items()}
    return {name: by_number[n] for name, n in known["total_inflow"]["2020"].items() if n in by_number}


@pytest.fixture(scope="module")
def ten_years() -> tuple[Stocks, np.ndarray]:
    stock, flows = (json.loads(path.read_text(encoding="utf-8")) for path in (STOCK, FLOWS))
    codes, ages = codes_by_migrants(stock), people_by_age()
    names = [
        name for i, name in enumerate(flows["names"])
        if i not in flows["regions"] and name in stock["names"] and (codes.get(name), "2010") in ages
    ]  # fmt: skip
    places = [codes[name] for name in names]
    published = square(flows, "2010", names) + square(flows, "2015", names)
    before, after = (
        with_native_born(places, square(stock, year, names), [ages[p, year].sum() for p in places], year)[0]
        for year in YEARS
    )
    births = np.array([ages[place, "2020"][:10].sum() for place in places])
    net = published.sum(axis=0) - published.sum(axis=1)
    deaths = np.maximum(births - (after.sum(axis=0) - before.sum(axis=0)) + net, 0.0)
    return read_stocks(places, before, after, births, deaths), published


def test_ten_years_are_fewer_moves_than_two_published_periods(ten_years):
    stocks, published = ten_years
    assert len(stocks.places) > 215
    assert 0.5 < estimate(stocks, "minimum").total / published.sum() < 1.0


def test_the_corridors_are_the_published_ones(ten_years):
    stocks, published = ten_years
    ours = estimate(stocks, "minimum").table
    top = np.argsort(published, axis=None)[::-1][:200]
    rank = [np.argsort(np.argsort(table.ravel()[top])) for table in (ours, published)]
    assert np.corrcoef(*rank)[0, 1] > 0.8
    shared = np.minimum(ours / ours.sum(), published / published.sum()).sum()
    assert shared > 0.7


def test_the_band_holds_the_largest_published_corridors(ten_years):
    stocks, published = ten_years
    band = spread(stocks)
    top = np.argsort(published, axis=None)[::-1][:50]
    inside = (published <= band.high * 1.5).ravel()[top]
    assert inside.mean() > 0.9
