"""A case is opened, looked at and written in."""

from __future__ import annotations


def test_a_case_and_its_parts_can_be_looked_at(house, as_, look):
    case = house.case()
    page = as_(house.colleague("caseworker"))

    for part in ("", "forms/", "people/", "work/", "files/", "timeline/", "hold/"):
        page.goto(f"/cases/{case.pk}/{part}")
        look(page, f"case-{part.strip('/') or 'overview'}")
