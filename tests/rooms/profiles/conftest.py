"""An office with a writer, a second writer and a manager; another office; and the small store."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.rooms.evidence.small_store import small_store

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.profiles.actions import start_profile
from sojourn.protection.scope import seen_by

OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def people(db):
    """Viewers by name."""
    own = add_office(code="own", name="Own", country="DEU", by=OPERATOR)
    other = add_office(code="other", name="Other", country="FRA", by=OPERATOR)
    found = {"office": own, "elsewhere": other}
    for number, (name, role, office) in enumerate(
        (("writer", "me_officer", own), ("second", "me_officer", own), ("manager", "office_manager", own),
         ("stranger", "office_manager", other), ("counsellor", "counsellor", own))
    ):  # fmt: skip
        user = add_user(email=f"p{number}@sojourn.example", name=f"Testperson {name.title()}", by=OPERATOR)
        post_user(user=user, office=office, role=role, by=OPERATOR)
        found[name] = viewer_of(user)
    return SimpleNamespace(**found)


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path / "evidence")


@pytest.fixture
def profile(people):
    with seen_by(people.writer):
        return start_profile(office=people.office, country="DEU", by=people.writer)
