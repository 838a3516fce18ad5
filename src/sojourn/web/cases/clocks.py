"""Clocks as a page shows them: what runs, how long still, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sojourn.grammar.packs import Clock
from sojourn.kernel import moment
from sojourn.web.wording import left, when

SOON = timedelta(days=2)


@dataclass(frozen=True)
class ClockShown:
    """A running clock in words; `tone` is over, soon or open."""

    label: str
    left: str
    due: str
    tone: str
    who: str = ""
    basis: str = ""


def clock_shown(label: str, due_at: datetime, *, waits: bool = False, who: str = "", basis: str = "") -> ClockShown:
    """Say a clock. One that makes people wait (`waits`) is good news when it is over; a deadline is not."""
    over = due_at <= moment.now()
    if waits:
        words = _("over") if over else left(due_at)
        due = _("until %(when)s") % {"when": when(due_at)}
        return ClockShown(label, words, due, "open" if over else "soon", who, basis)
    tone = "over" if over else "soon" if due_at - moment.now() <= SOON else "open"
    return ClockShown(label, left(due_at), _("due %(when)s") % {"when": when(due_at)}, tone, who, basis)


def waits(clock: Clock | None) -> bool:
    """Whether a clock is a time to wait, not a deadline."""
    return clock is not None and clock.kind == "wait"
