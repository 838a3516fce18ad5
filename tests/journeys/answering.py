"""Fill the fields of a form page by the names of its questions, whatever their controls."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page


def answer(page: Page, **answers: Any) -> None:
    """Answer questions one after the other; questions that appear on the way are waited for."""
    for name, value in answers.items():
        _answer(page, name, value)


def answer_at(page: Page, place: str, **answers: Any) -> None:
    """Answer questions of one row: `answer_at(page, "segment.1", carrier="ZZ")`."""
    for name, value in answers.items():
        _answer(page, f"{place}.{name}", value)


def _answer(page: Page, name: str, value: Any) -> None:
    region = page.locator(f"#r-{name.replace('.', '-')}")
    region.wait_for(state="visible")
    control = region.locator(f'[name="{name}"]')
    kind = control.first.get_attribute("type") or ""
    if kind in ("radio", "checkbox"):
        _tick(control, value if isinstance(value, list) else [value], name, page)
    elif control.first.evaluate("element => element.tagName") == "SELECT":
        control.select_option(value)
    elif kind == "hidden":
        page.locator(f'[name="{name}.upload"]').set_input_files(value)
    else:
        control.fill(str(value))
        control.blur()


def _tick(control: Locator, values: list[str], name: str, page: Page) -> None:
    for value in values:
        page.locator(f'[name="{name}"][value="{value}"]').check()
