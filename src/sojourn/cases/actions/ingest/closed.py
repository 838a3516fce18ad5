"""Finished cases as sets of rows: persons and their claims, cases, members, stages, entries, facts, audit events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import note
from sojourn.cases.actions.ingest.asked import NewCase, NewEntry
from sojourn.cases.actions.ingest.facts import FactWriter
from sojourn.cases.actions.ingest.people import PeopleWriter
from sojourn.cases.actions.ingest.sets import NOTHING, Bulk, compact
from sojourn.cases.actions.numbers import reserve_numbers
from sojourn.cases.models import Case, Entry, Member, StageEntry
from sojourn.grammar.forms import Question, asks_for_a_file, with_files
from sojourn.grammar.packs import Pack
from sojourn.kernel import ids, moment
from sojourn.kernel.refused import Reason, Refused


class ClosedCases:
    """The rows of finished cases, all made before the first is written, in any thread: making asks no database."""

    def __init__(self, pack: Pack, office: Office, cases: Sequence[NewCase], by: Viewer, stage: str) -> None:
        self.cases, self._stage = cases, stage
        self._rows = _Rows(pack, office, by, stage, cases)
        self._made = [self._rows.take(new) for new in cases]

    def write(self, origin: str) -> list[str]:
        """Number and write the cases in the caller's transaction; return their ids in the same order."""
        if not self.cases:
            return []
        rows = self._rows
        rows.number(reserve_numbers(rows.pack.number, moment.today().year, len(self.cases)))
        rows.bulk.write()
        for case_id, new in zip(self._made, self.cases, strict=True):
            note(
                "case.imported", by=rows.by, on=("case", case_id), office=rows.office.pk,
                compartment=rows.pack.compartment, detail={"origin": origin, "row": new.row, "stage": self._stage},
            )  # fmt: skip
        return self._made


class _Rows:
    def __init__(self, pack: Pack, office: Office, by: Viewer, stage: str, cases: Sequence[NewCase]) -> None:
        self.pack, self.office, self.by = pack, office, by
        self.now = moment.now()
        self.bulk = Bulk()
        self._ids = _ids_for(cases)
        self.people = PeopleWriter(self.bulk, office, pack.compartment, by, self._ids)
        table, user = self.bulk.table, by.user_id
        self._cases = table(
            Case, "number", "id", "subject_id", "opened_at", "closed_at", pack=pack.name, pack_version=pack.version,
            office_id=office.pk, compartment=pack.compartment, stage=stage, opened_by=user,
        )  # fmt: skip
        self._members = table(Member, "id", "case_id", "subject_id", "relation", "position", "joined_at")
        self._stages = table(StageEntry, "case_id", "at", stage=stage, by=user)
        self._entries = table(
            Entry, "id", "case_id", "member_id", "form", "form_version", "answers", "at",
            pack_version=pack.version, by=user,
        )  # fmt: skip
        self.facts = FactWriter(self.bulk, pack, office, stage, self.now)
        self._json: dict[int, str] = {}
        self._asking_for_files = {name for name in pack.forms if any(map(asks_for_a_file, pack.form(name).form.walk()))}

    def number(self, numbers: Sequence[str]) -> None:
        """Put each case's number before its row; again, when a transaction is tried again."""
        self._cases[:] = [(number, *row[-4:]) for number, row in zip(numbers, self._cases, strict=True)]

    def take(self, new: NewCase) -> str:
        """Add one case's rows, its number still to come."""
        case_id, opened = next(self._ids), new.opened_at or self.now
        members = [next(self._ids) for _ in new.members]
        said = [self.people.said(self.pack, member.entries) for member in new.members]
        subjects = [self.people.take(one) for one in said]
        at = opened.isoformat()
        self._cases.append((case_id, subjects[0], at, at))
        self._stages.append((case_id, at))
        for place, (member, member_id) in enumerate(zip(new.members, members, strict=True)):
            self._members.append((member_id, case_id, subjects[place], member.relation, str(place + 1), at))
            self._keep(case_id, member_id, member.entries, at)
        self._keep(case_id, NOTHING, new.entries, at)
        self.facts.take(case_id, members, new, opened, said)
        return case_id

    def _keep(self, case_id: str, member_id: str, entries: Sequence[NewEntry], at: str) -> None:
        for entry in entries:
            version = self.pack.form(entry.form).form.version
            self._entries.append((next(self._ids), case_id, member_id, entry.form, version, self._text(entry), at))

    def _text(self, entry: NewEntry) -> str:
        # Rows that say the same share one NewEntry, which lives as long as the batch.
        text = self._json.get(id(entry))
        if text is None:
            if entry.form in self._asking_for_files:
                with_files(self.pack.form(entry.form).form, entry.answers, _no_file)
            text = self._json[id(entry)] = compact(entry.answers)
        return text


def _no_file(question: Question, path: str, _answer: object) -> object:
    words = "{question}: a file is attached to a case that is there, not taken in with it."
    raise Refused(Reason("file_unknown", words, {"question": question.label()}, path))


def _ids_for(cases: Sequence[NewCase]) -> Iterator[str]:
    """As many ids as the rows of these cases can need: case, members with their subjects, entries."""
    needed = sum(1 + len(new.entries) + sum(2 + len(one.entries) for one in new.members) for new in cases)
    return iter(ids.new_ids(needed))
