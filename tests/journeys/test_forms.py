"""Forms: questions that come and go, drafts that keep themselves, problems in their place, rows, two people at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.journeys.answering import answer

from sojourn.cases import actions
from sojourn.protection.scope import seen_by


def form(case, name, member=None):
    return f"/cases/{case.pk}/forms/{name}/" + (f"?member={member.pk}" if member else "")


def test_questions_come_and_go_while_one_answers(house, as_, look):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(form(case, "counselling_session"))
    look(page, "form-empty")
    expect(page.get_by_label("Code of the interpreter")).to_have_count(0)

    page.get_by_role("radio", name="An outside interpreter").check()

    expect(page.get_by_label("Code of the interpreter")).to_be_visible()
    expect(page.locator("#draft-state")).to_have_text("Kept as your draft.")


def test_what_was_typed_is_there_again_after_the_page_was_left(house, as_):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(form(case, "counselling_session"))
    page.get_by_label("Place of the session").fill("Room 4")
    page.get_by_label("Place of the session").blur()
    expect(page.locator("#draft-state")).to_have_text("Kept as your draft.")

    page.goto(f"/cases/{case.pk}/")
    page.goto(form(case, "counselling_session"))

    expect(page.get_by_label("Place of the session")).to_have_value("Room 4")
    expect(page.get_by_text(re.compile("going on with your draft"))).to_be_visible()


def test_problems_stand_beside_the_field_and_in_a_summary_that_leads_there(house, as_, look):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(form(case, "counselling_session"))

    page.get_by_label("Date of the session").fill("2031-01-01")
    page.get_by_role("button", name="Save", exact=True).click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("problems")
    look(page, "form-problems")
    summary.get_by_role("link", name=re.compile("Date of the session: This date lies in the future")).click()
    expect(page.get_by_label("Date of the session")).to_be_focused()


def test_rows_are_added_and_taken_out(house, as_, look):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(form(case, "movement"))

    page.get_by_role("button", name="Add: Leg of the journey").click()
    expect(page.get_by_role("group", name="Leg of the journey 1")).to_be_visible()
    expect(page.get_by_label("Carrier")).to_be_focused()
    page.get_by_label("Carrier").fill("ZZ")
    page.get_by_role("button", name="Add: Leg of the journey").click()
    expect(page.get_by_role("group", name="Leg of the journey 2")).to_be_visible()
    look(page, "form-rows")
    expect(page.get_by_label("Carrier").first).to_have_value("ZZ")

    page.get_by_role("button", name="Remove: Leg of the journey 2").click()
    expect(page.get_by_role("group", name="Leg of the journey 2")).to_have_count(0)
    expect(page.get_by_label("Carrier")).to_have_value("ZZ")


def test_two_people_at_once_see_the_difference_and_lose_nothing(house, as_, look):
    case = house.case()
    counsellor = house.viewer("counsellor")
    answers = {"contact_on": "2026-02-20", "channel": "visit", "language": "kat", "interpreter_needed": "no",
               "notice_given": "yes"}  # fmt: skip
    page = as_(house.colleague("caseworker"))
    page.goto(form(case, "contact"))
    answer(page, **{**answers, "contact_on": "2026-02-19"})
    with seen_by(counsellor):
        actions.record_entry(case=case, form="contact", answers=answers, by=counsellor)

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name=re.compile("Testperson Counsellor saved this form"))).to_be_visible()
    look(page, "form-difference")
    row = page.get_by_role("row", name=re.compile("Day of the first contact|contact"))
    expect(row).to_contain_text("20 Feb 2026")
    expect(row).to_contain_text("19 Feb 2026")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: First contact")).to_be_visible()


def test_without_scripts_a_form_asks_saves_and_adds_rows(house, browser, live_server, as_):
    case = house.case()
    as_(house.colleague("counsellor"))
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(as_.cookies())
    page = plain.new_page()
    page.goto(form(case, "counselling_session"))

    page.get_by_role("radio", name="An outside interpreter").check()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Code of the interpreter")).to_be_visible()

    page.goto(form(case, "movement"))
    page.get_by_role("button", name="Add: Leg of the journey").click()
    expect(page.get_by_label("Carrier")).to_be_visible()
    page.get_by_role("button", name="Remove: Leg of the journey 1").click()
    expect(page.get_by_label("Carrier")).to_have_count(0)
    plain.close()


def test_a_file_stays_though_the_form_was_refused(house, as_, picture):
    case = house.case()
    member = house.members(case)[0]
    page = as_(house.colleague("counsellor"))
    page.goto(form(case, "declaration", member))
    answer(page, own_free_will="yes")

    page.get_by_label("Signature or mark").set_input_files(picture)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("problem")
    expect(page.get_by_role("link", name="leaf.png")).to_be_visible()
