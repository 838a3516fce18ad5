"""People and places for journeys through the pages, in a real browser over real data."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, Page
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases import actions
from sojourn.cases.actions import Joining
from sojourn.cases.models import Case
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars

OPERATOR = Viewer.machine("test", [])
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# axe's own words for what WCAG 2.2 AA asks.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

ALDER = Particulars(family_name="Alder", given_names="Testperson", birth="1985", sex="M", nationalities=("GEO",))
BIRCH = Particulars(family_name="Alder", given_names="Birch", birth="1988-05", sex="F", nationalities=("GEO",))
CEDAR = Particulars(family_name="Alder", given_names="Cedar", birth="2017-05-04", sex="F", nationalities=("GEO",))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey needs a browser and commits to the database."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@dataclass
class House:
    """Two offices, and colleagues made when first asked for."""

    offices: dict[str, Office]
    people: dict[tuple[str, str, str], User] = field(default_factory=dict)

    def colleague(self, role: str, office: str = "berlin", language: str = "en", seals: tuple[str, ...] = ()) -> User:
        """The colleague with this role in this office."""
        key = (role, office, language)
        if key not in self.people:
            number = len(self.people)
            name = f"Testperson {role.replace('_', ' ').title()}"
            user = add_user(email=f"t{number}@sojourn.example", name=name, language=language, by=OPERATOR)
            post_user(user=user, office=self.offices[office], role=role, compartments=seals, by=OPERATOR)
            self.people[key] = user
        return self.people[key]

    def viewer(self, role: str, office: str = "berlin") -> Viewer:
        """The same, as the engine sees them."""
        return viewer_of(self.colleague(role, office))

    def case(self, *members: tuple[str, Particulars]) -> Case:
        """A case of the return programme with these members, opened by a caseworker in Berlin."""
        by = self.viewer("caseworker")
        joining = [Joining(relation, None, person) for relation, person in members or [("principal", ALDER)]]
        with seen_by(by):
            return actions.open_case(
                pack="avrr", office=self.offices["berlin"], receiving_office=self.offices["tbilisi"],
                members=joining, by=by,
            )  # fmt: skip

    def members(self, case: Case) -> list[Any]:
        """The members of a case, in their order."""
        with seen_by(self.viewer("caseworker")):
            return list(case.members.all())


@pytest.fixture
def house(transactional_db: None) -> House:
    """Berlin sends, Tbilisi receives, Paris has nothing to do with it."""
    return House(
        {
            "berlin": add_office(code="berlin", name="Berlin", country="DEU", zone="Europe/Berlin", by=OPERATOR),
            "paris": add_office(code="paris", name="Paris", country="FRA", zone="Europe/Paris", by=OPERATOR),
            "tbilisi": add_office(code="tbilisi", name="Tbilisi", country="GEO", zone="Asia/Tbilisi", by=OPERATOR),
        }
    )


@pytest.fixture
def as_(context: BrowserContext, live_server: Any) -> Callable[[User], Page]:
    """Go on as this colleague: `page = as_(house.colleague("counsellor"))`."""
    pages: list[Page] = []

    def become(user: User) -> Page:
        client = signed_in(Client(), user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.clear_cookies()
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        pages[:] = pages or [context.new_page()]
        return pages[0]

    become.cookies = context.cookies  # type: ignore[attr-defined]
    return become


@pytest.fixture
def picture(tmp_path: Path) -> str:
    """A small photograph."""
    path = tmp_path / "leaf.png"
    Image.new("RGB", (8, 8), "green").save(path)
    return str(path)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock of the whole house, server included: `clock("2026-03-02T10:00+01:00")`."""

    class Told(datetime):
        instant = datetime.now(UTC)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return cls.instant.astimezone(tz)

    monkeypatch.setattr(moment, "datetime", Told)

    def tell(instant: str) -> None:
        Told.instant = datetime.fromisoformat(instant)

    return tell


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture of the page when SOJOURN_SHOTS names a folder; always let axe look at it.

    A serious or critical finding fails the test.
    """

    def see(page: Page, name: str) -> None:
        picture_of(page, name)
        findings = serious(page)
        assert not findings, f"{name}: {json.dumps(findings, indent=1)}"

    return see


def picture_of(page: Page, name: str) -> None:
    """Keep a picture when SOJOURN_SHOTS names a folder."""
    folder = os.environ.get("SOJOURN_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True, caret="initial")


def serious(page: Page) -> list[dict[str, Any]]:
    """What axe finds serious or critical on the page."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        {"rule": one["id"], "impact": one["impact"], "help": one["help"],
         "nodes": [node["html"][:200] for node in one["nodes"]][:4]}
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_page_may_break(context: BrowserContext) -> Iterator[None]:
    """Errors in scripts and answers of 500 fail the journey, as does anything the security policy refuses."""
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    context.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 500 else None)
    yield
    assert not wrong, wrong
