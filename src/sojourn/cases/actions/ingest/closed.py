"""Finished cases as sets of rows: persons and their claims, cases, members, stages, entries, facts, audit events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import note
from sojourn.cases.actions.ingest.asked import NewCase, NewEntry
from sojourn.cases.actions.ingest.facts import FactWriter
from sojourn.cases.actions.ingest.people import PeopleWriter
from sojourn.cases.actions.ingest.sets import Bulk, compact
from sojourn.cases.actions.numbers import reserve_numbers
from sojourn.cases.models import Case, Entry, Member, StageEntry
from sojourn.grammar.packs import Pack
from sojourn.kernel import ids, moment


def write_closed(
    pack: Pack, office: Office, cases: Sequence[NewCase], by: Viewer, origin: str, stage: str
) -> list[UUID]:
    """Write the cases in the final stage `stage`; return their ids in the same order."""
    writer = _Writer(pack, office, by, stage)
    numbers = reserve_numbers(pack.number, moment.today().year, len(cases)) if cases else []
    made = [writer.take(new, number) for new, number in zip(cases, numbers, strict=True)]
    writer.bulk.write()
    for case_id, new in zip(made, cases, strict=True):
        note(
            "case.imported", by=by, on=("case", case_id), office=office.pk, compartment=pack.compartment,
            detail={"origin": origin, "row": new.row, "stage": stage},
        )  # fmt: skip
    return made


class _Writer:
    def __init__(self, pack: Pack, office: Office, by: Viewer, stage: str) -> None:
        self.pack, self.office, self.by, self.stage = pack, office, by, stage
        self.now = moment.now()
        self.bulk = Bulk()
        self.people = PeopleWriter(self.bulk, office, pack.compartment, by)
        self._cases = self.bulk.table(
            Case, "id", "number", "pack", "pack_version", "subject_id", "office_id", "compartment", "stage",
            "side_state", "side_reason", "opened_at", "opened_by", "closed_at", "version",
        )  # fmt: skip
        self._members = self.bulk.table(Member, "id", "case_id", "subject_id", "relation", "position", "joined_at")
        self._stages = self.bulk.table(
            StageEntry, "case_id", "stage", "side_state", "side_reason", "transition", "reason", "note", "at", "by"
        )
        self._entries = self.bulk.table(
            Entry,
            "id",
            "case_id",
            "member_id",
            "form",
            "form_version",
            "pack_version",
            "answers",
            "revision",
            "at",
            "by",
        )
        self.facts = FactWriter(self.bulk, pack, office, stage, self.now)

    def take(self, new: NewCase, number: str) -> UUID:
        """Add one case's rows."""
        case_id, opened = ids.new_id(), new.opened_at or self.now
        members = [ids.new_id() for _ in new.members]
        particulars = [self.people.said(self.pack, member.entries) for member in new.members]
        subjects = [self.people.take(said) for said in particulars]
        pack, user = self.pack, self.by.user_id
        self._cases.append((
            case_id, number, pack.name, pack.version, subjects[0], self.office.pk, pack.compartment, self.stage,
            "", "", opened, user, opened, 1,
        ))  # fmt: skip
        self._stages.append((case_id, self.stage, "", "", "", "", "", opened, user))
        for position, (member, member_id) in enumerate(zip(new.members, members, strict=True), 1):
            self._members.append((member_id, case_id, subjects[position - 1], member.relation, position, opened))
            self._keep(case_id, member_id, member.entries, opened)
        self._keep(case_id, None, new.entries, opened)
        self.facts.take(case_id, members, new, number, opened, particulars)
        return case_id

    def _keep(self, case_id: UUID, member_id: UUID | None, entries: Sequence[NewEntry], at: datetime) -> None:
        for entry in entries:
            form = self.pack.form(entry.form).form
            self._entries.append((
                ids.new_id(), case_id, member_id, entry.form, form.version, self.pack.version,
                compact(entry.answers), 1, at, self.by.user_id,
            ))  # fmt: skip
