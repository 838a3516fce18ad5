"""Charts draw what they are given and nothing else; a gap is a gap; letters are never mirrored."""

from __future__ import annotations

import re

import pytest

from sojourn.evidence.profile.charts import Item, Series, corridors, flow_map, pyramid, ranking, trend
from sojourn.evidence.profile.charts.chart import Words
from sojourn.evidence.profile.charts.pyramid import Band
from sojourn.evidence.profile.charts.world import HALF_HEIGHT, HALF_WIDTH, middles, projected

WORDS = Words("Title & more", "Words", False, lambda value: f"{value:g}")
ITEMS = [Item("Poland", 20.0, "20", "POL"), Item("Nowhere", None, "suppressed", "_U")]


def test_a_missing_year_breaks_the_line():
    series = Series("A", ((2001, 1.0, "1"), (2002, None, "missing"), (2003, 2.0, "2"), (2004, 3.0, "3")))
    chart = trend(WORDS, [series], year_word="Year")
    assert chart.svg.count("<polyline") == 1
    assert chart.svg.count("<circle") == 3
    assert ("2002", "missing") in chart.rows


def test_a_scale_goes_below_nought_only_when_it_must():
    above = trend(WORDS, [Series("A", ((2001, 5.0, "5"), (2002, 9.0, "9")))], year_word="Year")
    below = trend(WORDS, [Series("A", ((2001, -5.0, "-5"), (2002, 9.0, "9")))], year_word="Year")
    assert ">-" not in above.svg
    assert ">-6<" in below.svg


def test_nothing_to_draw_leaves_the_table():
    assert ranking(WORDS, [ITEMS[1]], head=("a", "b")).svg == ""
    assert ranking(WORDS, [ITEMS[1]], head=("a", "b")).rows == (("Nowhere", "suppressed"),)


def test_what_has_no_figure_gets_no_bar():
    svg = ranking(WORDS, ITEMS, head=("a", "b")).svg
    assert len(re.findall(r'fill="#1f5c99"', svg)) == 1
    assert "Title &amp; more" in svg


def test_right_to_left_mirrors_places_and_not_letters():
    there = ranking(WORDS, ITEMS, head=("a", "b")).svg
    mirrored = ranking(Words("T", "W", True, str), ITEMS, head=("a", "b")).svg
    assert 'x="0" y="14" text-anchor="start"' in there
    assert 'x="720" y="14" text-anchor="end"' in mirrored
    assert "scale(" not in mirrored


def test_a_pyramid_has_a_bar_for_each_side():
    chart = pyramid(WORDS, [Band("0–4", 5, 6), Band("5–9", None, 3)], head=("Age", "Women", "Men"), absent="missing")
    assert chart.rows[1] == ("5–9", "missing", "3")


def test_corridors_keep_both_directions_in_the_table():
    chart = corridors(WORDS, "Here", ITEMS[:1], [], head=("Way", "Country", "People"), directions=("in", "out"))
    assert chart.rows == (("in", "Poland", "20"),)


def test_the_projection_keeps_its_edges():
    assert projected(0, 0) == (0, 0)
    assert projected(180, 0)[0] == pytest.approx(HALF_WIDTH, abs=1e-4)
    assert projected(0, 90)[1] == pytest.approx(-HALF_HEIGHT, abs=1e-4)


@pytest.mark.skipif(not middles(), reason="the outlines of countries are copied when the front end is built")
def test_a_map_draws_a_curve_per_partner_it_can_place():
    chart = flow_map(WORDS, "DEU", ITEMS, head=("a", "b"), inward=True)
    assert chart.svg.count('opacity="0.6"') + chart.svg.count('opacity="0.5"') == 1
    assert len(chart.rows) == 2
