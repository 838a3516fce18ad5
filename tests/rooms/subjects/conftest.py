"""Two offices with people in the open and one behind a seal, and those who look at them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.kernel import ids
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import open_person
from sojourn.subjects.particulars import Particulars

SEAL = "thb"


def looking(role, *posts):
    """Somebody with one role in some offices; a post is an office, or a pair of office and seal."""
    pairs = [post if isinstance(post, tuple) else (post, ()) for post in posts]
    held = tuple(Post(office.pk, office.code, role, frozenset(seals)) for office, seals in pairs)
    return Viewer(ids.new_id(), f"Testperson {role}", "en", held)


@pytest.fixture
def offices(db):
    def made(code, country):
        return Office.objects.create(code=code, name=code.title(), country=country, zone="Europe/Berlin")

    return SimpleNamespace(north=made("north", "DEU"), south=made("south", "GEO"))


@pytest.fixture
def town(offices):
    """Four open people in the north, two in the south, and one that only the north's sealed cases know."""
    machine = Viewer.machine("test", [offices.north, offices.south], [SEAL])
    names = {"alder": offices.north, "birch": offices.north, "cedar": offices.north, "dogwood": offices.north,
             "elm": offices.south, "fir": offices.south, "gorse": offices.north}  # fmt: skip
    with seen_by(machine):
        people = {
            name: open_person(
                office=office,
                by=machine,
                compartment=SEAL if name == "gorse" else "",
                particulars=Particulars(family_name=name.title(), given_names="Testperson", phone="+49 30 1"),
            )
            for name, office in names.items()
        }
    viewers = {
        "north": looking("caseworker", offices.north),
        "south": looking("caseworker", offices.south),
        "officer": looking("protection_officer", (offices.north, (SEAL,))),
        "both": looking("office_manager", offices.north, offices.south),
        "all": machine,
    }
    return SimpleNamespace(people=people, viewers=viewers, machine=machine, offices=offices)
