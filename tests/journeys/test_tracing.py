"""A mother's caseworker writes down her child, a candidate appears, and two offices verify it unseen by each other."""

from __future__ import annotations

from playwright.sync_api import Page
from tests.journeys.conftest import ALDER, BIRCH, CEDAR, picture_of, serious
from tests.journeys.test_every_page import PHONE, sticking_out

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import Joining, give_consent, open_case
from sojourn.protection.scope import seen_by
from sojourn.tracing.actions import compare_requests


def looked_at(page: Page, name: str) -> None:
    """Take a picture, and see that nothing sticks out and axe finds nothing serious."""
    picture_of(page, f"tracing-{name}")
    assert sticking_out(page) == [], name
    assert serious(page) == [], name


def child_in_paris(house):
    """The child, alone, in a case of another office; she agreed."""
    by = house.viewer("caseworker", "paris")
    with seen_by(by):
        joining = [Joining("principal", None, CEDAR)]
        case = open_case(pack="avrr", office=house.offices["paris"], members=joining, by=by)
        for purpose in ("tracing", "tracing_contact"):
            give_consent(member=case.members.get(), purpose=purpose, by=by)
    return case


def compare(house):
    with seen_by(Viewer.machine("tracing", house.offices.values())):
        assert compare_requests().found == 1


def test_a_mother_finds_her_child(house, as_):
    mine, hers = house.case(("principal", BIRCH)), child_in_paris(house)
    page = as_(house.colleague("caseworker"))
    page.goto(f"/cases/{mine.pk}/tracing/")
    looked_at(page, "empty")
    page.get_by_role("button", name="We may look for family").click()
    page.get_by_role("link", name="Write down whom").click()
    page.get_by_label("What the person is").select_option("child")
    page.get_by_label("Family name").fill(ALDER.family_name)
    page.get_by_label("Given names").fill("Cedar")
    page.get_by_label("Year", exact=True).fill("2017")
    looked_at(page, "request")
    page.get_by_role("button", name="Keep the request").click()
    page.get_by_text("candidates are looked for within minutes").wait_for()

    compare(house)
    page.reload()
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="seeks").click()
    page.get_by_role("button", name="Take it up").click()
    page.get_by_label("The question, or what is looked at").fill("Who walked with you?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_label("Answer of who seeks").fill("An uncle")
    page.get_by_role("button", name="Keep the answer").click()
    page.get_by_text("An uncle").wait_for()
    looked_at(page, "seeker")

    page = as_(house.colleague("caseworker", "paris", "ar"))
    page.goto(f"/cases/{hers.pk}/tracing/")
    looked_at(page, "list-arabic")
    page.locator("a[href*='/candidates/']").click()
    page.get_by_text("Who walked with you?").wait_for()
    looked_at(page, "sought-arabic")
    assert "An uncle" not in page.content()
    assert "Berlin" not in page.locator("main").inner_text()
