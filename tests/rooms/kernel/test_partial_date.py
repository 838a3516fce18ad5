"""Birth dates are often only partly known; the protective reading counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.kernel.partial_date import PartialDate


@pytest.mark.parametrize(
    ("written", "precision", "earliest", "latest"),
    [
        ("2008-05-17", "day", date(2008, 5, 17), date(2008, 5, 17)),
        ("2008-02", "month", date(2008, 2, 1), date(2008, 2, 29)),
        ("2008", "year", date(2008, 1, 1), date(2008, 12, 31)),
        ("~2008", "estimated", date(2008, 1, 1), date(2008, 12, 31)),
    ],
)
def test_a_partial_date_spans_the_days_it_can_mean(written, precision, earliest, latest):
    born = PartialDate.parse(written)

    assert (born.precision, born.earliest(), born.latest()) == (precision, earliest, latest)
    assert str(born) == written


def test_while_seventeen_is_possible_seventeen_is_the_age():
    born = PartialDate.parse("2008")

    assert born.youngest_age(date(2026, 6, 1)) == 17
    assert born.oldest_age(date(2026, 6, 1)) == 18
    assert born.youngest_age(date(2026, 12, 31)) == 18


@pytest.mark.parametrize("wrong", ["2008-13", "2008-02-30", "17/05/2008", "", "08", "2008-5-1"])
def test_what_is_not_a_date_is_refused(wrong):
    with pytest.raises(ValueError):
        PartialDate.parse(wrong)


def test_a_day_without_its_month_is_refused():
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(2008, None, 17)


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2100, 1, 1)))
def test_knowing_less_never_makes_anyone_older(born, on):
    exact = PartialDate(born.year, born.month, born.day)
    only_month = PartialDate(born.year, born.month)
    only_year = PartialDate(born.year)

    assert only_year.youngest_age(on) <= only_month.youngest_age(on) <= exact.youngest_age(on)
    assert exact.oldest_age(on) <= only_month.oldest_age(on) <= only_year.oldest_age(on)
    assert exact.oldest_age(on) == exact.youngest_age(on)
