"""The pages of tracing: a request is written down, a candidate verified from both sides, nothing told too early."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases.actions import Joining, open_case
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars
from sojourn.tracing.actions import compare_requests

OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def apart(db):
    """A mother's case in the north, her child's in the south; colleagues of both offices."""
    offices, clients, cases = {}, {}, {}
    people = {
        "north": Particulars(family_name="Maplewood", given_names="Testmother", birth="1986", sex="F"),
        "south": Particulars(family_name="Maplewood", given_names="Testkid", birth="2014-05", sex="M"),
    }
    for code, country in (("north", "XAN"), ("south", "XAS")):
        offices[code] = add_office(code=code, name=f"Office {code}", country=country, by=OPERATOR)
        for role in ("caseworker", "protection_officer", "finance"):
            user = add_user(email=f"{role}@{code}.example", name=f"Testperson {role}", by=OPERATOR)
            post_user(user=user, office=offices[code], role=role, by=OPERATOR)
            clients[code, role] = signed_in(Client(), user)
            if role == "caseworker":
                by = viewer_of(user)
                with seen_by(by):
                    joining = [Joining("principal", None, people[code])]
                    case = open_case(pack="avrr", office=offices[code], members=joining, by=by)
                    cases[code] = (case, case.members.get())

    def compare():
        with seen_by(Viewer.machine("tracing", offices.values(), ["thb"])):
            return compare_requests()

    return SimpleNamespace(clients=clients, cases=cases, compare=compare)


def at(apart, code, role="caseworker"):
    """A client and the address of the case's tracing."""
    return apart.clients[code, role], reverse("web:case-tracing", args=[apart.cases[code][0].pk])


def agree(apart, code, decision="yes"):
    client, url = at(apart, code)
    for purpose in ("tracing", "tracing_contact"):
        words = {"member": apart.cases[code][1].pk, "purpose": purpose, "decision": decision}
        assert client.post(f"{url}consent/", words).status_code == 302


def seek(apart):
    """The mother's caseworker writes down whom she looks for."""
    client, url = at(apart, "north")
    return client.post(f"{url}new/", {
        "member": apart.cases["north"][1].pk, "relation": "child", "given_names": "Testkid", "family_name": "Maplewood",
        "birth_year": "2014", "sex": "M", "last_seen_on": "2024-05", "circumstances": "At the crossing",
    }, follow=True)  # fmt: skip


def candidate(apart, code, role="caseworker"):
    client, url = at(apart, code, role)
    pairs = client.get(url).context["pairs"]
    return pairs[0]["url"] if pairs else None


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_from_a_request_to_a_confirmed_candidate(apart):
    agree(apart, "north")
    agree(apart, "south")
    assert "candidates are looked for" in said(seek(apart))
    apart.compare()
    north, south = candidate(apart, "north"), candidate(apart, "south")
    mine, yours = apart.clients["north", "caseworker"], apart.clients["south", "caseworker"]
    mine.post(f"{north}step/", {"do": "take_up"})
    for question in ("Who walked with you?", "What was the dog called?"):
        mine.post(f"{north}ask/", {"kind": "question", "question": question})
    for client, url, role in ((mine, north, "seeker"), (yours, south, "sought")):
        for proof in client.get(url).context["proofs"]:
            client.post(f"{url}answer/", {"proof": proof["row"].pk, "role": role, "answer": "The same"})
    for proof in mine.get(north).context["proofs"]:
        mine.post(f"{north}judge/", {"proof": proof["row"].pk, "outcome": "yes"})
    before = yours.get(south).content.decode()
    apart.clients["north", "protection_officer"].post(f"{north}step/", {"do": "confirm", "reason": "Both knew"})
    after = yours.get(south).content.decode()

    assert "Office north" not in before
    assert "Maplewood" not in before.replace("Testkid Maplewood", "")
    assert "in the care of Office north (XAN)" in after


def test_nobody_is_sought_for_whom_nobody_has_agreed(apart):
    answer = seek(apart)

    assert answer.status_code == 422
    assert "has not agreed to tracing" in answer.content.decode()


def test_a_missing_name_and_a_wrong_date_are_said_and_what_was_typed_stays(apart):
    agree(apart, "north")
    client, url = at(apart, "north")
    answer = client.post(f"{url}new/", {
        "member": apart.cases["north"][1].pk, "relation": "child", "last_seen_on": "spring", "origin": "Testville",
    })  # fmt: skip
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Write at least one name" in page
    assert "“spring” is no date" in page
    assert 'value="Testville"' in page


def test_a_request_can_be_corrected_and_closed(apart):
    agree(apart, "north")
    seek(apart)
    client, url = at(apart, "north")
    address = client.get(url).context["requests"][0]["url"]
    page = client.get(address).content.decode()
    assert "At the crossing" in page

    client.post(address, {"relation": "child", "given_names": "Testkid", "family_name": "Maplewood", "marks": "A scar"})
    assert "A scar" in client.get(address).content.decode()
    client.post(f"{address}follow/", {"status": "closed", "reason": "found"})
    assert client.get(url).context["requests"][0]["open"] is False


def test_taking_the_consent_back_takes_the_candidate_away(apart):
    agree(apart, "north")
    agree(apart, "south")
    seek(apart)
    apart.compare()
    north = candidate(apart, "north")
    agree(apart, "south", "no")

    assert candidate(apart, "north") is None
    assert apart.clients["north", "caseworker"].get(north).status_code == 404


def test_another_case_or_office_finds_nothing_at_the_address(apart):
    agree(apart, "north")
    agree(apart, "south")
    seek(apart)
    apart.compare()
    client, url = at(apart, "north")
    address = client.get(url).context["requests"][0]["url"]
    stranger = apart.clients["south", "caseworker"]
    crossed = candidate(apart, "north").replace(str(apart.cases["north"][0].pk), str(apart.cases["south"][0].pk))

    assert [stranger.get(one).status_code for one in (url, address, candidate(apart, "north"))] == [404] * 3
    assert stranger.get(crossed).status_code == 200, "the child's own side of the same candidate"
    assert (
        stranger.get(address.replace(str(apart.cases["north"][0].pk), str(apart.cases["south"][0].pk))).status_code
        == 404
    )


def test_who_may_not_trace_has_no_such_part_of_the_case(apart):
    client, url = at(apart, "north", "finance")

    assert client.get(url).status_code in (403, 404)
    assert (
        "Family tracing" not in client.get(reverse("web:show-case", args=[apart.cases["north"][0].pk])).content.decode()
    )
