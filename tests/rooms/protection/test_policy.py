"""The one policy: roles, offices, seals; answers hidden; and that lists say the same as single questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, product
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db.models import Q

from sojourn.accounts.roles import ROLES, Permission
from sojourn.accounts.viewer import NOBODY, Post, Viewer
from sojourn.kernel.ids import new_id
from sojourn.protection.policy import (
    HIDDEN,
    cases_scope,
    mask,
    may,
    may_read_sensitive,
    may_see_case,
    roles_for,
    sensitive_names,
    statistics_scope,
)

BERLIN, TBILISI, ACCRA = new_id(), new_id(), new_id()


@dataclass(frozen=True)
class Case:
    """As much of a case as policy looks at."""

    office_id: UUID = BERLIN
    receiving_office_id: UUID | None = None
    compartment: str = ""


def viewer(*posts: Post) -> Viewer:
    return Viewer(new_id(), "Testperson Alder", "en", posts)


def post(office: UUID, role: str, *held: str, region: frozenset[UUID] = frozenset()) -> Post:
    return Post(office, "x", role, frozenset(held), region)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_cases_of_its_office_if_it_reads_cases_at_all(role: str) -> None:
    reads = Permission.CASE_READ in ROLES[role].permissions
    own, sealed = Case(), Case(compartment="thb")

    assert may_see_case(viewer(post(BERLIN, role)), own) is reads
    assert may_see_case(viewer(post(BERLIN, role)), sealed) is False
    assert may_see_case(viewer(post(BERLIN, role, "thb")), sealed) is reads
    assert may_see_case(viewer(post(TBILISI, role, "thb")), own) is False
    assert may_see_case(viewer(post(TBILISI, role)), Case(receiving_office_id=TBILISI)) is reads
    assert may_see_case(NOBODY, own) is False


def test_a_seal_held_elsewhere_opens_nothing_here() -> None:
    both = viewer(post(BERLIN, "counsellor"), post(TBILISI, "counsellor", "thb"))

    assert not may_see_case(both, Case(compartment="thb"))
    assert may_see_case(both, Case(receiving_office_id=TBILISI, compartment="thb"))


def test_doing_needs_the_permission_where_the_case_is_and_reading_it() -> None:
    here_and_there = viewer(post(BERLIN, "finance"), post(TBILISI, "reviewer"))

    assert may(here_and_there, Permission.DECIDE)
    assert not may(here_and_there, Permission.DECIDE, Case())
    assert may(here_and_there, Permission.DECIDE, Case(office_id=TBILISI))
    assert not may(viewer(post(BERLIN, "administrator")), Permission.USERS_MANAGE, Case())


def test_roles_for_a_case_are_those_of_its_offices() -> None:
    several = viewer(
        post(BERLIN, "counsellor"), post(BERLIN, "administrator"), post(TBILISI, "reviewer"), post(ACCRA, "finance")
    )

    assert roles_for(several, Case()) == {"counsellor"}
    assert roles_for(several, Case(receiving_office_id=TBILISI)) == {"counsellor", "reviewer"}
    assert roles_for(several, Case(compartment="thb")) == frozenset()
    assert roles_for(Viewer.machine("worker", [SimpleNamespace(id=BERLIN, code="ber")]), Case()) == frozenset()


@dataclass
class Table:
    """Rows, and a filter read without a database."""

    rows: list[Case] = field(default_factory=list)

    def matching(self, wanted: Q) -> list[Case]:
        return [row for row in self.rows if self._holds(wanted, row)]

    def _holds(self, wanted: Q | tuple, row: Case) -> bool:
        if isinstance(wanted, tuple):
            name, value = wanted
            if name == "pk__in":
                return False
            if name == "compartment__in":
                return row.compartment in value
            return getattr(row, name) == value
        parts = [self._holds(child, row) for child in wanted.children]
        return any(parts) if wanted.connector == Q.OR else all(parts)


def test_lists_hold_exactly_the_cases_that_may_be_seen() -> None:
    table = Table([
        Case(office, receiving, seal)
        for office, receiving, seal in product((BERLIN, TBILISI), (None, BERLIN, TBILISI), ("", "thb", "kids"))
    ])  # fmt: skip
    posts = [
        post(office, role, *held)
        for office, role, held in product(
            (BERLIN, TBILISI), ("counsellor", "administrator", "me_officer"), ((), ("thb",), ("thb", "kids"))
        )
    ]

    for held in combinations(posts, 2):
        someone = viewer(*held)
        assert table.matching(cases_scope(someone)) == [row for row in table.rows if may_see_case(someone, row)]


def test_figures_reach_down_only_for_the_hub() -> None:
    table = Table([Case(BERLIN), Case(TBILISI), Case(TBILISI, None, "thb"), Case(ACCRA), Case(ACCRA, TBILISI)])
    region = frozenset({BERLIN, TBILISI})

    def seen(role: str, *held: str) -> list[int]:
        found = table.matching(statistics_scope(viewer(post(BERLIN, role, *held, region=region))))
        return [table.rows.index(row) for row in found]

    assert seen("hub_analyst") == [0, 1, 4]
    assert seen("hub_analyst", "thb") == [0, 1, 2, 4]
    assert seen("me_officer") == [0]
    assert seen("counsellor") == []


FORM = SimpleNamespace(
    form=SimpleNamespace(
        walk=lambda: iter(
            [
                SimpleNamespace(name="name", sensitive="identifying"),
                SimpleNamespace(name="pregnant", sensitive="sensitive"),
                SimpleNamespace(name="illness", sensitive="sensitive"),
                SimpleNamespace(name="country", sensitive="ordinary"),
            ]
        )
    )
)
ANSWERS = {
    "name": "Testperson Birch",
    "pregnant": "yes",
    "visit": [{"illness": "a"}, {"country": "DEU"}],
    "g": {"illness": "b"},
}


def test_sensitive_answers_are_hidden_wherever_they_stand() -> None:
    shown = mask(viewer(post(BERLIN, "finance")), FORM, ANSWERS, Case())

    assert sensitive_names(FORM) == {"pregnant", "illness"}
    assert shown == {
        "name": "Testperson Birch",
        "pregnant": HIDDEN,
        "visit": [{"illness": HIDDEN}, {"country": "DEU"}],
        "g": {"illness": HIDDEN},
    }
    assert ANSWERS["pregnant"] == "yes", "the answers themselves are left alone"
    assert not HIDDEN
    assert (str(HIDDEN), repr(HIDDEN)) == ("hidden", "HIDDEN")


def test_a_role_that_reads_sensitive_answers_reads_them_only_where_it_is_posted() -> None:
    counsellor_here = viewer(post(BERLIN, "counsellor"), post(TBILISI, "finance"))

    assert mask(counsellor_here, FORM, ANSWERS, Case()) == ANSWERS
    assert mask(counsellor_here, FORM, ANSWERS, Case(office_id=TBILISI))["pregnant"] is HIDDEN
    assert mask(counsellor_here, FORM, ANSWERS)["pregnant"] is HIDDEN, "without a case the strictest office decides"
    assert may_read_sensitive(viewer(post(BERLIN, "counsellor")), None)
    assert not may_read_sensitive(NOBODY, None)
