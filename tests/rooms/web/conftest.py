"""A house with a family in it, and a client that is signed in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases.actions import Joining, open_case
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars

OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def berlin(db):
    """An office, its colleagues by role, and a family's case; `berlin.client("finance")` is somebody signed in."""
    office = add_office(code="berlin", name="Berlin", country="DEU", zone="Europe/Berlin", by=OPERATOR)
    users = {}

    def colleague(role):
        if role not in users:
            users[role] = add_user(email=f"{role}@sojourn.example", name=f"Testperson {role}", by=OPERATOR)
            post_user(user=users[role], office=office, role=role, by=OPERATOR)
        return users[role]

    by = viewer_of(colleague("caseworker"))
    alder = Particulars(family_name="Alder", given_names="Testperson", birth="1985", sex="M", nationalities=("GEO",))
    cedar = Particulars(family_name="Alder", given_names="Cedar", birth="2017-05-04", sex="F")
    with seen_by(by):
        members = [Joining("principal", None, alder), Joining("child", None, cedar)]
        case = open_case(pack="avrr", office=office, members=members, by=by)
        members = list(case.members.all())
    return SimpleNamespace(
        office=office,
        case=case,
        members=members,
        by=by,
        colleague=colleague,
        client=lambda role: signed_in(Client(), colleague(role)),
    )
