"""The register of every door: pages, routes and commands, with who may knock. A door that isn't here fails a test.

A door turns away whoever holds the permission nowhere. Which cases lie behind it is decided by the query it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

from sojourn.accounts.roles import Permission

Scope = Literal["case", "office", "none"]
View = TypeVar("View", bound=Any)


@dataclass(frozen=True)
class Door:
    """Who may knock: everybody (`public`), whoever is signed in, whoever holds `permission` somewhere, or the
    operator of the machine (`operator`, for commands). `scope` says what lies behind it."""

    name: str
    permission: Permission | None = None
    public: bool = False
    signed_in: bool = False
    operator: bool = False
    scope: Scope = "none"

    def __post_init__(self) -> None:
        if sum((self.permission is not None, self.public, self.signed_in, self.operator)) != 1:
            raise ValueError(f"door {self.name}: say one of permission, public, signed_in, operator")
        if self.scope == "case" and self.permission is None:
            raise ValueError(f"door {self.name}: a door to cases needs a permission")


DOORS: dict[str, Door] = {}


def door(name: str, **words: Any) -> Callable[[View], View]:
    """Register a view under `name`, and guard it. Words: those of Door.

    It turns away anonymous visitors to the sign-in page. Who lacks the permission gets 404 where cases lie behind,
    as if nothing were there, and 403 elsewhere. Raises ValueError when the name is taken or the words contradict.
    """
    made = adopt(Door(name, **words))

    def mark(view: View) -> View:
        marked = view if made.public else _guarded(view, made)
        marked.door = made
        return marked  # type: ignore[no-any-return]

    return mark


def adopt(made: Door) -> Door:
    """Register a door, also one whose view we didn't write; raise ValueError when the name means another already."""
    if DOORS.setdefault(made.name, made) != made:
        raise ValueError(f"door {made.name} is registered twice, differently")
    return made


def door_of(thing: Any) -> Door | None:
    """The door of a view, or None."""
    found = getattr(thing, "door", None)
    return found if isinstance(found, Door) else None


def _guarded(view: Any, made: Door) -> Any:
    @wraps(view)
    def knock(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.user_id is None:
            return _to_sign_in(request)
        if made.permission is not None and not viewer.may(made.permission):
            raise Http404 if made.scope == "case" else PermissionDenied
        return view(request, *args, **kwargs)

    return knock


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    where = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': where})}")
