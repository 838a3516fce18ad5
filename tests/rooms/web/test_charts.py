"""Charts: where bars and columns stand, in both directions, and what stands where a figure is withheld."""

import pytest

from sojourn.evidence.profile.charts.scales import round_top, ticks
from sojourn.web.charts.bars import Point, bar_chart
from sojourn.web.charts.columns import column_chart

FEMALE, MALE = Point("Female", 40, "40"), Point("Male", 80, "80")
FEW = Point("X", None, "fewer than 5")


@pytest.mark.parametrize(
    ("largest", "top"), [(0, 1), (1, 1), (3, 5), (7, 10), (12, 20), (21, 25), (480, 500), (0.31, 0.5)]
)
def test_the_scale_ends_at_a_round_number_above_the_largest_value(largest, top):
    assert round_top(largest) == pytest.approx(top)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (5, [0, 1, 2, 3, 4, 5]),
        (20, [0, 5, 10, 15, 20]),
        (1, [0, 1]),
        (25, [0, 5, 10, 15, 20, 25]),
        (0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
    ],
)
def test_ticks_of_counts_are_whole(top, expected):
    assert ticks(top) == pytest.approx(expected)


def test_bars_are_as_wide_as_their_share_of_the_scale():
    chart = bar_chart("Cases", "", [FEMALE, MALE], rtl=False)

    assert [(bar.x, bar.width) for bar in chart.bars] == [(0, 40.0), (0, 80.0)]


def test_in_arabic_bars_grow_from_the_right_edge():
    chart = bar_chart("Cases", "", [FEMALE, MALE], rtl=True)

    assert [bar.x + bar.width for bar in chart.bars] == [100, 100]
    assert (chart.start, chart.end) == (100, 0)


def test_a_withheld_figure_is_marked_and_never_drawn_as_nought():
    bar = bar_chart("Cases", "", [FEMALE, FEW], rtl=False).bars[1]

    assert bar.withheld
    assert bar.width > 0
    assert bar.shown == "fewer than 5"


def test_a_true_nought_has_no_width():
    assert bar_chart("Cases", "", [Point("X", 0, "0")], rtl=False).bars[0].width == 0


def test_columns_run_with_the_reading_direction():
    points = [Point(f"2026-0{month}", month, str(month)) for month in (1, 2, 3)]

    assert [c.x for c in column_chart("", "", points, rtl=False).columns] == sorted(
        c.x for c in column_chart("", "", points, rtl=False).columns
    )
    assert [c.name for c in sorted(column_chart("", "", points, rtl=True).columns, key=lambda c: c.x)] == [
        "2026-03", "2026-02", "2026-01",
    ]  # fmt: skip


def test_many_periods_leave_labels_out_but_no_column():
    points = [Point(str(number), number, str(number)) for number in range(24)]

    chart = column_chart("", "", points, rtl=False)

    assert len(chart.columns) == 24
    assert sum(bool(column.label) for column in chart.columns) == 6


def test_a_chart_of_nothing_is_still_a_chart():
    assert bar_chart("", "", [], rtl=False).height > 0
    assert column_chart("", "", [], rtl=False).columns == ()
