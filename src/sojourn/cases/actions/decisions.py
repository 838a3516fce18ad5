"""Decisions about one member, with their coded reasons; the latest of a kind holds."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.models import Member, MemberDecision
from sojourn.kernel.refused import Reason, Refused


@action
def decide_member(
    *, member: Member, kind: str, outcome: str, reasons: Sequence[str] = (), note: str = "", by: Viewer
) -> MemberDecision:
    """Record a decision about a member; it carries at least one reason, so that no refusal is silent."""
    if not outcome or not (reasons or note.strip()):
        raise Refused(Reason("reason_required", "A decision needs its outcome and a reason.", field="reasons"))
    with work_on(member.case_id, by, Permission.DECIDE) as work:
        decision = MemberDecision.objects.create(
            case=work.case, member=member, kind=kind, outcome=outcome, reasons=list(reasons), note=note,
            at=work.now, by=by.user_id,
        )  # fmt: skip
        work.note("member.decided", kind=kind, outcome=outcome, member=str(member.pk))
        work.touched(member=member.pk)
    return decision
