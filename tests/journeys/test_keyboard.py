"""Everything by keyboard: the first stop skips to the content, focus is always seen, work is done without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def focused(page: Page) -> str:
    """What has the focus, in a word or two."""
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def test_the_first_stop_leads_past_the_navigation(house, as_):
    page = as_(house.colleague("caseworker"))
    page.goto("/cases/")

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_focus_is_seen_wherever_it_goes(house, as_):
    case = house.case()
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{case.pk}/forms/contact/")
    unseen = []

    for _ in range(60):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.outerHTML.slice(0, 80), s.outlineStyle, parseFloat(s.outlineWidth)]; }"""
        )
        if not style[0].startswith("<body") and (style[1] == "none" or style[2] < 2):
            unseen.append(style)

    assert not unseen


def test_menus_open_and_close_with_keys_and_give_focus_back(house, as_):
    page = as_(house.colleague("caseworker"))
    page.goto("/")
    menu = page.locator("summary", has_text="Testperson Caseworker")
    menu.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_form_is_filled_and_saved_with_keys_alone(house, as_):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(f"/cases/{case.pk}/forms/contact/")

    page.locator("#f-contact_on").focus()
    page.keyboard.type("11202026")
    for name, key in (("channel", "v"), ("language", "g")):
        page.locator(f"select[name={name}]").focus()
        page.keyboard.press(key)
        page.keyboard.press("Tab")
    for name in ("interpreter_needed", "notice_given"):
        page.locator(f"input[name={name}]").first.focus()
        page.keyboard.press("Space")
    page.locator("input[name=interpreter_needed]").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("main input[type=text]").last.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#messages, #problems")).to_be_visible()


def test_targets_are_large_enough(house, as_):
    """WCAG 2.2, 2.5.8: at least 24 by 24 pixels, links inside sentences aside."""
    case = house.case()
    page = as_(house.colleague("caseworker"))
    for address in ("/", f"/cases/{case.pk}/", f"/cases/{case.pk}/forms/contact/", f"/cases/{case.pk}/work/"):
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, input:not([type=hidden]), select')].filter(e => {
              const box = e.getBoundingClientRect();
              return box.width && getComputedStyle(e).clipPath === 'none' && !e.classList.contains('unseen')
                && Math.min(box.width, box.height) < 22;
            }).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert not small, f"{address}: {small}"


def test_a_refused_save_puts_the_focus_on_what_is_wrong(house, as_):
    case = house.case()
    page = as_(house.colleague("counsellor"))
    page.goto(f"/cases/{case.pk}/forms/contact/")

    page.get_by_role("button", name="Save", exact=True).press("Enter")

    expect(page.locator("#problems")).to_be_focused()
    expect(page).to_have_title(re.compile("^Problem: "))
