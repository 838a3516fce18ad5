"""What an action is: one transaction, its audit rows written last, and a deadlock tried again.

The audit chain has one head, so whoever writes to it makes the others wait until the commit. An action therefore
notes its events on the way and hands them over at its very end; actions called by it join in.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from sojourn.audit.actions import Actor, Detail, Happening, record_many

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 6
# PostgreSQL's codes for "deadlock_detected" and "serialization_failure".
PASSING = {"40P01", "40001"}

_noted: ContextVar[list[Happening] | None] = ContextVar("noted_happenings", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one transaction with its audit rows; inside another action it is a part of that one."""

    @wraps(function)
    def perform(*words: P.args, **named: P.kwargs) -> R:
        if _noted.get() is not None:
            return _as_a_part(function, *words, **named)
        if connection.in_atomic_block:
            return _as_a_whole(function, *words, **named)
        return _patiently(function, *words, **named)

    return perform


def note(
    name: str, *, by: Actor, on: Any, office: Any = None, compartment: str = "", detail: Detail | None = None
) -> None:
    """Note one event, to be written when the outermost action ends; same words as `record`."""
    noted = _noted.get()
    if noted is None:
        raise RuntimeError("an event can be noted only inside an action")
    noted.append(Happening(name, by, on, office, compartment, detail or {}))


def _as_a_part(function: Callable[P, R], *words: P.args, **named: P.kwargs) -> R:
    noted = _noted.get()
    assert noted is not None
    before = len(noted)
    try:
        with transaction.atomic():
            return function(*words, **named)
    except BaseException:
        del noted[before:]
        raise


def _as_a_whole(function: Callable[P, R], *words: P.args, **named: P.kwargs) -> R:
    noted: list[Happening] = []
    token = _noted.set(noted)
    try:
        with transaction.atomic():
            result = function(*words, **named)
            record_many(noted)
            return result
    finally:
        _noted.reset(token)


def _patiently(function: Callable[P, R], *words: P.args, **named: P.kwargs) -> R:
    for left in reversed(range(TRIES)):
        try:
            return _as_a_whole(function, *words, **named)
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in PASSING:
                raise
            # A little chance, so that the same two do not meet again.
            time.sleep(random.uniform(0.005, 0.02) * (TRIES - left))  # noqa: S311
    raise AssertionError("unreachable")
