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
from sojourn.cases.queries.at_once import read_at_once, row_of


@dataclass(frozen=True)
class Signed:
    """That an entry was made, without its answers."""

    form: str
    member_id: UUID | None
    corrects: UUID | None
    at: datetime
    by: UUID | None


class Rows:
    """The rows of one case that is already known to be in sight, oldest first, all read when one is first asked for.

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
        if not self._held:
            self._held = _everything(self._case)
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


def _everything(case: Case) -> dict[str, list[Any]]:
    found = read_at_once(case, {name: (table, f"t.{order}, t.id") for name, (table, order) in _TABLES.items()})
    found["entries"] = [row_of(Entry, row) for row in found["entries"]]
    found["signed"] = [_signed_of(*row) for row in found["signed"]]
    return found


def _signed_of(form: str, member: str | None, corrects: str | None, at: str, by: str | None) -> Signed:
    return Signed(form, _id(member), _id(corrects), datetime.fromisoformat(at), _id(by))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _reader(table: Any, order: str) -> Callable[[Case], list[Any]]:
    return lambda case: list(table.objects.filter(case=case).order_by(order, "id"))


_TABLES: Mapping[str, tuple[Any, str]] = {
    "stages": (StageEntry, "at"),
    "clocks": (ClockRun, "started_at"),
    "pauses": (Pause, "from_at"),
    "tasks": (Task, "made_at"),
    "alerts": (Alert, "raised_at"),
    "approvals": (Approval, "asked_at"),
    "referrals": (Referral, "offered_at"),
    "services": (ServiceLine, "changed_at"),
}
_READ: Mapping[str, Callable[[Case], list[Any]]] = {
    "members": _members,
    "entries": current_entries,
    "signed": _signed,
    **{name: _reader(table, order) for name, (table, order) in _TABLES.items()},
}
