"""Every row that belongs to a case, each table read once, for whoever makes facts or pages of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
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


class Rows:
    """The rows of one case that is already known to be in sight, oldest first; a table is read when first asked for.

    `forget` has tables read again, after they were written.
    """

    def __init__(self, case: Case, *, new: bool = False) -> None:
        self._case = case
        self._held: dict[str, list[Any]] = {name: [] for name in _READ} if new else {}

    def forget(self, *tables: str) -> None:
        """Read these tables again when they are next asked for."""
        for table in tables:
            self._held.pop(table, None)

    def _of(self, table: str) -> list[Any]:
        if table not in self._held:
            self._held[table] = _READ[table](self._case)
        return self._held[table]

    @property
    def members(self) -> list[Member]:
        """The present members, with their persons."""
        return self._of("members")

    @property
    def entries(self) -> list[Entry]:
        """The current entry of each form, for the case and for each member."""
        return self._of("entries")

    @property
    def signed(self) -> list[Signed]:
        """Every entry, without its answers."""
        return self._of("signed")

    @property
    def stages(self) -> list[StageEntry]:
        """The steps of the way."""
        return self._of("stages")

    @property
    def clocks(self) -> list[ClockRun]:
        """Every run of a clock, ended ones too."""
        return self._of("clocks")

    @property
    def pauses(self) -> list[Pause]:
        """Every hold, ended ones too."""
        return self._of("pauses")

    @property
    def tasks(self) -> list[Task]:
        """Every task, closed ones too."""
        return self._of("tasks")

    @property
    def alerts(self) -> list[Alert]:
        """Every alert, cleared ones too."""
        return self._of("alerts")

    @property
    def approvals(self) -> list[Approval]:
        """Every approval, decided ones too."""
        return self._of("approvals")

    @property
    def referrals(self) -> list[Referral]:
        """Every referral, answered ones too."""
        return self._of("referrals")

    @property
    def services(self) -> list[ServiceLine]:
        """Every service, delivered ones too."""
        return self._of("services")


def rows_of(case: Case) -> Rows:
    """The rows of a case that is already known to be in sight."""
    return Rows(case)


def current_entries(case: Case) -> list[Entry]:
    """Return the latest entry of each form, for the case and for each member."""
    newest = Entry.objects.filter(case=case).order_by("form", "member_id", "-revision").distinct("form", "member_id")
    return list(newest)


def _signed(case: Case) -> list[Signed]:
    rows = Entry.objects.filter(case=case).order_by("at", "revision")
    return [Signed(*row) for row in rows.values_list("form", "member_id", "corrects", "at", "by")]


def _members(case: Case) -> list[Member]:
    return list(Member.objects.filter(case=case, left_at=None).select_related("subject__person"))


def _reader(table: Any, *order: str) -> Callable[[Case], list[Any]]:
    return lambda case: list(table.objects.filter(case=case).order_by(*order, "id"))


_READ: Mapping[str, Callable[[Case], list[Any]]] = {
    "members": _members,
    "entries": current_entries,
    "signed": _signed,
    "stages": _reader(StageEntry, "at"),
    "clocks": _reader(ClockRun, "started_at"),
    "pauses": _reader(Pause, "from_at"),
    "tasks": _reader(Task, "made_at"),
    "alerts": _reader(Alert, "raised_at"),
    "approvals": _reader(Approval, "asked_at"),
    "referrals": _reader(Referral, "offered_at"),
    "services": _reader(ServiceLine, "changed_at"),
}
