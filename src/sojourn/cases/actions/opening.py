"""Open a case, and let members join it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.opening_row import begin, join
from sojourn.cases.actions.settling import settle, work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member
from sojourn.grammar.packs import Pack, UnknownPack, catalogue
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection import policy
from sojourn.subjects.actions import open_person, open_subject, unseal_subject
from sojourn.subjects.models import Subject
from sojourn.subjects.particulars import Particulars


@dataclass(frozen=True)
class Joining:
    """Somebody who is to become a member: a person already known, or the particulars of a new one."""

    relation: str = "principal"
    subject: Subject | None = None
    particulars: Particulars = field(default_factory=Particulars)


@dataclass(frozen=True)
class About:
    """What a case is about when that is no person: a subject already known, or the kind and values of a new one."""

    subject: Subject | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@action
def open_case(
    *, pack: str, office: Office, members: Sequence[Joining] = (), about: About | None = None,
    receiving_office: Office | None = None, by: Viewer,
) -> Case:  # fmt: skip
    """Open a case of a programme, in its newest version, in its first stage.

    A case about a person has that person as first member; households, organisations and so on are given by `about`.
    Raises Refused when the programme is unknown, the members are too few, or `by` may not open cases there.
    """
    declared = _known(pack, office)
    _may_open(declared, office, by)
    _fits(declared, members, about)
    people = [_person(declared, office, joining, by) for joining in members]
    subject = people[0] if declared.subject == "person" else _subject(declared, office, about, by)
    work = _open(declared, office, subject, receiving_office, by)
    for position, (person, joining) in enumerate(zip(people, members, strict=True), 1):
        join(work, person, joining.relation, position)
    work.happened("stage", work.case.stage)
    settle(work)
    return work.case


@action
def add_member(
    *, case: Case, subject: Subject | None = None, particulars: Particulars | None = None, relation: str, by: Viewer
) -> Member:
    """Let a person join a case: one already known, or a new one; raise Refused when they are a member already."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        if work.pack.members is None:
            raise Refused(Reason("members_no", "Cases of this programme have no members."))
        joining = Joining(relation, subject, particulars or Particulars())
        person = _person(work.pack, _home(work.case, by), joining, by)
        here = Member.objects.filter(case=work.case)
        if here.filter(subject=person, left_at=None).exists():
            raise Refused(Reason("member_already", "This person is a member of the case already."))
        last = here.order_by("-position").first()
        member = join(work, person, relation, last.position + 1 if last else 1)
        work.touched("members", member=member.pk)
    return member


@action
def remove_member(*, member: Member, by: Viewer) -> None:
    """Let a member leave a case; what was entered about them stays. Raises Refused when too few would be left."""
    with work_on(member.case_id, by, Permission.CASE_WRITE) as work:
        staying = Member.objects.filter(case=work.case, left_at=None).exclude(pk=member.pk).count()
        if work.pack.members and staying < work.pack.members.at_least:
            raise Refused(_too_few(work.pack))
        Member.objects.filter(pk=member.pk).update(left_at=work.now)
        work.note("member.left", member=str(member.pk))
        work.touched("members")


def _open(pack: Pack, office: Office, subject: Subject, receiving: Office | None, by: Viewer) -> Work:
    if subject.compartment and not pack.compartment:
        unseal_subject(subject=subject, by=by)
    return begin(pack, office, subject, receiving, by)


def _known(pack: str, office: Office) -> Pack:
    try:
        return catalogue().pack(pack, office=office.code)
    except UnknownPack:
        raise Refused(Reason("pack_unknown", 'There is no programme called "{pack}".', {"pack": pack})) from None


@dataclass(frozen=True)
class _ToBe:
    """A case that is not there yet, as far as policy wants to know it."""

    office_id: Any
    compartment: str


def _may_open(pack: Pack, office: Office, by: Viewer) -> None:
    if not policy.may(by, Permission.CASE_OPEN, _ToBe(office.pk, pack.compartment)):
        raise Refused(Reason("permission", "You may not open a case of this programme in this office."))


def _fits(pack: Pack, members: Sequence[Joining], about: About | None) -> None:
    if pack.members is None and members:
        raise Refused(Reason("members_no", "Cases of this programme have no members."))
    if pack.members is not None and len(members) < pack.members.at_least:
        raise Refused(_too_few(pack))
    if pack.subject == "person" and not members:
        raise Refused(Reason("subject_missing", "Say whom the case is about."))
    if pack.subject != "person" and about is None:
        raise Refused(Reason("subject_missing", "Say what the case is about."))


def _too_few(pack: Pack) -> Reason:
    least = pack.members.at_least if pack.members else 0
    return Reason("members_too_few", "At least {least} must be a member of the case.", {"least": least})


def _home(case: Case, by: Viewer) -> Office:
    """The office of the case in which `by` works: a new person is at home where somebody may write about them."""
    if case.receiving_office is None or by.may(Permission.CASE_WRITE, case.office_id):
        return case.office
    return case.receiving_office


def _person(pack: Pack, office: Office, joining: Joining, by: Viewer) -> Subject:
    kind = pack.members.of if pack.members else "person"
    if joining.subject is None and kind != "person":
        named = {"name": joining.particulars.full_name}
        return open_subject(kind=kind, office=office, values=named, by=by, compartment=pack.compartment)
    if joining.subject is None:
        return open_person(office=office, particulars=joining.particulars, by=by, compartment=pack.compartment)
    if joining.subject.compartment and not pack.compartment:
        unseal_subject(subject=joining.subject, by=by)
    return joining.subject


def _subject(pack: Pack, office: Office, about: About | None, by: Viewer) -> Subject:
    about = about or About()
    if about.subject is None:
        return open_subject(kind=pack.subject, office=office, values=about.values, by=by, compartment=pack.compartment)
    if about.subject.kind != pack.subject:
        words = "This programme is about a {wanted}, not about a {given}."
        raise Refused(Reason("subject_kind", words, {"wanted": pack.subject, "given": about.subject.kind}))
    return about.subject
