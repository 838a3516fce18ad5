"""The hand-over of a case that waits for the other office's answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.cases.queries.cases import waiting_handover
from sojourn.web.cases.desk import Desk, people
from sojourn.web.wording import when


@dataclass(frozen=True)
class HandoverShown:
    """Who asks whom; `answer_url` is there for those who may answer."""

    title: str
    words: str
    answer_url: str


def handovers_shown(desk: Desk) -> tuple[HandoverShown, ...]:
    """The hand-over that waits, if any."""
    row = waiting_handover(desk.case)
    if row is None:
        return ()
    may_answer = desk.viewer.may(Permission.CASE_MOVE, row.to_office_id)
    step = desk.label("transition", row.transition)
    words = _("%(step)s. Waiting for %(office)s to accept.") if not may_answer else _("%(step)s. Your office is asked.")
    asked = " · ".join(part for part in (row.note, people([row.asked_by]).get(str(row.asked_by), "")) if part)
    return (
        HandoverShown(
            words % {"step": step, "office": row.to_office.name},
            _("Asked %(when)s") % {"when": when(row.asked_at)} + (f" · {asked}" if asked else ""),
            reverse("web:answer-handover", args=[desk.case.pk]) if may_answer else "",
        ),
    )
