"""A profile from its beginning to an edition: list, request, a faulty workbook, its correction, text, four eyes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.journeys.conftest import picture_of, serious
from tests.journeys.test_every_page import DESK, PHONE, SMALLEST, sticking_out
from tests.rooms.evidence.small_store import small_store


@pytest.fixture
def statistics(settings, tmp_path):
    """The small store, as the pages find it."""
    settings.EVIDENCE = tmp_path / "evidence"
    return small_store(tmp_path / "evidence")


def looked_at(page, name):
    picture_of(page, f"profile-{name}")
    assert sticking_out(page) == [], name
    assert serious(page) == [], name


def filled(path: Path, wrong: bool) -> None:
    """Write 10 women and 12 men a year, all of one age and from one country, and their sum, or a wrong one."""
    book = load_workbook(path)
    figures = {"F": 10, "M": 12, "Y15T64": 22, "TUR": 22, "_T": 23 if wrong else 22}
    for sheet in book.worksheets[1:]:
        codes = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if codes[cell.column - 1] and cell.column > 2:
                    cell.value = figures.get(codes[cell.column - 1], 0)
    book.save(path)


def test_a_profile_becomes_an_edition(house, statistics, as_, tmp_path):
    writer, manager = (house.colleague(role) for role in ("me_officer", "office_manager"))
    page = as_(writer)
    page.set_viewport_size(PHONE)
    page.goto("/evidence/")
    looked_at(page, "countries")
    page.get_by_role("link", name="Germany").click()
    looked_at(page, "live")
    page.get_by_role("link", name="Begin a profile").click()
    page.get_by_role("button", name="Begin a profile").click()
    page.get_by_text("Change the list").click()
    page.get_by_role("button", name="Propose this list").click()
    page.get_by_text("Add a member").click()
    page.get_by_label("Name").fill("Testperson Alder")
    page.get_by_label("Institution").fill("Invented Statistical Office")
    page.get_by_role("button", name="Add", exact=True).click()
    looked_at(page, "work")

    page.get_by_role("link", name="Requests for data").click()
    page.get_by_role("textbox", name="Institution").fill("Invented Ministry")
    page.get_by_label("From year").fill("2023")
    page.get_by_label("To year").fill("2024")
    page.get_by_label("Victims identified through referral").check()
    page.get_by_role("button", name="Make the workbook").click()
    page.get_by_role("link", name="Invented Ministry").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Workbook to fill").click()
    path = tmp_path / "request.xlsx"
    started.value.save_as(path)
    for wrong in (True, False):
        filled(path, wrong)
        page.get_by_label("File (.xlsx)").set_input_files(path)
        page.get_by_role("button", name="Take it in and check it").click()
        page.get_by_role("heading", name="Return 1" if wrong else "Return 2").wait_for()
        if wrong:
            assert page.get_by_text("the total is 23").count()
            looked_at(page, "request")

    page.goto("/evidence/DEU/texts/A.2.1/")
    page.get_by_role("textbox", name="Text").fill("People come for work.\n\n- from near\n- from far")
    page.get_by_role("button", name="Keep").click()
    assert page.get_by_role("button", name="Sign this text off").count() == 0

    page = as_(manager)
    page.goto("/evidence/DEU/work/")
    page.get_by_role("button", name="Approve the list").click()
    page.goto("/evidence/DEU/texts/A.2.1/")
    page.get_by_role("button", name="Sign this text off").click()
    page.goto("/evidence/DEU/requests/")
    page.get_by_role("link", name="Invented Ministry").click()
    page.get_by_role("textbox", name="Message").fill("Counted by hand, twice.")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Accepted.").wait_for()
    page.goto("/evidence/indicators/MP098/")
    assert page.get_by_role("row", name="Germany").get_by_text("22").count()

    page = as_(writer)
    page.goto("/evidence/DEU/editions/")
    page.get_by_role("button", name="Hand in for review").click()
    page.get_by_text("Somebody else reviews").wait_for()
    page = as_(manager)
    page.goto("/evidence/DEU/editions/")
    page.get_by_role("button", name="Reviewed").click()
    page.get_by_role("button", name="Approve and freeze").click()
    looked_at(page, "editions")
    page.get_by_role("link", name="Edition 1").click()
    assert page.get_by_text("from near").count()
    assert page.get_by_text("Text: Testperson Office Manager").count()


PAGES = {
    "gaps": "/evidence/gaps/", "gaps-country": "/evidence/gaps/?country=DEU",
    "gaps-indicator": "/evidence/gaps/?indicator=MP060", "indicators": "/evidence/indicators/",
    "indicator": "/evidence/indicators/MP002/", "routes": "/evidence/routes/",
    "route": "/evidence/routes/western_balkans/", "profile": "/evidence/DEU/", "countries": "/evidence/?q=zzz",
}  # fmt: skip


LOOKS = [
    ("ar", SMALLEST),
    pytest.param("en", PHONE, marks=pytest.mark.nightly),
    pytest.param("fr", DESK, marks=pytest.mark.nightly),
]


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_pages_of_evidence_hold(house, statistics, as_, language, size):
    page = as_(house.colleague("me_officer", language=language))
    page.set_viewport_size(size)
    found = []
    for name, address in PAGES.items():
        page.goto(address)
        picture_of(page, f"evidence-{language}-{name}")
        found += [f"{name}: sticks out {one}" for one in sticking_out(page)]
        found += [f"{name}: {one}" for one in serious(page)]
    assert not found, "\n".join(found)


def test_without_statistics_pages_say_so(house, settings, as_, tmp_path):
    settings.EVIDENCE = tmp_path / "empty"
    page = as_(house.colleague("me_officer"))
    for address in ("/evidence/", "/evidence/gaps/"):
        page.goto(address)
        page.get_by_text("No statistics are loaded yet").wait_for()
    page.goto("/evidence/DEU/")
    page.get_by_text("Nothing is loaded").wait_for()
    assert serious(page) == []
