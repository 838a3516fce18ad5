"""A hub asks, a member brings a workbook with an error, corrects it, explains a leap and signs; the table is read."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from tests.journeys.conftest import OPERATOR, House, picture_of, serious
from tests.journeys.test_every_page import sticking_out

from sojourn.accounts.actions import add_office


@pytest.fixture
def region(transactional_db):
    """A hub with two members."""
    hub = add_office(code="hub", name="Examplehub", country="XAH", kind="hub", by=OPERATOR)
    members = {
        code: add_office(code=code, name=code.title(), country=country, parent=hub, by=OPERATOR)
        for code, country in (("northland", "XAN"), ("southland", "XAS"))
    }
    return House({"hub": hub, **members})


def filled(path, figures):
    """Write figures into a workbook: nought everywhere, and these by sheet and cell."""
    book = load_workbook(path)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if cell.value is None:
                    cell.value = figures.get((sheet.title, cell.coordinate), 0)
    book.save(path)


def looked_at(page, name):
    """Take a picture, and see that nothing sticks out and axe finds nothing serious."""
    picture_of(page, f"reporting-{name}")
    assert sticking_out(page) == [], name
    assert serious(page) == []


def test_figures_go_from_a_member_to_the_regional_table(region, as_, tmp_path):
    page = as_(region.colleague("hub_analyst", "hub"))
    page.goto("/reports/ask/")
    page.get_by_label("Which figures").select_option("reg862_enforcement")
    page.get_by_label("Period").fill("2025")
    looked_at(page, "ask")
    page.get_by_role("button", name="Ask for figures").click()
    page.get_by_text("The figures are asked for").wait_for()
    round_url = page.url

    page = as_(region.colleague("me_officer", "northland"))
    page.goto("/reports/")
    page.get_by_role("button", name="Make a key").click()
    page.set_viewport_size({"width": 390, "height": 844})
    looked_at(page, "member")
    page.get_by_role("link", name="Refusals at the border").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="The template as a workbook").click()
    path = tmp_path / "template.xlsx"
    started.value.save_as(path)
    refused = {("refused", f"{column}{row}"): 12 for column in "CD" for row in (5, 6)}
    filled(path, refused | {("refused", "C5"): 13})
    page.get_by_label("The filled workbook").set_input_files(path)
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("2 errors: correct them").wait_for()
    looked_at(page, "errors")

    book = load_workbook(path)
    book["refused"]["C5"] = 12
    book.save(path)
    page.get_by_label("The filled workbook").set_input_files(path)
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("The file is checked: nothing is wrong").wait_for()
    page.get_by_role("button", name="Sign and submit").click()
    page.get_by_text("The return is signed and submitted").wait_for()

    page = as_(region.colleague("hub_analyst", "hub", "ar"))
    page.goto(round_url)
    looked_at(page, "round-arabic")
    page.locator("a[href*='/parts/']").first.click()
    page.wait_for_url("**/parts/**")
    looked_at(page, "part-arabic")
    page.locator("button[value=accept]").click()
    page.locator("button[value=accept]").wait_for(state="detached")
    page.goto(round_url)
    page.locator("form[action$='/publish/'] button").click()
    page.locator("#messages").wait_for()
    page.locator("a[href*='table/?number=1']").click()
    page.wait_for_url("**/table/**")
    looked_at(page, "table-arabic")
    assert page.locator("td").first.inner_text() != ""
