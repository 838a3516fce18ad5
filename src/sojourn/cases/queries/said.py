"""How a member is known inside a case: the person's current reading, and in a sealed case what was said there."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.cases.models import Case, Member
from sojourn.cases.queries.rows import Rows
from sojourn.grammar.packs import Pack
from sojourn.kernel.partial_date import PartialDate
from sojourn.subjects.mapped import mapped
from sojourn.subjects.particulars import Particulars


@dataclass(frozen=True)
class Known:
    """What a case knows of a member."""

    name: str
    sex: str
    birth: PartialDate | None
    nationalities: tuple[str, ...]


def as_known_in(case: Case, pack: Pack, rows: Rows, member: Member) -> Known:
    """Return the current reading of the member's person.

    A sealed case of a person known in the open never changes that reading: there its own entries come first.
    """
    if member.subject.kind != "person":
        return Known(member.subject.label, "", None, ())
    person = member.subject.person
    known = Known(
        name=f"{person.given_names} {person.family_name}".strip(),
        sex=person.sex,
        birth=person.birth_date,
        nationalities=tuple(person.nationalities),
    )
    if case.compartment == member.subject.compartment:
        return known
    for entry in sorted((one for one in rows.entries if one.member_id == member.pk), key=lambda one: one.at):
        if entry.form in pack.forms:
            known = _overlaid(known, mapped(pack.forms[entry.form].form, entry.answers).particulars)
    return known


def _overlaid(known: Known, said: Particulars) -> Known:
    return Known(
        name=said.full_name or known.name,
        sex=said.sex or known.sex,
        birth=PartialDate.parse(said.birth) if said.birth else known.birth,
        nationalities=said.nationalities or known.nationalities,
    )
