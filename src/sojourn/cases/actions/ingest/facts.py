"""The facts of imported cases: the grammar's own rows, made quickly where one member's answers are all that differs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sojourn.accounts.models import Office
from sojourn.cases.actions.ingest.asked import NewCase, NewEntry
from sojourn.cases.actions.ingest.sets import NOTHING, Bulk, compact
from sojourn.cases.actions.keeping import builder_of
from sojourn.cases.models import Fact
from sojourn.grammar.lifecycle import Facts, MemberFacts, age_facts, entry_facts
from sojourn.grammar.packs import Pack
from sojourn.kernel.partial_date import PartialDate
from sojourn.subjects.particulars import Particulars


class FactWriter:
    """Adds the fact rows of one case per call: one about the case, one about each member."""

    def __init__(self, bulk: Bulk, pack: Pack, office: Office, stage: str, now: datetime) -> None:
        self._pack, self._office, self._stage, self._now = pack, office, stage, now
        self._zone = ZoneInfo(office.zone)
        self._build = builder_of(pack)
        self._known: dict[Hashable, tuple[str, list[str]]] = {}
        self._rows = bulk.table(
            Fact, "case_id", "member_id", "facts", pack=pack.name, pack_version=pack.version, office_id=office.pk,
            compartment=pack.compartment, updated_at=now,
        )  # fmt: skip

    def take(
        self, case_id: str, members: Sequence[str], new: NewCase, opened: datetime, said: Sequence[Particulars]
    ) -> None:
        """Add the rows; `members` and `said` stand in the order of the case's members."""
        case, people = self._texts(new, opened, said)
        self._rows.append((case_id, NOTHING, case))
        self._rows.extend((case_id, member, text) for member, text in zip(members, people, strict=True))

    def _texts(self, new: NewCase, opened: datetime, said: Sequence[Particulars]) -> tuple[str, list[str]]:
        """Facts follow from answers, beginning, birth and the like; cases alike in these are computed once."""
        alike: Hashable = (
            opened, tuple(map(id, new.entries)),
            tuple((one.relation, tuple(map(id, one.entries))) for one in new.members), tuple(said),
        )  # fmt: skip
        found = self._known.get(alike)
        if found is None:
            found = self._known[alike] = self._computed(new, opened, said)
        return found

    def _computed(self, new: NewCase, opened: datetime, said: Sequence[Particulars]) -> tuple[str, list[str]]:
        at = opened.isoformat()
        case = self._case(at, opened, len(new.members)) | self._entries(new.entries, at)
        people = tuple(
            MemberFacts(str(place), "", self._member(asked.relation, one) | self._entries(asked.entries, at))
            for place, (asked, one) in enumerate(zip(new.members, said, strict=True))
        )
        built = self._build(Facts(case, people, (), {}, self._now, self._zone))
        return compact(built.case), [compact(built.members[one.id]) for one in people]

    def _case(self, at: str, opened: datetime, members: int) -> dict[str, Any]:
        return {
            "case.stage": self._stage,
            "case.opened_on": opened.astimezone(self._zone).date().isoformat(),
            "case.opened_at": at,
            "case.closed_at": at,
            "case.office": self._office.code,
            "case.office_country": self._office.country,
            "case.members": members,
            f"stage.{self._stage}.entered": at,
            f"stage.{self._stage}.last_entered": at,
        }

    def _member(self, relation: str, said: Particulars) -> dict[str, Any]:
        birth = PartialDate.parse(said.birth) if said.birth else None
        return age_facts(self._pack, birth, self._now.astimezone(self._zone).date()) | {
            "member.sex": said.sex,
            "member.relation": relation,
            "member.name": "",
            "member.nationality": list(said.nationalities),
        }

    def _entries(self, entries: Sequence[NewEntry], at: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for entry in entries:
            found |= entry_facts(self._pack.form(entry.form).form, entry.answers, at, "", 1)
        return found
