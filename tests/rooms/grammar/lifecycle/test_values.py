"""Derived values, and the names that every case has."""

from __future__ import annotations

import time
from datetime import date

from tests.rooms.grammar.lifecycle.facts import facts, person

from sojourn.grammar.lifecycle import age_facts, entry_facts, with_values
from sojourn.grammar.packs import Pack
from sojourn.kernel.partial_date import PartialDate


def test_values_of_members_and_folds_over_them(family: Pack):
    found = with_values(family, facts(person("alder", 40), person("birch", 9), person("cedar", 38)))
    assert found.case["case.any_vulnerable"] == "yes"
    assert found.case["case.adults"] == 2
    assert found.case["case.oldest"] == 40
    assert found.case["case.ages_of_adults"] == 78
    assert [member.values["member.vulnerable"] for member in found.members] == ["no", "yes", "no"]


def test_values_are_computed_after_what_they_need_whatever_their_order_in_the_file(family: Pack):
    found = with_values(family, facts(person("alder", 40, needs__pregnant="yes")))
    assert found.members[0].values["member.first_guess"] == "yes"
    assert found.members[0].values["member.score"] == "81"


def test_a_sum_over_the_rows_of_a_form(family: Pack):
    ticket = entry_facts(
        family.form("ticket").form, {"leg": [{"fare": "10.50"}, {"fare": "4.25"}]}, "2026-03-01T10:00+00:00", "u", 1
    )
    found = with_values(family, facts(person("alder", 40), case=ticket))
    assert found.case["case.all_fares"] == "14.75"
    assert found.case["ticket.filled"] == "yes"


def test_nothing_filled_says_no_rather_than_nothing(family: Pack):
    found = with_values(family, facts(person("alder", 40)))
    assert found.case["talk.filled"] == "no"
    assert found.case["task.visit.open"] == "no"
    assert found.members[0].values["needs.filled"] == "no"


def test_asking_twice_changes_nothing(family: Pack):
    once = with_values(family, facts(person("alder", 40)))
    assert with_values(family, once) is once


def test_time_left_on_a_clock(family: Pack):
    clock = {"clock.waiting.started": "2026-03-03T12:00:00+00:00", "clock.waiting.due": "2026-03-06T12:30:00+00:00"}
    running = with_values(family, facts(person("alder", 40), case=clock)).case
    assert (running["clock.waiting.over"], running["clock.waiting.running"]) == ("no", "yes")
    assert (running["clock.waiting.hours_left"], running["clock.waiting.days_left"]) == (49, 3)


def test_parameters_can_be_overridden(family: Pack):
    plain = facts(person("alder", 40))
    other = type(plain)(plain.case, plain.members, (), {"wait_hours": 24}, plain.now)
    assert with_values(family, plain).case["parameter.wait_hours"] == 72
    assert with_values(family, other).case["parameter.wait_hours"] == 24


def test_the_protective_reading_of_an_imprecise_birth_date(family: Pack):
    on = date(2026, 3, 4)
    assert age_facts(family, PartialDate.parse("2008"), on) == {
        "member.age": 17, "member.age_oldest": 18, "member.is_child": "yes", "member.age_group": "0-17",
    }  # fmt: skip
    assert age_facts(family, None, on)["member.age_group"] == "unknown"
    assert age_facts(family, PartialDate.parse("1950-01-01"), on)["member.age_group"] == "60+"


def test_a_family_of_four_takes_less_than_a_millisecond(family: Pack):
    four = facts(*(person(name, age) for name, age in (("alder", 40), ("birch", 38), ("cedar", 9), ("dell", 2))))
    with_values(family, four)
    begin = time.process_time()
    for _ in range(50):
        with_values(family, four)
    assert (time.process_time() - begin) / 50 < 0.001
