"""A child without a parent is stopped, and only a protection officer can lift that, with a reason."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.journeys.answering import answer
from tests.journeys.way import CONTACT, SESSION, Way

from sojourn.subjects.particulars import Particulars

# Perhaps 17, perhaps 18: the youngest reading counts.
BIRCH = Particulars(family_name="Examplina", given_names="Birch", birth="2008", sex="F", nationalities=("GEO",))


def test_a_child_alone_is_stopped(house, as_, look, clock):
    clock("2026-03-02T09:00+01:00")
    case = house.case(("principal", BIRCH))
    way = Way(house, case, clock)
    way.fill("contact", CONTACT)
    way.move("start_counselling")

    page = as_(house.colleague("counsellor"))
    page.goto(f"/cases/{case.pk}/forms/counselling_session/")
    answer(page, **SESSION | {"session_end": "2026-03-02T08:30"})
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved: Counselling session")).to_be_visible()
    expect(page.get_by_text("Child", exact=True).first).to_be_visible()
    expect(page.locator(".banner--warn", has_text="On hold")).to_be_visible()
    look(page, "child-stopped")

    page.get_by_role("link", name="Lift").click()
    expect(page.get_by_text("Lifted by: Protection officer.", exact=True)).to_be_visible()
    page.get_by_label(re.compile("^Note")).fill("The flight is cheap now.")
    page.get_by_role("button", name="Lift the hold").click()
    expect(page.get_by_role("alert")).to_contain_text("Protection officer")
    expect(page.get_by_text("AVRR-R04").first).to_be_visible()
    look(page, "child-lift-refused")

    page = as_(house.colleague("protection_officer"))
    page.goto("/")
    expect(page.get_by_role("region", name="Alerts").get_by_role("link").first).to_be_visible()
    look(page, "protection-work")
    page.goto(f"/cases/{case.pk}/lift/")
    page.get_by_role("button", name="Lift the hold").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is lifted.")
