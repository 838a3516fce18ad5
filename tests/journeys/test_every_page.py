"""Every page at three widths, in both directions and in the dark: nothing sticks out, and axe finds nothing serious."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import ALDER, BIRCH, CEDAR, picture_of, serious
from tests.journeys.way import Way

PHONE, SMALLEST, DESK = {"width": 390, "height": 844}, {"width": 320, "height": 640}, {"width": 1440, "height": 900}


@pytest.fixture
def family(house, clock):
    """A family cleared to travel, with something of everything."""
    clock("2026-02-20T08:00+01:00")
    return Way(house, house.case(("principal", ALDER), ("spouse", BIRCH), ("child", CEDAR)), clock).to_travel_cleared()


def pages_of(way: Way) -> dict[str, tuple[str, str]]:
    """Addresses by name, each with the role that looks at it."""
    case, member = way.case.pk, way.members[0]
    below = {
        "case": "", "forms": "forms/", "people": "people/", "work": "work/", "files": "files/", "timeline": "timeline/",
        "hold": "hold/", "move": "move/depart/", "form": "forms/movement/",
        "member-form": f"forms/vulnerability/?member={member.pk}",
    }  # fmt: skip
    return {
        "my-work": ("/", "caseworker"),
        "cases": ("/cases/", "caseworker"),
        "search": ("/search/?q=alder", "caseworker"),
        "new": ("/cases/new/?pack=avrr&q=alder", "caseworker"),
        "person": (f"/people/{member.subject_id}/", "caseworker"),
        "board": ("/board/", "office_manager"),
        "measures": ("/measures/", "me_officer"),
        "measure": ("/measures/avrr/assisted_returns/?rows=member.sex&columns=member.age_group", "office_manager"),
        "help": ("/help/", "caseworker"),
        "accessibility": ("/accessibility/", "caseworker"),
        "absent": ("/cases/00000000-0000-7000-8000-000000000000/", "caseworker"),
        **{name: (f"/cases/{case}/{path}", "caseworker") for name, path in below.items()},
    }


LOOKS = [
    ("ar", SMALLEST, "light"),
    pytest.param("en", DESK, "light", marks=pytest.mark.nightly),
    pytest.param("fr", PHONE, "dark", marks=pytest.mark.nightly),
]


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_every_page_holds(house, as_, family, language, size, scheme):
    found = []
    for name, (address, role) in pages_of(family).items():
        page = as_(house.colleague(role, language=language))
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        if wide := sticking_out(page):
            found.append(f"{name}: sticks out {wide}")
        found += [f"{name}: {one}" for one in serious(page)]
        picture_of(page, f"{language}-{size['width']}-{name}")
    assert not found, "\n".join(found)


def sticking_out(page: Page) -> list[str]:
    """What is wider than the window and does not scroll in a box of its own."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
          const box = e.getBoundingClientRect();
          return box.width && (box.left < -1 || box.right > innerWidth + 1) && !e.closest('.table-scroll, .unseen');
        }).map(e => e.tagName + '.' + e.className).slice(0, 5)"""
    )
