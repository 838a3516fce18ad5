"""A person may withdraw up to the gate: one press, by any role, whatever else stands in the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import ALDER
from tests.journeys.way import Way

from sojourn.cases import actions
from sojourn.protection.scope import seen_by


@pytest.mark.parametrize("role", ["finance", "operations"])
def test_one_press_is_enough_at_the_gate(house, as_, look, clock, role):
    clock("2026-02-20T08:00+01:00")
    way = Way(house, house.case(("principal", ALDER)), clock).to_travel_cleared()
    clock("2026-04-10T09:30+02:00")
    page = as_(house.colleague(role))
    page.goto(f"/cases/{way.case.pk}/")

    page.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text(re.compile("The case is now at: Withdrawn"))).to_be_visible()
    look(page, f"withdrawn-{role}")
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)


def test_a_hold_does_not_keep_anybody(house, as_, clock):
    clock("2026-02-20T08:00+01:00")
    case = house.case(("principal", ALDER))
    caseworker = house.viewer("caseworker")
    with seen_by(caseworker):
        actions.hold_case(case=case, state="on_hold", reason="health", by=caseworker)
    page = as_(house.colleague("finance"))
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator(".banner--warn", has_text="On hold")).to_be_visible()

    page.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text(re.compile("The case is now at: Withdrawn"))).to_be_visible()
    expect(page.locator(".banner--warn")).to_have_count(0)
