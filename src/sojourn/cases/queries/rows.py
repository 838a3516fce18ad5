"""Every row that belongs to a case, read once, for whoever makes facts or pages of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sojourn.cases.models import (
    Alert,
    Approval,
    Case,
    ClockRun,
    Entry,
    Member,
    Pause,
    Referral,
    ServiceLine,
    StageEntry,
    Task,
)


@dataclass(frozen=True)
class Signed:
    """That an entry was made, without its answers."""

    form: str
    member_id: UUID | None
    corrects: UUID | None
    at: datetime
    by: UUID | None


@dataclass(frozen=True)
class Rows:
    """The rows of one case, oldest first; `entries` holds the current entry of each form and member."""

    members: list[Member]
    entries: list[Entry]
    signed: list[Signed]
    stages: list[StageEntry]
    clocks: list[ClockRun]
    pauses: list[Pause]
    tasks: list[Task]
    alerts: list[Alert]
    approvals: list[Approval]
    referrals: list[Referral]
    services: list[ServiceLine]


def rows_of(case: Case) -> Rows:
    """Read the rows of a case that is already known to be in sight."""
    return Rows(
        members=list(Member.objects.filter(case=case, left_at=None).select_related("subject__person")),
        entries=current_entries(case),
        signed=_signed(case),
        stages=list(StageEntry.objects.filter(case=case).order_by("at", "id")),
        clocks=list(ClockRun.objects.filter(case=case).order_by("started_at", "id")),
        pauses=list(Pause.objects.filter(case=case).order_by("from_at", "id")),
        tasks=list(Task.objects.filter(case=case).order_by("made_at", "id")),
        alerts=list(Alert.objects.filter(case=case).order_by("raised_at", "id")),
        approvals=list(Approval.objects.filter(case=case).order_by("asked_at", "id")),
        referrals=list(Referral.objects.filter(case=case).order_by("offered_at", "id")),
        services=list(ServiceLine.objects.filter(case=case).order_by("changed_at", "id")),
    )


def current_entries(case: Case) -> list[Entry]:
    """Return the latest entry of each form, for the case and for each member."""
    newest = Entry.objects.filter(case=case).order_by("form", "member_id", "-revision").distinct("form", "member_id")
    return list(newest)


def _signed(case: Case) -> list[Signed]:
    columns = ("form", "member_id", "corrects", "at", "by")
    rows: Iterable[tuple[str, UUID | None, UUID | None, datetime, UUID | None]] = (
        Entry.objects.filter(case=case).order_by("at", "revision").values_list(*columns)
    )
    return [Signed(*row) for row in rows]
