"""Figures: sums, formulas, folds, sources side by side, and four kinds of nothing."""

from __future__ import annotations

from datetime import date
from math import log

import pytest
from tests.rooms.evidence.small_store import put

from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figures, compute
from sojourn.evidence.catalogue.missing import lacks


def value(figures, indicator, country, year):
    found = [one for one in figures.series(indicator, country) if one.year == year]
    return found[0].value if found else "absent"


def test_a_stock_adds_up_origins_and_sexes(figures):
    assert value(figures, "MP002", "DEU", 2020) == 2 * (140 + 90 + 10)


def test_emigrants_are_counted_where_they_live(figures):
    assert value(figures, "MP144", "DEU", 2020) == 50


def test_thousands_become_persons_and_ages_add_up(figures):
    assert value(figures, "MP001", "DEU", 2020) == 2 * 40 * 100


def test_a_formula_takes_figures_of_the_same_year(figures):
    assert value(figures, "MP004", "DEU", 2020) == pytest.approx(100 * 480 / 8000)
    assert value(figures, "MP004", "DEU", 2010) == "absent"


def test_growth_looks_back_within_one_source(figures):
    # 360 in 2015, 480 in 2020: 100 ln(480/380)/5 with the others of both years.
    before, after = 2 * (120 + 60 + 10), 480
    assert value(figures, "MP006", "DEU", 2020) == pytest.approx(100 * log(after / before) / 5)
    assert value(figures, "MP006", "DEU", 2010) == "absent"


def test_months_of_a_stock_are_never_added(figures):
    assert value(figures, "MP066", "DEU", 2024) == 1012


def test_a_year_that_has_only_begun_says_so(figures):
    newest = figures.newest("MP066", "DEU")
    assert (newest.value, newest.status, newest.note) == (2000, "A", "until 2025-01")


def test_the_preferred_source_stands_beside_the_other(figures):
    (both,) = figures.beside("MP060", "DEU", [2024])
    assert both.figure.value == 100
    assert both.figure.sources[0].dataset == "migr_asyappctza"
    assert [(one.value, one.sources[0].dataset) for one in both.alternates] == [(110, "unhcr_asylum_applications")]


def test_suppressed_missing_nought_and_absent_are_four_things(figures):
    assert value(figures, "MP070", "FRA", 2024) == 0
    (suppressed,) = figures.series("MP060", "FRA")
    assert (suppressed.value, suppressed.status) == (None, "Q")
    (missing,) = figures.series("MP070_other", "FRA")
    assert (missing.value, missing.status) == (None, "O")
    assert value(figures, "MP070", "TUV", 2024) == "absent"


def test_a_figure_knows_vintage_licence_and_how_it_differs(figures):
    source = figures.newest("MP002", "DEU").sources[0]
    assert (source.vintage, source.licence.id) == ("2021-01-15", "cc_by_3_igo")
    assert "every five years" in source.differs


def test_the_sources_of_a_formula_are_those_of_its_parts(figures):
    newest = figures.newest("MP004", "DEU")
    assert {source.dataset for source in newest.sources} == {"undesa_stock_bilateral", "wpp_population"}
    assert newest.formula == "100 * ${MP002} div ${MP001}"


def test_a_formula_may_take_an_older_figure_and_says_which(figures):
    newest = figures.newest("MP073", "DEU")
    assert newest is None
    syria = value(figures, "MP070_from", "SYR", 2024)
    assert syria == 33


def test_a_source_as_of_a_day_before_its_release_is_unknown(store):
    with store.reading(as_of=date(2021, 6, 1)) as reading:
        assert Figures(reading).series("MP070", "DEU") == ()
        assert Figures(reading).newest("MP002", "DEU").value == 480


def test_compute_asks_for_one_indicator(store):
    with store.reading() as reading:
        (both,) = compute(reading, "MP004", "DEU", [2020])
    assert both.figure.value == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("indicator", "country", "year", "code"),
    [
        ("MP031", "DEU", None, "not_declared"),
        ("MP020", "DEU", None, "not_loaded"),
        ("MP002", "TUV", None, "no_country"),
        ("MP002", "DEU", 2012, "no_year"),
        ("MP060", "FRA", 2024, "suppressed"),
        ("MP070_other", "FRA", 2024, "stated_missing"),
        ("MP027_rate", "DEU", None, "needs"),
    ],
)
def test_what_is_missing_is_said_precisely(store, figures, indicator, country, year, code):
    declared = {dataset.id: dataset for dataset in store.datasets()}
    found = lacks(figures, declared, catalogue()[indicator], country, year)
    assert code in [one.code for one in found]
    assert all("{" not in str(one) for one in found)


def test_kept_figures_are_those_that_were_made(store, tmp_path):
    with store.reading() as reading:
        made = Figures(reading, keep=tmp_path / "kept").series("MP004", "DEU")
    with store.reading() as reading:
        assert Figures(reading, keep=tmp_path / "kept").series("MP004", "DEU") == made
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_year_the_source_itself_gives_is_not_made_of_months(own_store):
    rows = [("UKR", "_T", "_T", "DEU", "2024", 7), ("UKR", "_T", "_T", "DEU", "2024-12", 8)]
    put(own_store, "migr_asytpsm", date(2025, 6, 1), rows)
    with own_store.reading() as reading:
        (only,) = Figures(reading, only=["MP066"]).series("MP066", "DEU")
    assert (only.value, only.period) == (7, "2024")


def test_a_year_of_days_is_added_up_and_says_until_when(own_store):
    rows = [
        ("GRC", "_U", "western_balkans", "drowning", "dead", day, 2)
        for day in ("2023-01-05", "2023-12-01", "2024-03-01")
    ]
    put(own_store, "iom_missing_migrants", date(2024, 5, 6), rows)
    with own_store.reading() as reading:
        whole, begun = Figures(reading, only=["MP088"]).series("MP088", "GRC")
    assert (whole.value, whole.period, whole.status, whole.note) == (4, "2023", "A", "")
    assert (begun.value, begun.period, begun.status, begun.note) == (2, "2024", "P", "until 2024-03-01")
