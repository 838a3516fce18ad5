"""A sealed case changes nothing for whoever lacks its seal: no list, count, search, figure, header or delay (F6)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from statistics import quantiles

import pytest
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in
from tests.promises.answers import read
from tests.promises.house import House, Place, build

from sojourn.accounts.viewer import viewer_of
from sojourn.config.doors import Address, pages
from sojourn.kernel import moment
from sojourn.kernel.ids import new_id
from sojourn.protection.foreign_doors import FOREIGN_DOORS

# Whoever reads cases, boards, figures and trails, each without the seal where the case is; more of them at night.
OUTSIDE = [Place("office_manager", "co"), Place("counsellor", "other", sealed=True), Place("hub_analyst", "hub")]
MORE = [Place("counsellor"), Place("me_officer"), Place("data_protection_officer", "hub")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SEARCHING = {"web:search", "web:cases", "web:new-case"}
SEARCHES = [{"q": "Quercus", "pack": "avrr"}, {"q": "CT-26"}]
MILLISECONDS = 5


def lists() -> list[Address]:
    """The pages that no case's id stands in the address of: lists, boards, figures, searches."""
    return [page for page in pages() if page.door and not page.parts and page.name not in FOREIGN_DOORS]


def seen(house: House, place: Place) -> dict[str, object]:
    """Everything this person gets to read, page by page."""
    client = signed_in(Client(), house.somebody(place))
    found: dict[str, object] = {}
    for page in lists():
        for words in [{}, *SEARCHES] if page.name in SEARCHING else [{}]:
            answer = read(client.get(reverse(page.name), words))
            found[f"{page.where} {words}"] = (answer.status, answer.text, answer.headers)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("places", [OUTSIDE, pytest.param(MORE, marks=pytest.mark.nightly)], ids=["few", "more"])
def test_pages_read_the_same_with_and_without_a_sealed_case(places: list[Place]) -> None:
    with moment.travelling(NOON):
        house = build("open")
        before = {place: seen(house, place) for place in places}
        house.open_case("sealed")
        after = {place: seen(house, place) for place in places}

    changed = [(page, str(one)) for one in places for page in before[one] if before[one][page] != after[one][page]]
    assert changed == []


@pytest.mark.django_db
def test_whoever_holds_the_seal_does_see_a_difference() -> None:
    """Otherwise the test above would prove nothing."""
    holder = Place("protection_officer", "own", sealed=True)
    with moment.travelling(NOON):
        house = build("open")
        before = seen(house, holder)
        house.open_case("sealed")

        assert seen(house, holder) != before


@pytest.mark.nightly
@pytest.mark.django_db
def test_a_hidden_case_takes_as_long_as_none() -> None:
    house = build("open", "sealed")
    outsider = house.somebody(Place("counsellor"))
    client = signed_in(Client(), outsider)
    assert viewer_of(outsider).posts
    taken: dict[str, list[float]] = {"hidden": [], "absent": []}

    for _ in range(300):
        for kind, key in (("hidden", house.cases["sealed"].pk), ("absent", new_id())):
            started = time.perf_counter()
            assert client.get(reverse("web:show-case", args=[key])).status_code == 404
            taken[kind].append((time.perf_counter() - started) * 1000)

    slow = {kind: quantiles(times, n=20)[18] for kind, times in taken.items()}
    assert abs(slow["hidden"] - slow["absent"]) < MILLISECONDS, slow
