"""Identifiers sort by their making, and case numbers catch a slip of the pen."""

import time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.kernel.ids import case_number, check_digit, new_id, new_ids


def test_ids_are_version_seven_and_sort_by_time():
    first = new_id()
    time.sleep(0.002)
    second = new_id()

    assert first.version == second.version == 7
    assert first.variant == "specified in RFC 4122"
    assert first < second


def test_check_digit_of_the_published_example():
    assert check_digit("7992739871") == "3"


def test_case_numbers_read_well():
    assert case_number("AVRR", 2026, 123) == f"AVRR-26-000123-{check_digit('26000123')}"


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits, place, shift):
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]

    assert check_digit(wrong) != check_digit(digits)


@pytest.mark.parametrize("year", [1999, 2026, 2100])
def test_the_year_is_two_digits(year):
    assert case_number("X", year, 1).split("-")[1] == f"{year % 100:02d}"


def test_many_ids_are_made_like_one():
    made = [UUID(text) for text in new_ids(500)]

    assert len(set(made)) == 500
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert abs((made[0].int >> 80) - (new_id().int >> 80)) < 5_000
