"""A birth date is every day it can mean, in four calendars, and never a silent guess."""

from datetime import UTC, date, datetime

import pytest

from sojourn.kernel import moment
from sojourn.kernel.refused import Refused
from sojourn.matching.births import read_birth
from sojourn.matching.births.calendars import day_of


@pytest.fixture(autouse=True)
def _today():
    with moment.travelling(datetime(2026, 11, 22, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2001-02-03", date(2001, 2, 3)), ("2001/2/3", date(2001, 2, 3)), ("03.02.2001", date(2001, 2, 3)),
        ("20010203", date(2001, 2, 3)), ("2001-02-03T00:00:00", date(2001, 2, 3)), ("02/13/2001", date(2001, 2, 13)),
        ("١٧ مايو ٢٠٠٨", date(2008, 5, 17)), ("3 février 2001", date(2001, 2, 3)), ("Feb 3, 2001", date(2001, 2, 3)),
        ("5 марта 1990 г.", date(1990, 3, 5)), ("31 січня 2001", date(2001, 1, 31)),
        ("12 Mart 1990", date(1990, 3, 12)),
        ("৩ মার্চ ১৯৯০", date(1990, 3, 3)), ("3. März 1990", date(1990, 3, 3)), ("3 de mayo de 1990", date(1990, 5, 3)),
        ("1 حمل 1378", date(1999, 3, 21)), ("12 መስከረም 1985", date(1992, 9, 22)), ("1 محرم 1420", date(1999, 4, 17)),
    ],
)  # fmt: skip
def test_days_in_many_writings(written, day):
    birth = read_birth(written)
    assert (birth.earliest, birth.latest) == (day, day)


def test_a_year_or_a_month_is_an_interval():
    assert (read_birth("2001").earliest, read_birth("2001").latest) == (date(2001, 1, 1), date(2001, 12, 31))
    assert read_birth(year=2001, month=2).latest == date(2001, 2, 28)
    assert (read_birth("1985-1987").latest, read_birth("1985-1987").precision) == (date(1987, 12, 31), "range")


@pytest.mark.parametrize("written", ["~1985", "about 1985", "circa 1985", "vers 1985", "حوالي 1985", "1985?"])
def test_an_estimate_reaches_a_year_either_way(written):
    birth = read_birth(written)
    assert birth.estimated
    assert (birth.earliest.year, birth.latest.year) == (1984, 1986)
    assert read_birth(written, within=3).earliest.year == 1982


def test_an_age_is_an_interval_counted_from_the_day_it_was_said():
    birth = read_birth("15 years", on=date(2020, 6, 15))
    assert (birth.earliest, birth.latest) == (date(2004, 6, 16), date(2005, 6, 15))
    assert read_birth("about 15", on=date(2020, 6, 15)).earliest == date(2003, 6, 16)


@pytest.mark.parametrize("written", ["1998-01-01", "1 حمل 1378", "1378/01/01", "1420-01-01"])
def test_the_first_day_of_a_year_is_a_default(written):
    assert read_birth(written).default_day


def test_day_and_month_may_be_swapped():
    swapped = read_birth("2001-02-03").swapped
    assert swapped is not None
    assert swapped.earliest == date(2001, 3, 2)
    assert read_birth("2001-02-13").swapped is None
    assert read_birth("3 février 2001").swapped is None


def test_a_year_of_two_calendars_is_read_in_both():
    first, second = read_birth("1378", language="fa").readings
    assert (first.calendar, first.earliest) == ("jalali", date(1999, 3, 21))
    assert (second.calendar, second.earliest.year) == ("hijri", 1958)
    assert read_birth("1378", language="ar").calendar == "hijri"
    assert read_birth("1420").readings[0].calendar == "hijri"
    assert [birth.calendar for birth in read_birth("1985-04-12", language="ti").readings] == ["gregorian", "ethiopian"]
    assert read_birth("1985-04-12", calendar="ethiopian").earliest == date(1992, 12, 21)


def test_two_digits_are_told():
    assert read_birth("03/04/85").two_digits
    assert read_birth("03/04/85").earliest.year == 1985
    assert read_birth("03/04/12").earliest.year == 2012


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2001-02-30", "birth_impossible"), ("2031-01-01", "birth_in_future"), ("1801-01-01", "birth_too_long_ago"),
        ("2001-14-20", "birth_no_month"), ("a goat", "birth_unreadable"), ("age 180", "birth_too_old"),
        ("31 лютого 2001", "birth_impossible"), ("0000-00-00", "birth_impossible"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_birth_is_refused_with_the_fix(written, code):
    with pytest.raises(Refused) as refusal:
        read_birth(written)
    assert refusal.value.codes == (code,)
    assert any(word in str(refusal.value) for word in ("Check", "Write"))


def test_calendars_agree_with_known_new_year_days():
    assert day_of("ethiopian", 2000, 1, 1) == date(2007, 9, 12)
    assert day_of("ethiopian", 2011, 13, 6) == date(2019, 9, 11)
    assert day_of("jalali", 1399, 12, 30) == date(2021, 3, 20)
    assert day_of("hijri", 1445, 1, 1) == date(2023, 7, 19)
    with pytest.raises(ValueError, match="no day"):
        day_of("jalali", 1400, 12, 30)
