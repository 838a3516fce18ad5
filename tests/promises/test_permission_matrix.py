"""The permission matrix: every door there is, knocked at by every role, from inside and outside office and seal.

The doors come from the code itself (addresses and commands); what should happen comes from the policy; what does happen
comes from a real request. Whoever may not see a case gets, for its address, to the letter what an address that never
existed gives. A new page without a door, or with a word in its address that this test can't fill in, fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in
from tests.promises.house import House, Place, build, words_of

from sojourn.accounts.roles import ROLES, Permission
from sojourn.accounts.viewer import NOBODY, Viewer, viewer_of
from sojourn.audit.models import Head
from sojourn.config.command import sojourn
from sojourn.config.doors import Address, commands, pages
from sojourn.kernel.ids import new_id
from sojourn.protection import policy
from sojourn.protection.foreign_doors import FOREIGN_DOORS
from sojourn.protection.operator_doors import OPERATOR_DOORS
from sojourn.protection.page import permissions_page
from sojourn.protection.scope import whole_chain

MANUAL = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
EVERYWHERE = [
    Place(role, office, sealed) for role, office, sealed in product(ROLES, ("own", "co", "other"), (False, True))
]
TELLING = [
    Place("counsellor"),
    Place("counsellor", sealed=True),
    Place("counsellor", "co"),
    Place("counsellor", "other", sealed=True),
    Place("reviewer", sealed=True),
    Place("finance"),
    Place("office_manager", "co", sealed=True),
    Place("me_officer", sealed=True),
    Place("hub_analyst", "hub", sealed=True),
    Place("administrator", sealed=True),
    Place("data_protection_officer", sealed=True),
]
METHODS = ("get", "post")
# What differs from answer to answer without telling anything.
VARYING = re.compile(r'(csrfmiddlewaretoken" value|"X-CSRFToken": |nonce)[=:]? ?"[^"]*"')
# Who is signed in has their name and language on the page.
HEADERS_APART = {"Set-Cookie", "Content-Security-Policy"}


@pytest.fixture
def house(db: None) -> House:
    return build("open", "sealed")


def our_pages() -> list[Address]:
    """The pages with a guard of ours; those of the sign-in library and public ones have no case behind them."""
    return [page for page in pages() if page.door and page.name not in FOREIGN_DOORS and not page.door.public]


def test_every_page_has_a_door() -> None:
    assert [page.where for page in pages() if page.door is None] == []


def test_every_command_has_a_door_and_every_listed_command_is_there() -> None:
    found = commands(sojourn)

    assert [command.where for command in found if command.door is None] == []
    assert set(OPERATOR_DOORS) == {command.where for command in found}


def test_a_page_with_cases_behind_it_asks_for_a_right_over_cases() -> None:
    readers = {code for code, role in ROLES.items() if Permission.CASE_READ in role.permissions}

    for page in our_pages():
        assert page.door
        if "case_id" in page.parts or page.door.scope == "case":
            holders = {code for code, role in ROLES.items() if page.door.permission in role.permissions}
            assert holders <= readers, f"{page.where}: {holders - readers} read no case"
            assert page.door.scope == "case", page.where


def test_the_manual_says_what_the_code_does() -> None:
    written = permissions_page(
        [(page.where, page.door) for page in pages() if page.door],
        [(one.where, one.door) for one in commands(sojourn) if one.door],
    )

    assert MANUAL.read_text() == written, "write it anew:  sojourn permissions > docs/reference/permissions.md"


def test_every_word_in_an_address_can_be_filled_in(house: House) -> None:
    known = set(words_of(house, "open"))

    assert {page.where: page.parts - known for page in our_pages() if page.parts - known} == {}


def test_doors_open_and_close_as_the_policy_says(house: House, client: Client) -> None:
    assert faults(house, TELLING) == []


@pytest.mark.nightly
def test_doors_open_and_close_as_the_policy_says_for_everybody_everywhere(house: House) -> None:
    assert faults(house, EVERYWHERE) == []


def faults(house: House, places: Iterable[Place]) -> list[str]:
    """Knock at every door from every place, and from outside; say what was not as it should be."""
    found = []
    for place in [None, *places]:
        client, viewer = Client(raise_request_exception=True), NOBODY
        if place is not None:
            user = house.somebody(place)
            client, viewer = signed_in(client, user), viewer_of(user)
        for page, case, method in knocks():
            why = fault_at(house, client, viewer, page, case, method)
            if why:
                found.append(f"{method.upper()} {page.where} ({case} case) as {place or 'a stranger'}: {why}")
    return found


def knocks() -> Iterator[tuple[Address, str, str]]:
    for page in our_pages():
        for case, method in product(("open", "sealed") if page.parts else ("open",), METHODS):
            yield page, case, method


def fault_at(house: House, client: Client, viewer: Viewer, page: Address, case: str, method: str) -> str:
    """What is wrong with the answer, or nothing."""
    words = {part: words_of(house, case)[part] for part in page.parts}
    before = events()
    answer = ask(client, page, words, method)
    wanted = expected(viewer, page, house.cases[case])
    if wanted == "sign in":
        return "" if leads_to_sign_in(answer) else f"a stranger gets {answer.status_code}"
    if wanted == "in":
        shut = answer.status_code in (403, 404) or answer.status_code >= 500 or leads_to_sign_in(answer)
        return f"should be let in, gets {answer.status_code}" if shut else ""
    if events() != before:
        return "left an event although it should be turned away"
    if wanted == "refused":
        return "" if answer.status_code in (302, 403, 404, 405, 409, 422) else f"gets {answer.status_code}"
    absent = ask(client, page, {part: absent_twin(value) for part, value in words.items()}, method)
    return difference(answer, absent, [*words.values()])


def expected(viewer: Viewer, page: Address, case: Any) -> str:
    """in | sign in | refused (sees the case, or a page, but has no right) | absent (not to be told from nothing)."""
    door = page.door
    assert door
    if viewer.user_id is None:
        return "sign in"
    if door.permission is None:
        return "in"
    if page.parts and door.scope == "case":
        if not policy.may_see_case(viewer, case):
            return "absent"
        return "in" if policy.may(viewer, door.permission, case) else "refused"
    return "in" if viewer.may(door.permission) else "refused"


def ask(client: Client, page: Address, words: dict[str, Any], method: str) -> HttpResponse:
    """One request, taken back afterwards."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(reverse(page.name, kwargs=words))
        if answer.streaming:
            answer.content = b"".join(answer)
        transaction.set_rollback(True)
    return answer


def absent_twin(value: Any) -> Any:
    """A word of the same kind that stands for nothing."""
    return value if isinstance(value, str) else new_id()


def difference(answer: HttpResponse, absent: HttpResponse, ids: list[Any]) -> str:
    """How an answer about something hidden differs from one about nothing; empty when it doesn't."""
    if answer.status_code == 405 and absent.status_code == 405:
        return ""
    if answer.status_code != 404:
        return f"should be as if absent, gets {answer.status_code}"
    if plain(answer) != plain(absent):
        return "the answer about a hidden case reads differently from one about none"
    if headers(answer) != headers(absent):
        return f"headers differ: {headers(answer)} and {headers(absent)}"
    if any(str(one) in answer.content.decode() for one in ids if len(str(one)) == 36):
        return "the answer names the id"
    return ""


def plain(answer: HttpResponse) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", VARYING.sub("", answer.content.decode()))


def headers(answer: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in HEADERS_APART}


def leads_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login"))


def events() -> int:
    with whole_chain():
        head = Head.objects.first()
    return head.seq if head else 0
