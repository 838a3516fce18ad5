"""Doors: who is let in, who is turned away and how, and that each is registered once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import NOBODY, Post, Viewer
from sojourn.kernel.ids import new_id
from sojourn.protection import doors
from sojourn.protection.doors import Door, adopt, door, door_of


@pytest.fixture(autouse=True)
def _register_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "DOORS", {})


def somebody(role: str) -> Viewer:
    return Viewer(new_id(), "Testperson Alder", "en", (Post(new_id(), "ber", role),))


def knock(view, viewer: Viewer, method: str = "get", path: str = "/cases/7/?tab=forms") -> HttpResponse:
    request = getattr(RequestFactory(), method)(path)
    request.viewer = viewer
    return view(request, number="7")


def show(request, number: str) -> HttpResponse:
    return HttpResponse(number)


def test_whoever_holds_the_permission_is_let_in() -> None:
    view = door("case.show", permission=Permission.CASE_READ, scope="case")(show)

    assert knock(view, somebody("counsellor")).content == b"7"
    assert door_of(view) == Door("case.show", permission=Permission.CASE_READ, scope="case")
    assert view.__name__ == "show"


def test_anonymous_visitors_are_led_to_sign_in_and_back() -> None:
    view = door("case.show", permission=Permission.CASE_READ, scope="case")(show)

    assert knock(view, NOBODY).headers["Location"] == "/account/login/?next=%2Fcases%2F7%2F%3Ftab%3Dforms"
    assert knock(view, NOBODY, "post").headers["Location"] == "/account/login/?next=%2F"


def test_without_the_permission_a_case_is_not_there_and_a_page_is_forbidden() -> None:
    case = door("case.show", permission=Permission.CASE_READ, scope="case")(show)
    users = door("users", permission=Permission.USERS_MANAGE, scope="office")(show)

    with pytest.raises(Http404):
        knock(case, somebody("administrator"))
    with pytest.raises(PermissionDenied):
        knock(users, somebody("counsellor"))


def test_signed_in_is_enough_where_it_says_so() -> None:
    view = door("own.language", signed_in=True)(show)

    assert knock(view, somebody("administrator")).status_code == 200
    assert knock(view, NOBODY).status_code == 302


def test_public_doors_are_left_as_they_are() -> None:
    assert door("help", public=True)(show) is show


def test_what_has_no_door_has_none() -> None:
    assert door_of(lambda request: None) is None
    assert door_of(SimpleNamespace(door="a word")) is None


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"public": True, "signed_in": True},
        {"permission": Permission.CASE_READ, "public": True},
        {"public": True, "scope": "case"},
    ],
)
def test_a_door_says_exactly_one_thing(words: dict) -> None:
    with pytest.raises(ValueError, match="door x"):
        door("x", **words)


def test_a_name_is_given_once() -> None:
    adopt(Door("x", public=True))
    adopt(Door("x", public=True))

    with pytest.raises(ValueError, match="twice"):
        adopt(Door("x", signed_in=True))
