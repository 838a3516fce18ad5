"""Decisions about one member, with their coded reasons; the latest of a kind holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Member, MemberDecision
from sojourn.kernel.refused import Reason, Refused


@action
def decide_member(
    *, member: Member, kind: str, outcome: str, reasons: Sequence[str] = (), note: str = "", by: Viewer
) -> MemberDecision:
    """Record a decision about a member; it carries at least one reason, so that no refusal is silent.

    Raises Refused when the programme declares no decision of this kind, or not for this role, and for an outcome or a
    reason that is not in its list.
    """
    if not outcome or not (reasons or note.strip()):
        raise Refused(Reason("reason_required", "A decision needs its outcome and a reason.", field="reasons"))
    with work_on(member.case_id, by, Permission.DECIDE) as work:
        if against := list(_against(work, kind, outcome, reasons)):
            raise Refused(against)
        decision = MemberDecision.objects.create(
            case=work.case, member=member, kind=kind, outcome=outcome, reasons=list(reasons), note=note,
            at=work.now, by=by.user_id,
        )  # fmt: skip
        work.note("member.decided", kind=kind, outcome=outcome, member=str(member.pk))
        work.touched(member=member.pk)
    return decision


def _against(work: Work, kind: str, outcome: str, reasons: Sequence[str]) -> Iterator[Reason]:
    declared = work.pack.decisions.get(kind)
    if declared is None:
        words = 'The programme decides nothing called "{kind}" about a person.'
        yield Reason("decision_unknown", words, {"kind": kind}, field="kind")
        return
    if declared.roles is not None and not declared.roles & work.roles:
        yield Reason("role", "This decision belongs to: {roles}.", {"roles": ", ".join(sorted(declared.roles))})
    if outcome not in work.pack.list_of(declared.outcomes):
        yield Reason("outcome_unknown", 'The outcome "{outcome}" is not in the list.', {"outcome": outcome}, "outcome")
    for reason in reasons:
        if reason not in work.pack.list_of(declared.reasons):
            yield Reason("reason_unknown", '"{reason}" is not one of the reasons.', {"reason": reason}, "reasons")
