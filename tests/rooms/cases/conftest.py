"""Two small programmes, two offices and the people who work there."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.cases.actions import Joining, open_case
from sojourn.cases.models import Member
from sojourn.grammar.packs import reset_catalogue
from sojourn.kernel import ids, moment
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars

PACKS = Path(__file__).parent / "packs"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _small_packs():
    before = os.environ.get("SOJOURN_PACKS")
    os.environ["SOJOURN_PACKS"] = str(PACKS)
    reset_catalogue()
    yield
    os.environ.pop("SOJOURN_PACKS")
    if before is not None:
        os.environ["SOJOURN_PACKS"] = before
    reset_catalogue()


@pytest.fixture
def at():
    """Travel: `with at(hours=49): …` from the start of the story, 2 March 2026 at 09:00 UTC."""
    from datetime import timedelta

    return lambda **span: moment.travelling(START + timedelta(**span))


@pytest.fixture
def house(db):
    """Offices `north` and `south`, and a colleague of each role in the north; `house.who("role")` makes another."""
    offices = {
        "north": Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin"),
        "south": Office.objects.create(code="south", name="South", country="GEO", zone="Asia/Tbilisi"),
    }

    def who(role, office="north", *seals):
        place = offices[office]
        return Viewer(ids.new_id(), f"Testperson {role}", "en", (Post(place.pk, place.code, role, frozenset(seals)),))

    return SimpleNamespace(who=who, **offices)


@pytest.fixture
def caseworker(house):
    """A caseworker of the north, in whose eyes the test runs."""
    viewer = house.who("caseworker")
    with seen_by(viewer):
        yield viewer


@pytest.fixture
def opened(house, caseworker, at):
    """A case of two: Testperson Alder and a child; `opened.case`, `opened.alder`, `opened.child`."""
    alder = Particulars(family_name="Alder", given_names="Amina", birth="1985", sex="F")
    child = Particulars(family_name="Alder", given_names="Benna", birth="2017-05-04", sex="F")
    with at():
        case = open_case(
            pack="shelter", office=house.north, receiving_office=house.south,
            members=[Joining("principal", None, alder), Joining("child", None, child)], by=caseworker,
        )  # fmt: skip
    first, second = Member.objects.filter(case=case)
    return SimpleNamespace(case=case, alder=first, child=second)
