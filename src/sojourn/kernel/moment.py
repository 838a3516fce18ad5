"""The only clock of the house, so that stories and tests can travel in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """Return the present instant as an aware UTC datetime, or the one travelled to."""
    return _travelled.get() or datetime.now(UTC)


def today(zone: tzinfo = UTC) -> date:
    """Return the calendar day in `zone` (UTC unless an office's zone is given)."""
    return now().astimezone(zone).date()


@contextmanager
def travelling(to: datetime) -> Iterator[None]:
    """Make `now()` stand still at `to` inside the block; raise ValueError when `to` has no offset."""
    if to.tzinfo is None:
        example = f"{to.isoformat()}+00:00"
        raise ValueError(f"{to.isoformat()} has no offset: say which instant is meant, e.g. {example}")
    token = _travelled.set(to.astimezone(UTC))
    try:
        yield
    finally:
        _travelled.reset(token)
