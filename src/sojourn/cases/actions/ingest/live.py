"""One imported case that goes on: the engine's own actions, so that every rule and clock applies."""

from __future__ import annotations

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import note
from sojourn.cases.actions.entries import record_entry
from sojourn.cases.actions.ingest.asked import NewCase, NewMember
from sojourn.cases.actions.opening import About, Joining, open_case
from sojourn.cases.models import Member
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment
from sojourn.subjects.mapped import mapped
from sojourn.subjects.particulars import Particulars


def open_live(pack: Pack, office: Office, new: NewCase, by: Viewer, origin: str) -> str:
    """Open the case and record its entries; it begins when it really began."""
    # Everybody's particulars are known from the start, or a child whose row comes first would seem to be alone.
    joining = [Joining(member.relation, None, _particulars(pack, member)) for member in new.members]
    joining = joining if pack.members is not None else []
    about = About(values=_said(pack, new)) if pack.subject != "person" else None
    # Only the beginning lies in the past: stage and clocks start then, and what was entered is entered now.
    with moment.travelling(new.opened_at or moment.now()):
        case = open_case(pack=pack.name, office=office, members=joining, about=about, by=by)
    for entry in new.entries:
        record_entry(case=case, form=entry.form, answers=entry.answers, by=by)
    members = list(Member.objects.filter(case=case).order_by("position"))
    for member, asked in zip(members, new.members, strict=False):
        for entry in asked.entries:
            record_entry(case=case, form=entry.form, answers=entry.answers, member=member, by=by)
    note("case.imported", by=by, on=case, detail={"origin": origin, "row": new.row})
    return str(case.pk)


def _particulars(pack: Pack, member: NewMember) -> Particulars:
    for entry in member.entries:
        said = mapped(pack.form(entry.form).form, entry.answers).particulars
        if said != Particulars():
            return said
    return Particulars()


def _said(pack: Pack, new: NewCase) -> dict[str, str]:
    """What the case's own entries say of a subject that is no person."""
    said: dict[str, str] = {}
    for entry in new.entries:
        said |= mapped(pack.form(entry.form).form, entry.answers).elsewhere
    return {name.partition(".")[2]: value for name, value in said.items() if name.startswith(f"{pack.subject}.")}
