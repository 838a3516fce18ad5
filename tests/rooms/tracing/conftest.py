"""A mother in one office and her child in another, each in a case of their own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases.actions import Joining, give_consent, open_case
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars
from sojourn.tracing.actions import Described, compare_requests, open_request
from sojourn.tracing.models import CONTACT, PURPOSE

OPERATOR = Viewer.machine("test", [])
SEAL = "thb"


@pytest.fixture
def world(db):
    """`seek` lets the mother seek her child; `person` opens a case for somebody in an office."""
    offices = {
        code: add_office(code=code, name=f"Office {code}", country=country, by=OPERATOR)
        for code, country in (("north", "XAN"), ("south", "XAS"), ("east", "XAE"))
    }
    users = {}

    def viewer(code, role="caseworker", sealed=False):
        key = (code, role, sealed)
        if key not in users:
            users[key] = add_user(email=f"t{len(users)}@sojourn.example", name=f"Testperson {len(users)}", by=OPERATOR)
            held = [SEAL] if sealed else []
            post_user(user=users[key], office=offices[code], role=role, compartments=held, by=OPERATOR)
        return viewer_of(users[key])

    def person(code, given, family, birth, sex, *, pack="avrr", consents=(PURPOSE,)):
        by = viewer(code, "protection_officer", sealed=pack != "avrr")
        said = Particulars(family_name=family, given_names=given, birth=birth, sex=sex)
        with seen_by(by):
            case = open_case(pack=pack, office=offices[code], members=[Joining("principal", None, said)], by=by)
            member = case.members.select_related("case", "subject").get()
            for purpose in consents:
                give_consent(member=member, purpose=purpose, by=by)
        return member

    def seek(member, relation="child", code="north", *, sealed=False, risk=False, **said):
        by = viewer(code, "protection_officer" if sealed else "caseworker", sealed)
        described = Described(**({"given": "Testkid", "family": "Maplewood", "birth": "2014", "sex": "M"} | said))
        with seen_by(by):
            return open_request(member=member, relation=relation, described=described, risk=risk, by=by)

    def compare():
        machine = Viewer.machine("tracing", offices.values(), [SEAL])
        with seen_by(machine):
            return compare_requests()

    return SimpleNamespace(
        offices=offices, viewer=viewer, person=person, seek=seek, compare=compare, both=(PURPOSE, CONTACT)
    )


@pytest.fixture
def mother(world):
    """The mother, in the north; she agreed to everything."""
    return world.person("north", "Testmother", "Maplewood", "1986", "F", consents=world.both)


@pytest.fixture
def child(world):
    """Her child, in the south; he agreed to everything."""
    return world.person("south", "Testkid", "Maplewood", "2014-05", "M", consents=world.both)
