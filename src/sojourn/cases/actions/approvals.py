"""Approvals: asked by one person, decided by another."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Approval, Case
from sojourn.grammar.lifecycle import four_eyes
from sojourn.kernel.refused import Reason, Refused

DECISIONS = ("approved", "refused")


@action
def ask_approval(*, case: Case, kind: str, note: str = "", by: Viewer) -> Approval:
    """Ask for an approval that the pack knows; raise Refused when one of the kind is already waiting."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        declared = work.pack.approvals.get(kind)
        if declared is None:
            raise Refused(Reason("approval_unknown", 'There is no approval called "{kind}".', {"kind": kind}))
        if Approval.objects.filter(case=work.case, kind=kind, decided_at=None).exists():
            raise Refused(Reason("approval_waiting", "This has been asked already and waits for a decision."))
        approval = Approval.objects.create(
            case=work.case, kind=kind, note=note, asked_at=work.now, asked_by=by.user_id,
            role=",".join(sorted(declared.roles or ())),
        )  # fmt: skip
        work.note("approval.asked", kind=kind)
        work.touched("approvals")
    return approval


@action
def decide_approval(*, approval: Approval, decision: str, reason: str = "", by: Viewer) -> Approval:
    """Approve or refuse what another person asked; a refusal needs its reason.

    Raises Refused when the asker decides, the role does not fit, or a four-eyes rule of the pack is broken.
    """
    with work_on(approval.case_id, by, Permission.DECIDE) as work:
        if reasons := _against(work, approval, decision, reason):
            raise Refused(reasons)
        columns = {"decision": decision, "reason": reason, "decided_at": work.now, "decided_by": by.user_id}
        if not Approval.objects.filter(pk=approval.pk, decided_at=None).update(**columns):
            raise Refused(Reason("approval_decided", "This has been decided already."))
        for name, value in columns.items():
            setattr(approval, name, value)
        work.note("approval.decided", kind=approval.kind, decision=decision)
        work.touched("approvals")
    return approval


def _against(work: Work, approval: Approval, decision: str, reason: str) -> list[Reason]:
    declared = work.pack.approvals[approval.kind]
    found: list[Reason] = []
    if decision not in DECISIONS:
        found.append(Reason("decision_unknown", "Choose to approve or to refuse.", field="decision"))
    if decision == "refused" and not reason.strip():
        found.append(Reason("reason_required", "A refusal needs its reason.", field="reason"))
    if approval.asked_by == work.by.user_id and not work.by.system:
        found.append(Reason("four_eyes", "Who asks does not decide."))
    if declared.roles is not None and not declared.roles & work.roles:
        found.append(Reason("role", "This decision belongs to: {roles}.", {"roles": ", ".join(sorted(declared.roles))}))
    return found + four_eyes(work.pack, work.facts, f"approval:{approval.kind}", str(work.by.user_id))
