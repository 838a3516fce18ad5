"""Signing in with a second factor, setting one up, choosing a language, signing out."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.fixtures.signing_in import PASSWORD, code_now, with_second_factor


def enter(page, user):
    page.goto("/")
    page.get_by_label(re.compile("mail")).fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def with_password(user):
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def test_a_caseworker_signs_in_with_a_code_and_out_again(house, page, look):
    user = with_second_factor(with_password(house.colleague("caseworker")))
    page.goto("/")
    look(page, "sign-in")

    enter(page, user)
    look(page, "sign-in-code")
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()

    page.locator("summary", has_text="Testperson Caseworker").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_whoever_needs_a_second_factor_is_led_to_it_first(house, page, look):
    enter(page, with_password(house.colleague("counsellor")))

    page.goto("/cases/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()

    expect(page).to_have_url(re.compile("/account/2fa/totp/activate"))
    look(page, "totp-activate")


def test_a_wrong_password_says_no_more_than_that(house, page, look):
    user = house.colleague("caseworker")
    enter(page, user)

    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "sign-in-wrong")


def test_the_language_changes_in_place_and_stays(house, as_, look):
    page = as_(house.colleague("caseworker"))
    page.goto("/cases/")

    page.locator("summary", has_text="English").click()
    page.get_by_role("button", name="العربية").click()

    expect(page).to_have_url(re.compile("/cases/$"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
