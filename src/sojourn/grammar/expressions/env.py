"""The world in which one expression is evaluated once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any


@dataclass(slots=True)
class Env:
    """One evaluation's world.

    `answers` are the answers of the form, flat; `rows` the rows around us, outermost first, and `position` their
    numbers from 1; `value` is what `.` means; `labels` finds a choice's label from (list name, code);
    `once` is the value kept from before; `choice` the columns of the choice that a choice filter looks at;
    `zone` is the office's time zone (UTC when none), for today() and for the day of a dateTime.
    """

    answers: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = ()
    value: Any = None
    position: tuple[int, ...] = ()
    labels: Callable[[str, str], str] | None = None
    once: Any = None
    choice: Mapping[str, Any] | None = None
    zone: tzinfo | None = None

    @property
    def local(self) -> tzinfo:
        """The zone of the office, UTC when none is given."""
        return self.zone or UTC
