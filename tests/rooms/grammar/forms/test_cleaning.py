"""Raw answers become typed ones, or a problem that says what to write instead."""

from datetime import date, datetime, timedelta, timezone

import pytest
from tests.rooms.grammar.forms.written import asking

INTEGER, DECIMAL, TEXT = asking("type: integer"), asking("type: decimal"), asking("type: text")
DATE, DATETIME, TIME = asking("type: date"), asking("type: dateTime"), asking("type: time")
COUNTRY, NEEDS = asking("type: select_one country"), asking("type: select_multiple language")
RANK = asking("type: rank sex")
POINT, FILE, TICK = asking("type: geopoint"), asking("type: image"), asking("type: acknowledge")
RANGE = asking('type: range, columns: {parameters: "start=0 end=5 step=1"}')


def kept(form, raw, **circumstances):
    cleaned = form.clean({"q": raw}, **circumstances)
    assert cleaned.ok, cleaned.problems
    return cleaned.answers.get("q")


def refused(form, raw, **circumstances):
    (problem,) = form.clean({"q": raw}, **circumstances).problems
    assert problem.path == "q"
    return problem


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("14", 14), (" 14 ", 14), ("14.0", 14), (14.0, 14), ("-5", -5), ("−5", -5), ("+7", 7), ("٤٢", 42),
        ("۴۲", 42), ("४२", 42), ("1,000,000", 1_000_000), ("1 000", 1000), ("12,34,567", 1_234_567), ("٣٬٠٠٠", 3000),
    ],
)  # fmt: skip
def test_whole_numbers_in_any_digits(written, number):
    assert kept(INTEGER, written) == number


@pytest.mark.parametrize("written", ["1.5", "fourteen", "1e5", "0x10", "--5", True, [1, 2], {"a": 1}, float("nan")])
def test_what_is_no_whole_number(written):
    assert refused(INTEGER, written).code == "type"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12.50", "12.50"), ("012.5", "12.5"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1 000,5", "1000.5"),
        ("1’000.5", "1000.5"), ("٣٫٥", "3.5"), ("0.125", "0.125"), (".5", "0.5"), ("-0", "0"), (12.5, "12.5"), (3, "3"),
    ],
)  # fmt: skip
def test_decimal_numbers_with_either_mark(written, number):
    assert kept(DECIMAL, written) == number


@pytest.mark.parametrize("form", [INTEGER, DECIMAL])
@pytest.mark.parametrize("written", ["1.000", "1,000", "١.٠٠٠"])
def test_a_thousand_that_may_be_one_is_asked_back(form, written):
    problem = refused(form, written)

    assert problem.code == "ambiguous"
    assert problem.fix == "Write 1000 or 1.0000."


def test_a_declared_decimal_mark_settles_it():
    assert kept(DECIMAL, "1.000", decimal=",") == "1000"
    assert kept(INTEGER, "1,000", decimal=".") == 1000
    assert refused(DECIMAL, "1.5", decimal=",").code == "type"


def test_a_kept_number_can_be_handed_in_again():
    first = kept(DECIMAL, "1,250", decimal=",")

    assert first == "1.2500"
    assert kept(DECIMAL, first) == first


@pytest.mark.parametrize("written", ["9" * 16, "9" * 300, 10**15, 1e300])
def test_a_number_beyond_all_reason(written):
    assert refused(INTEGER, written).code == "type"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (" Testperson Alder ", "Testperson Alder"),
        ("e\u0301", "é"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("کتاب\u200cها", "کتاب\u200cها"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (7, "7"),
        (["single"], "single"),
    ],
)
def test_texts_are_kept_as_they_are_meant(written, text):
    assert kept(TEXT, written) == text


@pytest.mark.parametrize("written", ["", "   ", "\n\t", None, [], {}])
@pytest.mark.parametrize("form", [TEXT, INTEGER, DATE, COUNTRY, NEEDS, POINT, FILE, TICK])
def test_nothing_is_nothing(form, written):
    assert kept(form, written) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a\x00b", "unsafe"), ("a\x1bb", "unsafe"), ("a\u202eb", "unsafe"), ("a\u2066b", "unsafe"),
        ("\u200fa", "unsafe"), ("\ud800", "unsafe"), ("x" * 10_001, "too_long"), ("x" * 10_000_000, "too_long"),
        (["a", "b"], "type"), ({"a": "b"}, "type"), (b"bytes", "type"),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_kept(written, code):
    assert refused(TEXT, written).code == code


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", "2026-03-01"), ("2026-3-1", "2026-03-01"), ("٢٠٢٦-٠٣-٠١", "2026-03-01"),
        ("2026-03-01 00:00:00", "2026-03-01"), (date(2026, 3, 1), "2026-03-01"), (datetime(2026, 3, 1), "2026-03-01"),
    ],
)  # fmt: skip
def test_dates_are_iso_dates(written, day):
    assert kept(DATE, written) == day


@pytest.mark.parametrize("written", ["01/03/2026", "2026-02-30", "2026-13-01", "0000-01-01", "tomorrow", 20260301.5])
def test_other_orders_of_a_date_are_not_guessed(written):
    assert refused(DATE, written).code == "type"


def test_a_time_without_an_offset_is_the_offices_time():
    tbilisi = timezone(timedelta(hours=4))

    assert kept(DATETIME, "2026-03-01T10:30", zone=tbilisi) == "2026-03-01T10:30:00+04:00"
    assert kept(DATETIME, "2026-03-01 10:30:05+01:00", zone=tbilisi) == "2026-03-01T10:30:05+01:00"
    assert kept(DATETIME, "2026-03-01T9:30Z") == "2026-03-01T09:30:00+00:00"
    assert refused(DATETIME, "2026-03-01").code == "type"
    assert refused(DATETIME, "2026-03-01T25:00").code == "type"


def test_times_of_day():
    assert kept(TIME, "9:05") == "09:05"
    assert kept(TIME, "23:59:59") == "23:59:59"
    assert refused(TIME, "24:00").code == "type"


def test_codes_are_taken_from_the_list():
    assert kept(COUNTRY, "NOR") == "NOR"
    assert kept(COUNTRY, "unknown") == "unknown"
    assert refused(COUNTRY, "Norway").message == "“Norway” is not one of the possible answers."


def test_several_codes_are_kept_once_and_in_the_order_of_the_list():
    assert kept(NEEDS, ["tir", "ara", "tir"]) == ["ara", "tir"]
    assert kept(NEEDS, "tir ara") == ["ara", "tir"]
    assert kept(RANK, "X F M") == ["X", "F", "M"]
    assert refused(NEEDS, ["ara", "zzz"]).value == "zzz"
    assert refused(NEEDS, ["ara"] * 501).code == "too_many"


def test_positions_files_ticks_and_ranges():
    assert kept(POINT, "41.69, 44.80") == "41.69 44.80"
    assert kept(POINT, "41.69 44.80 380 5") == "41.69 44.80 380 5"
    assert refused(POINT, "91 0").code == "type"
    assert kept(FILE, "0198-photo.jpg") == "0198-photo.jpg"
    assert refused(FILE, "../../etc/passwd").code == "type"
    assert kept(TICK, "on") == "OK"
    assert kept(RANGE, "5") == "5"
    assert refused(RANGE, "6").code == "constraint"


def test_a_long_value_is_cut_when_it_is_shown_again():
    assert len(refused(INTEGER, "x" * 300).value) < 100
