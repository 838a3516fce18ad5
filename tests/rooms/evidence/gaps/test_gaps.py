"""Gaps as numbers: there, late, in detail, coherent; mirrors and revisions."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from math import log

import pytest
from openpyxl import load_workbook
from tests.rooms.evidence.small_store import put

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.gaps import Frame, Gaps, mirror_rows
from sojourn.evidence.gaps.export import written
from sojourn.evidence.gaps.matrix import COLUMNS, STATES
from sojourn.evidence.gaps.quality import add_quality

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def gaps(store):
    with store.reading() as reading:
        yield Gaps(Figures(reading), Frame(("DEU", "FRA", "TUV"), 2018, 2025, TODAY))


def cell(gaps, indicator, country, year):
    (found,) = [row for row in gaps.rows(country, indicator) if row["year"] == year]
    return found


def test_every_cell_of_the_frame_is_there(gaps):
    asked = sum(1 for one in gaps.figures.catalogue.indicators.values() if not one.method)
    assert len(gaps.rows()) == asked * 3 * 8


@pytest.mark.parametrize(
    ("indicator", "country", "year", "state"),
    [
        ("MP060", "DEU", 2024, "available"),
        ("MP060", "FRA", 2024, "suppressed"),
        ("MP070_other", "FRA", 2024, "stated_missing"),
        ("MP060", "DEU", 2022, "absent"),
        ("MP060", "DEU", 2025, "not_yet_due"),
        ("MP028", "DEU", 2025, "absent"),
    ],
)
def test_states(gaps, indicator, country, year, state):
    assert cell(gaps, indicator, country, year)["state"] == state


def test_how_late_counts_from_the_day_the_rule_names(gaps):
    # Article 4: annual figures of 2024 were due on 1 April 2025; the vintage is of 20 March.
    assert cell(gaps, "MP060", "DEU", 2024)["days_late"] == 0
    # Article 3: the stock of 2020 was due on 1 January 2022.
    assert cell(gaps, "MP002", "DEU", 2020)["days_late"] == 0
    overdue = cell(gaps, "MP060", "DEU", 2022)["days_overdue"]
    assert overdue == (TODAY - date(2023, 4, 1)).days


def test_how_detailed_is_read_from_the_data(gaps):
    found = cell(gaps, "MP002", "DEU", 2020)
    assert (found["by_sex"], found["by_age"], found["by_origin"]) == (True, False, True)
    assert found["detail"] == pytest.approx(2 / 3)


def test_how_coherent_two_sources_are(gaps):
    found = cell(gaps, "MP060", "DEU", 2024)
    assert found["sources"] == 2
    assert found["difference"] == pytest.approx(0.1)


def test_shares_count_the_states(gaps):
    shares = gaps.shares("country")
    assert set(shares) == {"DEU", "FRA", "TUV"}
    assert sum(shares["TUV"].values()) == len(gaps.rows("TUV"))
    assert shares["TUV"]["available"] == 0
    assert set(shares["TUV"]) == set(STATES)


def test_files_hold_every_cell(gaps):
    rows = gaps.rows("DEU", "MP060")
    read = list(csv.DictReader(io.StringIO(written(rows, "csv").decode())))
    assert [row["year"] for row in read] == [str(row["year"]) for row in rows]
    assert tuple(read[0]) == COLUMNS
    assert len(json.loads(written(rows, "json"))) == len(rows)
    sheet = load_workbook(io.BytesIO(written(rows, "xlsx"))).active
    assert sheet.max_row == len(rows) + 1


def flows(store, arrivals, departures):
    common = ("REACH", "_T", "_T")
    put(store, "migr_imm5prv", date(2025, 1, 1), [("FRA", *common, "DEU", "2023", arrivals)])
    put(store, "migr_emi3nxt", date(2025, 1, 1), [("DEU", *common, "FRA", "2023", departures)])


def test_mirrors_set_arrivals_beside_departures(own_store):
    flows(own_store, 300, 200)
    with own_store.reading() as reading:
        (row,) = mirror_rows(reading, "DEU")
        assert mirror_rows(reading, "TUV") == ()
    assert (row.origin, row.destination, row.year) == ("FRA", "DEU", 2023)
    assert (row.arrivals, row.departures, row.difference) == (300, 200, 100)
    assert row.ratio == pytest.approx(log(1.5))


def test_the_evidence_speaks_of_itself(own_store):
    flows(own_store, 300, 200)
    (old,) = own_store.vintages("unhcr_population")
    rows = [("DEU", "SYR", "refugees", "2023", 33), ("DEU", "AFG", "refugees", "2023", 12)]
    put(own_store, "unhcr_population", date(2025, 12, 1), rows)
    with own_store.reading() as reading:
        figures = Figures(reading)
        add_quality(figures, TODAY, {"unhcr_population": own_store.path(old)})
        found = {id: figures.newest(id, "DEU").value for id in ("MP175", "MP176", "MP177", "MP178")}
    assert 0 < found["MP175"] <= found["MP176"] < 100
    assert found["MP177"] == pytest.approx(log(1.5))
    # 30 became 33 (10 %), 12 stayed: the median of the two.
    assert found["MP178"] == pytest.approx(5.0)
