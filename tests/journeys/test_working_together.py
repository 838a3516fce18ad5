"""Work between people and offices: tasks, referrals, files, consent, figures as a file."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.journeys.conftest import ALDER
from tests.journeys.way import Way


def test_a_task_is_added_and_done(house, as_, look):
    case = house.case()
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/work/")

    page.get_by_text("Add a task").click()
    page.get_by_label("What is to be done?").fill("Call the clinic")
    page.get_by_role("region", name="Tasks").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Call the clinic", exact=True)).to_be_visible()
    page.goto("/")
    look(page, "work-with-task")
    page.get_by_role("button", name=re.compile("Done ?: Call the clinic")).click()

    expect(page.get_by_text("No tasks wait for you")).to_be_visible()


def test_a_referral_is_answered_by_an_office_that_never_sees_the_case(house, as_, look):
    case = house.case()
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/work/")
    page.get_by_text("Refer to a service").click()
    page.get_by_label("To which office?").select_option(label="Paris")
    page.get_by_label(re.compile("What they should know")).fill("Needs a doctor this week")
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_text("Offered")).to_be_visible()

    page = as_(house.colleague("caseworker", "paris"))
    page.goto("/")
    expect(page.get_by_text("Needs a doctor this week")).to_be_visible()
    look(page, "referral-received")
    page.get_by_role("button", name=re.compile("Accept")).click()
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()
    assert page.goto(f"/cases/{case.pk}/").status == 404

    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/work/")
    expect(page.get_by_text("Accepted")).to_be_visible()


def test_a_file_is_brought_in_and_taken_down_again(house, as_, picture):
    case = house.case()
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/files/")

    page.get_by_label("File", exact=True).set_input_files(picture)
    page.get_by_role("button", name="Bring in").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="leaf.png").click()

    assert waiting.value.suggested_filename == "leaf.png"


def test_a_page_pretending_to_be_a_picture_is_not_taken(house, as_, tmp_path):
    case = house.case()
    path = tmp_path / "leaf.png"
    path.write_text("<html><script>alert(1)</script></html>")
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/files/")

    page.get_by_label("File", exact=True).set_input_files(str(path))
    page.get_by_role("button", name="Bring in").click()

    expect(page.locator(".banner--danger")).to_be_visible()
    expect(page.get_by_text("No files yet")).to_be_visible()


def test_consent_is_taken_back_as_easily_as_it_was_given(house, as_, look):
    case = house.case()
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/people/")
    page.get_by_text("Record an answer").click()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Agreed")).to_be_visible()

    page.get_by_role("button", name=re.compile("Take back")).click()

    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()
    look(page, "people-consent")


def test_small_figures_are_withheld_on_the_page_and_in_the_file(house, as_, clock, look):
    clock("2026-02-20T08:00+01:00")
    way = Way(house, house.case(("principal", ALDER)), clock).to_travel_cleared()
    clock("2026-04-10T09:30+02:00")
    way.move("depart", "operations",
             answers={"boarded_at": "2026-04-10T09:20+02:00", "flight": "ZZ101", "proof": "staff"})  # fmt: skip
    page = as_(house.colleague("me_officer"))
    page.goto("/measures/avrr/assisted_returns/?rows=member.sex")

    expect(page.get_by_role("cell", name="withheld").first).to_be_visible()
    expect(page.get_by_text(re.compile("withheld"), exact=False).first).to_be_visible()
    look(page, "measure-withheld")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Table as CSV").click()

    rows = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "member.sex,value,numerator,denominator,n,status"
    assert rows[1:] == ["M,,,,,withheld", "all,,,,,withheld"]
