"""Referrals: offered to another office or a named provider, accepted or declined there, and done."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases.actions.settling import settle, work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member, Referral
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.referrals import referral_for
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.scope import seen_by

# Which answer is possible in which state, and the state it leads to.
ANSWERS: Mapping[str, tuple[frozenset[str], str]] = {
    "accept": (frozenset({"offered"}), "accepted"),
    "decline": (frozenset({"offered"}), "declined"),
    "done": (frozenset({"offered", "accepted"}), "done"),
    "withdraw": (frozenset({"offered", "accepted"}), "withdrawn"),
}


@action
def refer(
    *, case: Case, service: str, member: Member | None = None, to_office: Office | None = None, to_name: str = "",
    note: str = "", by: Viewer,
) -> Referral:  # fmt: skip
    """Offer a member to a service of an office (which then sees the referral, not the case) or of a named provider."""
    with work_on(case, by, Permission.REFER) as work:
        if service not in work.pack.referrals and service not in work.pack.services:
            raise Refused(Reason("referral_unknown", 'There is no service called "{service}".', {"service": service}))
        referral = Referral.objects.create(
            case=work.case, member=member, office=work.case.office, compartment=work.case.compartment,
            service=service, to_office=to_office, to_name=to_name, note=note, offered_by=by.user_id, origin="person",
        )  # fmt: skip
        work.note("referral.offered", service=service, to=to_office.code if to_office else "")
        work.touched("referrals", member=referral.member_id)
    return referral


@action
def answer_referral(*, referral: Referral, answer: str, note: str = "", by: Viewer) -> Referral:
    """Answer a referral with accept, decline, done or withdraw.

    The receiving office answers without seeing the case. Raises Refused for an answer that is not possible now,
    Referral.DoesNotExist for a referral out of sight.
    """
    if answer not in ANSWERS:
        raise Refused(Reason("answer_unknown", 'A referral cannot be answered with "{answer}".', {"answer": answer}))
    held = referral_for(by, referral.pk)
    _must_refer(by, held)
    _answer(held, answer, note, by)
    _tell_the_case(held)
    return held


def _must_refer(by: Viewer, referral: Referral) -> None:
    offices = {referral.office_id, referral.to_office_id} - {None}
    if not any(by.may(Permission.REFER, office) for office in offices if office):
        raise Refused(Reason("permission", "You may not answer referrals."))


def _answer(referral: Referral, answer: str, words: str, by: Viewer) -> None:
    before, state = ANSWERS[answer]
    done = state in ("done", "withdrawn")
    columns = {"state": state, f"{'done' if done else 'answered'}_at": moment.now(),
               f"{'done' if done else 'answered'}_by": by.user_id}  # fmt: skip
    if words:
        columns["answer_note"] = words
    if not Referral.objects.filter(pk=referral.pk, state__in=before).update(**columns):
        raise Refused(Reason("referral_state", "This answer is no longer possible.", {"state": referral.state}))
    for name, value in columns.items():
        setattr(referral, name, value)
    note(
        f"referral.{state}", by=by, on=referral, office=referral.office_id, compartment=referral.compartment,
        detail={"service": referral.service},
    )  # fmt: skip


def _tell_the_case(referral: Referral) -> None:
    """Let the case follow, even when whoever answered cannot see it."""
    keeper = Viewer.machine("referrals", [referral.office], [referral.compartment] if referral.compartment else [])
    with seen_by(keeper):
        case = Case.objects.select_for_update(of=("self",)).select_related("office", "receiving_office")
        work = Work(held := case.get(pk=referral.case_id), pack_of(held), keeper)
        work.touched("referrals", member=referral.member_id)
        settle(work)
