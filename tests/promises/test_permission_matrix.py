"""The permission matrix: every door there is, knocked at by every role, from inside and outside office and seal.

The doors come from the code itself (addresses and commands); what should happen comes from the policy; what does happen
comes from a real request. Whoever may not see a case gets, for its address, to the letter what an address that never
existed gives. A new page without a door, or with a word in its address that this test can't fill in, fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in
from tests.promises.answers import Answer, read
from tests.promises.house import WRITER, House, Place, build, words_of

from sojourn.accounts.roles import ROLES, Permission
from sojourn.accounts.viewer import Viewer, viewer_of
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
# Few enough for every run, and each another way to be inside or outside; at night everybody knocks from everywhere.
TELLING = [
    Place("counsellor"),
    Place("counsellor", "other", sealed=True),
    Place("finance", "co", sealed=True),
    Place("hub_analyst", "hub"),
]
WAYS_IN: list[tuple[Address, str]] = []
CROSSED = "crossed"
METHODS = ("get", "post")
# Doors that say "not there" to whoever may enter, since what they ask for isn't there: each with its reason.
NOTHING_BEHIND = {
    "web:decide-approval": "no programme here asks for approvals",
    "web:answer-handover": "no hand-over waits",
    "web:new-case": "a case of no programme",
    "web:trace-consent": "a member who was not named",
    "web:trace-new": "a member who was not named",
    "web:trace-step": "a step that was not named",
    "web:trace-answer": "a question that was not named",
    "web:trace-judge": "a question that was not named",
    "web:report-key": "an office that was not named",
    "web:report-ask": "a template that was not named",
    "web:report-signed": "nothing is signed yet",
    "web:report-table": "nothing is published yet",
    "web:report-table-csv": "nothing is published yet",
    "web:profile-text": "no profile was begun",
    "web:gap-register": "no profile was begun",
    "web:gap-register-file": "no profile was begun",
    "web:data-requests": "no profile was begun",
    "web:data-request": "no profile was begun",
    "web:data-request-workbook": "no profile was begun",
    "web:editions": "no profile was begun",
    "web:compare-editions": "no profile was begun",
}


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
        if (names_a_row(page) and not about_figures(page)) or page.door.scope == "case":
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


@pytest.mark.parametrize("place", TELLING, ids=lambda place: f"{place.role}-{place.office}")
def test_doors_open_and_close_as_the_policy_says(house: House, place: Place) -> None:
    assert faults(house, [place]) == []


def test_strangers_are_led_to_sign_in(house: House) -> None:
    assert [why for page, method in product(our_pages(), METHODS) for why in strangers_fault(house, page, method)] == []


@pytest.mark.nightly
def test_doors_open_and_close_as_the_policy_says_for_everybody_everywhere(house: House) -> None:
    assert faults(house, EVERYWHERE) == []


def faults(house: House, places: Iterable[Place]) -> list[str]:
    """Knock at every door from every place; say what was not as it should be."""
    found: list[str] = []
    ways = ways_in(house)
    for place in places:
        person = person_at(house, place)
        for page, method in ways:
            for case in _variants(page):
                why = fault_at(house, person, page, case, method)
                if why:
                    found.append(f"{method.upper()} {page.where} ({case} case) as {place}: {why}")
    return found


def ways_in(house: House) -> list[tuple[Address, str]]:
    """Each page with each method that it doesn't turn down as unknown once somebody is inside; the same every time."""
    if not WAYS_IN:
        WAYS_IN.extend(_ways_in(house))
    return WAYS_IN


def _ways_in(house: House) -> list[tuple[Address, str]]:
    insider = person_at(house, WRITER)
    every = product(our_pages(), METHODS)
    return [
        (page, way)
        for page, way in every
        if ask(insider.client, page, words_for(house, page, "open"), way).status != 405
    ]


def person_at(house: House, place: Place) -> Person:
    """Whoever stands there, signed in."""
    user = house.somebody(place)
    return Person(signed_in(Client(raise_request_exception=False), user), viewer_of(user))


@dataclass
class Person:
    """Somebody signed in, and what they were answered about things that aren't there."""

    client: Client
    viewer: Viewer
    told: dict[tuple[Any, ...], Answer] = field(default_factory=dict)

    def about_nothing(self, page: Address, words: dict[str, Any], case: str, method: str) -> Answer:
        """The answer to the same question about something that never was."""
        said = tuple(sorted(value for value in words.values() if isinstance(value, str)))
        key = (page.where, method, case == CROSSED, said)
        if key not in self.told:
            self.told[key] = ask(self.client, page, absent_words(words, case), method)
        return self.told[key]


def strangers_fault(house: House, page: Address, method: str) -> list[str]:
    """Whoever isn't signed in is led to sign in, whatever the door."""
    assert page.door
    answer = ask(Client(raise_request_exception=False), page, words_for(house, page, "open"), method)
    return [] if leads_to_sign_in(answer) else [f"{method.upper()} {page.where} as a stranger: gets {answer.status}"]


def _variants(page: Address) -> list[str]:
    """Words to knock with: of the open case, of the sealed one, and the open case's with the rows of the sealed one."""
    if about_figures(page):
        return ["open"]
    rows = [part for part in page.parts if part.endswith("_id")]
    return ["open", *(["sealed"] if page.parts else []), *([CROSSED] if len(rows) > 1 else [])]


def words_for(house: House, page: Address, case: str) -> dict[str, Any]:
    """What stands for the words of the address."""
    if case != CROSSED:
        return {part: words_of(house, case)[part] for part in page.parts}
    ours, theirs = words_of(house, "open"), words_of(house, "sealed")
    return {part: theirs[part] if part.endswith("_id") and part != "case_id" else ours[part] for part in page.parts}


def fault_at(house: House, person: Person, page: Address, case: str, method: str) -> str:
    """What is wrong with the answer, or nothing."""
    words = words_for(house, page, case)
    answer = ask(person.client, page, words, method)
    if answer.status >= 500:
        return f"breaks: {answer.error}"
    wanted = expected(person.viewer, page, target(house, page, case))
    if wanted == "in" and case == CROSSED:
        wanted = "absent"
    if wanted == "in":
        empty = answer.status == 404 and page.name in NOTHING_BEHIND
        shut = (not empty and answer.status in (403, 404)) or leads_to_sign_in(answer)
        return f"should be let in, gets {answer.status}" if shut else ""
    if answer.events:
        return "left an event although it should be turned away"
    if wanted == "refused":
        return "" if answer.status in (302, 403, 404, 405, 409, 422) else f"gets {answer.status}"
    return difference(answer, person.about_nothing(page, words, case, method))


def expected(viewer: Viewer, page: Address, case: Any) -> str:
    """in | refused (sees the case, or a page, but has no right) | absent (not to be told from nothing)."""
    door = page.door
    assert door
    if door.permission is None:
        return "in"
    if about_figures(page):
        return expected_of_figures(viewer, page, case)
    if names_a_row(page):
        if not policy.may_see_case(viewer, case):
            return "absent"
        return "in" if policy.may(viewer, door.permission, case) else "refused"
    posts = viewer.posts_with(door.permission)
    if "pack" in page.parts:
        posts = tuple(post for post in posts if not case.compartment or case.compartment in post.compartments)
    return "in" if posts else "refused"


def expected_of_figures(viewer: Viewer, page: Address, case: Any) -> str:
    """What offices are asked is there for those who give for the office, and for those who ask in the hub's name."""
    assert page.door
    assert page.door.permission
    if not viewer.may(page.door.permission):
        return "refused"
    gives = any(viewer.may(Permission.REPORT_FILL, office) for office in case.offices)
    asks = viewer.may(Permission.REPORT_ASK, case.hub)
    if not gives and not asks:
        return "absent"
    return "in" if viewer.may(page.door.permission, None) else "refused"


def about_figures(page: Address) -> bool:
    """Whether the address is that of a round of figures or of one office's part in it."""
    return bool(page.parts & {"round_id", "part_id"})


def target(house: House, page: Address, case: str) -> Any:
    """What the address is about, as policy looks at it: the case, or a referral, which two other offices share."""
    if about_figures(page):
        offices = {"round_id": ("own", "co"), "part_id": ("own",)}[min(page.parts)]
        ids = [house.offices[code].pk for code in offices]
        return SimpleNamespace(offices=ids, hub=house.offices["hub"].pk)
    if "referral_id" in page.parts:
        row = house.rows[case]["referral"]
        offices = {"office_id": row.office_id, "receiving_office_id": row.to_office_id}
        return SimpleNamespace(**offices, compartment=row.compartment)
    return house.cases["open" if case == CROSSED else case]


def names_a_row(page: Address) -> bool:
    """Whether the address is that of one case, person, referral and so on."""
    return any(part.endswith("_id") for part in page.parts)


def ask(client: Client, page: Address, words: dict[str, Any], method: str) -> Answer:
    """One request, taken back afterwards."""
    # A message left over from the page before would be shown on the next one, whatever that is.
    client.cookies.pop("messages", None)
    with transaction.atomic():
        before = events()
        answer = read(getattr(client, method)(reverse(page.name, kwargs=words)))
        answer = replace(answer, events=events() - before)
        transaction.set_rollback(True)
    return answer


def absent_words(words: dict[str, Any], case: str) -> dict[str, Any]:
    """The same words with ids that stand for nothing; a crossed address keeps its case, which is there."""
    kept = {"case_id"} if case == CROSSED else set()
    return {part: value if part in kept or isinstance(value, str) else new_id() for part, value in words.items()}


def difference(answer: Answer, absent: Answer) -> str:
    """How an answer about something hidden differs from one about nothing; empty when it doesn't."""
    if answer.status == 405 and absent.status == 405:
        return ""
    if answer.status != 404:
        return f"should be as if absent, gets {answer.status}"
    if answer.text != absent.text:
        return "the answer about a hidden case reads differently from one about none"
    if answer.headers != absent.headers:
        return f"headers differ: {answer.headers} and {absent.headers}"
    return ""


def leads_to_sign_in(answer: Answer) -> bool:
    return answer.status == 302 and answer.headers.get("Location", "").startswith(reverse("account_login"))


def events() -> int:
    """How many events the trail has, by the number of its head."""
    with whole_chain():
        return Head.objects.values_list("seq", flat=True).first() or 0
