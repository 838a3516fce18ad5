"""What an entry says of its people goes on: claims about the person, the member's relation, the receiving office."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.accounts.models import Office
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Entry, Fact, Member
from sojourn.grammar.forms import Form
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.actions import Seal, claim_particulars, name_subject
from sojourn.subjects.mapped import mapped
from sojourn.subjects.particulars import Particulars


def keep_what_was_said(work: Work, form: Form, entry: Entry) -> None:
    """Write what the form maps to people and to the case; raise Refused when it cannot be right."""
    found = mapped(form, entry.answers)
    if found.particulars != Particulars():
        _claim(work, entry, found.particulars)
    _place(work, entry, found.elsewhere)


def _claim(work: Work, entry: Entry, said: Particulars) -> None:
    subject = entry.member.subject if entry.member else work.case.subject
    if subject.kind != "person":
        return
    seal = Seal(work.case.compartment, work.case.office_id) if work.case.compartment else None
    work.changed("members")
    claim_particulars(person=subject.person, particulars=said, by=work.by, entry=entry.pk, seal=seal)


def _place(work: Work, entry: Entry, elsewhere: Mapping[str, str]) -> None:
    own = {name.partition(".")[2]: value for name, value in elsewhere.items()
           if name.partition(".")[0] == work.case.subject.kind}  # fmt: skip
    if own:
        name_subject(subject=work.case.subject, values=own, by=work.by)
    if (relation := elsewhere.get("member.relation")) and entry.member_id:
        Member.objects.filter(pk=entry.member_id).update(relation=relation)
        work.changed("members")
    if code := elsewhere.get("case.receiving_office"):
        _receive(work, code)


def _receive(work: Work, code: str) -> None:
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise Refused(Reason("office_unknown", 'There is no office called "{office}".', {"office": code}))
    if office.pk != work.case.receiving_office_id:
        work.case.receiving_office = office
        work.set(receiving_office_id=office.pk)
        Fact.objects.filter(case=work.case).update(receiving_office=office)
        work.note("case.shared", office=office.code)
