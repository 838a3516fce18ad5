"""One piece of work on one case: the row locked, the right to do it checked, what happened gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import note
from sojourn.cases.models import Case
from sojourn.cases.queries.facts import facts_of
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.rows import Rows
from sojourn.grammar.lifecycle import Event, Facts, with_values
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection import policy

CHANGE = ("any", "change")


@dataclass
class Work:
    """A case in hand: nobody else writes it until the transaction ends."""

    case: Case
    pack: Pack
    by: Viewer
    events: list[Event] = field(default_factory=list)
    new: bool = False
    _facts: Facts | None = None

    def __post_init__(self) -> None:
        self.rows = Rows(self.case, new=self.new)

    @property
    def facts(self) -> Facts:
        """The facts with their derived values, as of the last change."""
        if self._facts is None:
            self._facts = with_values(self.pack, facts_of(self.case, self.pack, self.rows))
        return self._facts

    @property
    def roles(self) -> frozenset[str]:
        """The viewer's roles in this case."""
        return policy.roles_for(self.by, self.case)

    @property
    def now(self) -> datetime:
        """The instant of this work."""
        return moment.now()

    def must(self, permission: Permission) -> None:
        """Raise Refused unless the viewer holds the permission in this case."""
        if not policy.may(self.by, permission, self.case):
            raise Refused(Reason("permission", "You may not do this in this case.", {"permission": str(permission)}))

    def happened(self, kind: str, name: str, member: UUID | str | None = None) -> None:
        """Say what happened, for the reactions."""
        self.events.append(Event(kind, name, str(member) if member else None))

    def touched(self, *tables: str, member: UUID | str | None = None) -> None:
        """Say that rows of these tables have changed, for the reactions that hear every change."""
        self.changed(*tables)
        self.happened(*CHANGE, member)

    def changed(self, *tables: str) -> None:
        """Have the facts made anew, with these tables read again."""
        self.rows.forget(*tables)
        self._facts = None

    def set(self, **columns: Any) -> None:
        """Change columns of the case at once."""
        for name, value in columns.items():
            setattr(self.case, name, value)
        Case.objects.filter(pk=self.case.pk).update(**columns)
        self.changed()

    def note(self, action: str, **detail: Any) -> None:
        """Note an audit event on the case; empty words are left out."""
        note(action, by=self.by, on=self.case, detail={name: value for name, value in detail.items() if value})


def take_up(case: Case | UUID, by: Viewer, permission: Permission) -> Work:
    """Lock a case and check that `by` may work on it.

    Raises Case.DoesNotExist for a case that `by` cannot see, Refused when they see it and may not do this.
    """
    key = case.pk if isinstance(case, Case) else case
    rows = Case.objects.filter(policy.cases_scope(by)).select_related("office", "receiving_office")
    locked = rows.select_for_update(of=("self",)).get(pk=key)
    work = Work(locked, pack_of(locked), by)
    work.must(permission)
    return work
