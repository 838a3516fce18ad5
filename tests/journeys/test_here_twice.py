"""Somebody comes a second time: found while typing, shown before a new record is made, judged side by side, undone."""

from __future__ import annotations

from playwright.sync_api import expect

from sojourn.accounts.viewer import Viewer
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import suggest_pairs
from sojourn.subjects.particulars import Particulars

AMINA = Particulars(family_name="Sindiyan", given_names="Amina", birth="1985-03-04", sex="F", nationalities=("SYR",))
AGAIN = Particulars(family_name="سنديان", given_names="أمينة", birth="1985-03-04", sex="F", nationalities=("SYR",))
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def the_worker_looks(house):
    machine = Viewer.machine("worker", house.offices.values())
    with seen_by(machine):
        suggest_pairs()


def test_a_second_record_is_found_judged_and_the_judgement_undone(house, as_, look):
    house.case(("principal", AMINA))
    house.case(("principal", AGAIN))
    the_worker_looks(house)
    page = as_(house.colleague("caseworker"))
    page.set_default_timeout(60_000)
    page.set_viewport_size(DESK)

    page.goto("/search/")
    page.locator("#q").focus()
    page.keyboard.type("amena sin")
    expect(page.locator("#results .person")).to_have_count(2)
    look(page, "twice-search")

    page.goto("/duplicates/")
    look(page, "twice-queue")
    page.get_by_role("link", name="Sindiyan").click()
    expect(page.get_by_text("the same in another script").first).to_be_visible()
    look(page, "twice-pair")
    page.get_by_label("The same person").focus()
    page.keyboard.press("Space")
    page.get_by_label("Why", exact=True).fill("the same passport")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept: they are the same person")).to_be_visible()

    page.get_by_role("link", name="What was decided").click()
    look(page, "twice-decided")
    page.get_by_role("link", name="Sindiyan").click()
    page.get_by_label("Take the last decision back").check()
    page.get_by_label("Why", exact=True).fill("mixed up")
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_text("1 pair waits for a decision")).to_be_visible()


def test_on_a_telephone_in_arabic_who_looks_alike_is_shown_first(house, as_, look):
    house.case(("principal", AMINA))
    house.case(("principal", AGAIN))
    the_worker_looks(house)
    page = as_(house.colleague("caseworker", language="ar"))
    page.set_default_timeout(60_000)
    page.set_viewport_size(PHONE)

    page.goto("/cases/new/?pack=avrr&q=%D8%B3%D9%86%D8%AF%D9%8A%D8%A7%D9%86")
    expect(page.locator(".person")).to_have_count(2)
    page.locator("#family_name").fill("Sindian")
    page.locator("#given_names").fill("Amina")
    page.locator("#birth_year").fill("1985")
    page.locator("form.questions button[type=submit]").click()
    expect(page.locator("#alike .person")).to_have_count(2)
    look(page, "twice-new-ar-phone")
    page.get_by_label("هو شخص آخر").check()
    page.locator("#new_reason").fill("رأيتهما معاً")
    page.locator("form.questions button[type=submit]").click()
    expect(page.locator(".case-head")).to_be_visible()

    page.goto("/duplicates/")
    look(page, "twice-queue-ar-phone")
    page.locator(".items a").first.click()
    look(page, "twice-pair-ar-phone")
