"""Forms: questions that come and go, drafts that keep themselves, problems beside the field, rows, and two people at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect


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
