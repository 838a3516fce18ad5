"""A family returns: told everything, given time, and at last received by the other office, which reads Arabic."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.answering import answer
from tests.journeys.conftest import ALDER, BIRCH, CEDAR
from tests.journeys.way import APPLICATION, CONTACT, DECLARATION, FOR_A_CHILD, SESSION, Way

SAVED = re.compile("^Saved: ")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()


def step(page: Page, label: str) -> None:
    page.get_by_role("link", name=label).first.click()
    page.get_by_role("button", name=label).last.click()
    expect(page.locator("#messages")).to_contain_text(re.compile("Done|Asked"))


def open_form(page: Page, label: str, who: str = "") -> None:
    forms = page.get_by_role("region", name="Forms of this stage")
    forms.get_by_role("link", name=f"{label}: {who}" if who else label).first.click()


def test_a_family_is_told_everything_waits_and_applies(house, as_, look, clock, picture):
    clock("2026-02-20T09:00+01:00")
    page = as_(house.colleague("counsellor"))
    page.goto("/")
    look(page, "work-empty")

    opens_a_case_after_searching(page, look)
    the_child_joins(page, look)
    is_told_everything(page, clock)
    cannot_sign_before_the_time_to_think_is_over(page, look)
    applies_three_days_later(page, clock, picture, look)


def opens_a_case_after_searching(page: Page, look) -> None:
    page.get_by_role("link", name="New case").first.click()
    look(page, "new-case-search")
    if page.get_by_label("Programme").count():
        page.get_by_label("Programme").select_option("avrr")
    page.get_by_label("Name of the person, in any script").fill("Alder")
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="0 people found for “Alder”")).to_be_visible()
    page.get_by_label("Family name").fill("Alder")
    page.get_by_label("Given names").fill("Testperson")
    page.get_by_label("Year").fill("1985")
    page.get_by_role("radio", name="Male", exact=True).check()
    page.get_by_label("Nationality", exact=False).last.select_option("GEO")
    page.get_by_label("Receiving office").select_option(label="Tbilisi")
    look(page, "new-case-person")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", name="Testperson Alder", level=1)).to_be_visible()


def the_child_joins(page: Page, look) -> None:
    page.get_by_role("link", name=re.compile("^People")).click()
    page.get_by_text("Add a person to this case").click()
    look(page, "people-add")
    page.get_by_label("Relation to the first person").select_option("child")
    page.get_by_label("Family name").fill("Alder")
    page.get_by_label("Given names").fill("Cedar")
    for part, number in (("Day", "4"), ("Month", "5"), ("Year", "2017")):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Cedar Alder is in the case now.")).to_be_visible()
    page.get_by_role("link", name="Overview").click()


def is_told_everything(page: Page, clock) -> None:
    open_form(page, "First contact")
    answer(page, **CONTACT)
    save(page)
    step(page, "Start counselling")
    clock("2026-03-02T10:30+01:00")
    open_form(page, "Counselling session")
    answer(page, **SESSION | {"session_end": "2026-03-02T10:00"})
    save(page)
    step(page, "End counselling")


def cannot_sign_before_the_time_to_think_is_over(page: Page, look) -> None:
    expect(page.get_by_text(re.compile("The cooling-off time still runs"))).to_be_visible()
    expect(page.get_by_text("AVRR-R02").first).to_be_visible()
    look(page, "family-cooling-off")


def applies_three_days_later(page: Page, clock, picture, look) -> None:
    clock("2026-03-05T11:00+01:00")
    page.reload()
    open_form(page, "Application")
    answer(page, **APPLICATION)
    save(page)
    words = DECLARATION | {"signature": picture, "signed_at": "2026-03-05T10:30"}
    open_form(page, "Voluntary return declaration", "Testperson Alder")
    answer(page, **words)
    save(page)
    open_form(page, "Voluntary return declaration", "Cedar Alder")
    answer(page, **words | FOR_A_CHILD | {"guardian_signature": picture})
    save(page)
    look(page, "family-may-apply")
    step(page, "Hand in the application")
    expect(page.get_by_text("Application handed in").first).to_be_visible()


def test_a_family_travels_and_is_received_in_arabic(house, as_, look, clock, picture):
    clock("2026-02-20T08:00+01:00")
    case = house.case(("principal", ALDER), ("spouse", BIRCH), ("child", CEDAR))
    way = Way(house, case, clock).to_approved()

    asks_the_receiving_office(as_(house.colleague("caseworker")), case, look)
    the_receiving_office_accepts(as_(house.colleague("caseworker", "tbilisi", language="ar")), case, look)
    way.prepared()
    boards(as_(house.colleague("operations")), case, clock, look)
    arrives(as_(house.colleague("caseworker", "tbilisi", language="ar")), case, clock, picture, look)


def asks_the_receiving_office(page: Page, case, look) -> None:
    page.goto(f"/cases/{case.pk}/")
    step(page, "Ask the receiving office")
    expect(page.get_by_text(re.compile("Waiting for Tbilisi to accept"))).to_be_visible()


def the_receiving_office_accepts(page: Page, case, look) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    look(page, "ar-work")
    page.goto(f"/cases/{case.pk}/")
    look(page, "ar-handover")
    page.locator('button[value="accept"]').click()
    expect(page.locator(".banner--good")).to_be_visible()


def boards(page: Page, case, clock, look) -> None:
    clock("2026-04-10T09:30+02:00")
    page.goto(f"/cases/{case.pk}/")
    look(page, "travel-cleared")
    page.get_by_role("link", name="Confirm boarding").click()
    answer(page, boarded_at="2026-04-10T09:20", flight="ZZ101", proof="staff")
    look(page, "move-with-form")
    page.get_by_role("button", name="Confirm boarding").last.click()
    expect(page.get_by_text(re.compile("^Done. The case is now at: Departed"))).to_be_visible()


def arrives(page: Page, case, clock, picture, look) -> None:
    clock("2026-04-10T17:00+04:00")
    page.goto(f"/cases/{case.pk}/move/confirm_arrival/")
    look(page, "ar-form")
    answer(page, arrived_at="2026-04-10T16:20", met_by="iom", cash_at_arrival="100", currency="EUR", receipt=picture,
           questioned_or_detained="no")  # fmt: skip
    page.locator('.form-bar button[type="submit"]').first.click()
    expect(page.locator(".banner--good")).to_be_visible()
    look(page, "ar-arrived")
