"""Tells the database who is looking, for as long as a block lasts; outside such a block nothing is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import DatabaseError, connection

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Post, Viewer

_NOTHING = dict.fromkeys(("viewer", "offices", "compartments", "statistics", "audit"), "")
_present: ContextVar[dict[str, str]] = ContextVar("present_scope", default=_NOTHING)


@contextmanager
def seen_by(viewer: Viewer) -> Iterator[None]:
    """Let queries inside the block see what `viewer` may see, and put back what was before, come what may.

    A block inside a block replaces it: rights never add up.
    """
    with _session(_scope_of(viewer)):
        yield


@contextmanager
def whole_chain() -> Iterator[None]:
    """Let queries inside the block read every audit event, and no case: for checking and anchoring the chain."""
    with _session({**_NOTHING, "viewer": "machine:audit", "audit": "{*}"}):
        yield


@contextmanager
def _session(wanted: dict[str, str]) -> Iterator[None]:
    before = _present.get()
    _write(wanted)
    token = _present.set(wanted)
    try:
        yield
    finally:
        _present.reset(token)
        _put_back(before)


def _put_back(settings: dict[str, str]) -> None:
    """Restore, also on a connection that an error has left unusable.

    Inside a broken transaction nothing can be set, but its rollback undoes what was set within it. A connection that
    is broken outside a transaction is closed; a new one starts with nothing set, and so sees nothing.
    """
    if connection.connection is None:
        return
    try:
        _write(settings)
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()


def _write(settings: dict[str, str]) -> None:
    calls = ", ".join(["set_config(%s, %s, false)"] * len(settings))
    words = [word for name, value in settings.items() for word in (f"sojourn.{name}", value)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", words)


def _scope_of(viewer: Viewer) -> dict[str, str]:
    reading = viewer.posts_with(Permission.CASE_READ)
    counting = viewer.posts_with(Permission.MEASURES_READ)
    auditing = viewer.posts_with(Permission.AUDIT_READ)
    return {
        "viewer": f"machine:{viewer.name}" if viewer.system else str(viewer.user_id or ""),
        "offices": _array(str(post.office_id) for post in reading),
        "compartments": _array(_seals(reading)),
        "statistics": _array(_openings(counting, Permission.MEASURES_REGION)),
        "audit": _array(_openings(auditing, Permission.AUDIT_READ)),
    }


def _seals(posts: Iterable[Post]) -> list[str]:
    return [f"{post.office_id}/{code}" for post in posts for code in post.compartments]


def _openings(posts: Iterable[Post], reaches_down: Permission) -> list[str]:
    """Pairs office/compartment, with an empty compartment for what is not sealed."""
    return [
        f"{office}/{code}"
        for post in posts
        for office in _reach(post, reaches_down)
        for code in ("", *post.compartments)
    ]


def _reach(post: Post, reaches_down: Permission) -> frozenset[UUID]:
    return post.region | {post.office_id} if post.may(reaches_down) else frozenset({post.office_id})


def _array(words: Iterable[str]) -> str:
    quoted = (word.replace("\\", "\\\\").replace('"', '\\"') for word in sorted(set(words)))
    return "{" + ",".join(f'"{word}"' for word in quoted) + "}"
