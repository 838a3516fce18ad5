"""The rows that a new case begins with."""

from __future__ import annotations

from typing import Any

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.numbers import reserve_numbers
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member, StageEntry
from sojourn.grammar.packs import Pack
from sojourn.kernel import ids, moment
from sojourn.subjects.models import Subject


def begin(
    pack: Pack, office: Office, subject: Subject, receiving_office: Office | None, by: Viewer, **further: Any
) -> Work:
    """Write the row of a case and its first stage, without members and without settling."""
    case = Case.objects.create(
        id=ids.new_id(), number=reserve_numbers(pack.number, moment.today().year, 1)[0], pack=pack.name,
        pack_version=pack.version, subject=subject, office=office, receiving_office=receiving_office,
        compartment=pack.compartment, stage=pack.start, opened_at=moment.now(), opened_by=by.user_id, **further,
    )  # fmt: skip
    StageEntry.objects.create(case=case, stage=pack.start, at=case.opened_at, by=by.user_id)
    work = Work(case, pack, by, new=True)
    work.rows.forget("members", "stages")
    work.note("case.opened", pack=pack.name, version=pack.version, stage=pack.start)
    return work


def join(work: Work, person: Subject, relation: str, position: int) -> Member:
    """Let a person be a member of the case in hand."""
    member = Member.objects.create(
        case=work.case, subject=person, relation=relation, position=position, joined_at=work.now
    )
    work.note("member.joined", member=str(member.pk), relation=relation)
    return member
