"""No page of a case shows a sensitive answer to a role that may not read one; whoever reads one leaves a trace."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in
from tests.promises.answers import read
from tests.promises.house import WRITER, House, Place, build, words_of

from sojourn.accounts.viewer import viewer_of
from sojourn.audit.models import Event
from sojourn.cases.models import Entry
from sojourn.config.doors import Address, pages
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by, whole_chain

SECRET, PLAIN = "zebra-crossing-7391", "yellow-umbrella-4488"
FORM = "counselling_session"

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """The open case, with an entry that holds one sensitive and one ordinary text."""
    house = build("open")
    case, writer = house.cases["open"], house.somebody(WRITER)
    with seen_by(viewer_of(writer)):
        entry = Entry.objects.create(
            case=case, form=FORM, form_version="1", pack_version=case.pack_version, at=moment.now(), by=writer.pk,
            answers={"pressure_notes": SECRET, "pressure": ["family"], "location": PLAIN},
        )  # fmt: skip
    house.rows["open"]["entry"] = entry
    return house


def case_pages() -> list[Address]:
    return [page for page in pages() if page.door and page.door.scope == "case"]


def texts(house: House, place: Place) -> dict[str, str]:
    """What this person reads on every page of the case that answers to a plain request."""
    client = signed_in(Client(), house.somebody(place))
    words = {**words_of(house, "open"), "form": FORM}
    found = {}
    for page in case_pages():
        answer = read(client.get(reverse(page.name, kwargs={part: words[part] for part in page.parts})))
        if answer.status == 200:
            found[page.where] = answer.text
    return found


@pytest.mark.parametrize("role", ["finance", "operations", "office_manager"])
def test_roles_that_read_no_sensitive_answer_find_none_on_any_page(house: House, role: str) -> None:
    read_by_them = texts(house, Place(role))

    assert len(read_by_them) > 5
    assert [where for where, text in read_by_them.items() if SECRET in text] == []
    assert traces() == []


def test_roles_that_read_sensitive_answers_find_it_and_leave_a_trace(house: House) -> None:
    read_by_them = texts(house, Place("counsellor"))

    assert [where for where, text in read_by_them.items() if SECRET in text]
    assert any("pressure_notes" in detail for detail in traces())
    assert not any(SECRET in detail for detail in traces())


def traces() -> list[str]:
    with whole_chain():
        return list(Event.objects.filter(action="read.sensitive").values_list("detail", flat=True))
