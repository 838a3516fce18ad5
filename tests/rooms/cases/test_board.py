"""The board counts facts; small numbers are withheld from those who read no case."""

from __future__ import annotations

import pytest

from sojourn.cases.actions import Joining, hold_case, open_case
from sojourn.cases.queries.board import board
from sojourn.grammar.packs import catalogue
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars


@pytest.fixture
def seven_cases(house, caseworker, at):
    """Seven cases in the first stage, one of them on hold."""
    people = [Particulars(family_name=f"Alder{number}", given_names="Testperson") for number in range(7)]
    with at():
        cases = [
            open_case(pack="shelter", office=house.north, members=[Joining("principal", None, one)], by=caseworker)
            for one in people
        ]
        state = next(iter(catalogue().pack("shelter").side_states))
        reasons = catalogue().pack("shelter").side_states[state].reasons
        reason = next(iter(catalogue().pack("shelter").list_of(reasons))) if reasons else ""
        hold_case(case=cases[0], state=state, reason=reason, by=caseworker)
    return cases


def counted(viewer):
    with seen_by(viewer):
        return board(viewer, catalogue().pack("shelter"))


def test_the_manager_sees_every_number(house, seven_cases, at):
    with at(hours=1):
        found = counted(house.who("office_manager"))

    assert found.open.value == 7
    assert found.held.value == 1
    assert found.stages[seven_cases[0].stage].value == 7
    assert found.opened_lately.value == 7
    assert found.opened["2026-03"].value == 7
    assert found.opened["2026-02"].value == 0


def test_whoever_reads_no_case_sees_no_small_number(house, seven_cases, at):
    with at(hours=1):
        found = counted(house.who("me_officer"))

    assert found.open.value == 7
    assert found.held.value is None


def test_another_office_is_not_counted(house, seven_cases, at):
    with at(hours=1):
        assert counted(house.who("office_manager", "south")).open.value == 0
