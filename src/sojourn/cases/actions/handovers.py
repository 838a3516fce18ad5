"""Answer a hand-over: accepting it performs the transition that was asked for."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.moving import go
from sojourn.cases.actions.settling import settle, work_on
from sojourn.cases.actions.working import Work, take_up
from sojourn.cases.models import Case, Handover
from sojourn.cases.queries.holds import holds_of
from sojourn.grammar.lifecycle import attempt
from sojourn.kernel.refused import Reason, Refused

# Whose step it is was asked when the hand-over was asked for.
ANSWERED_BEFORE = {"role", "reason_required", "form_missing"}


@action
def accept_handover(*, handover: Handover, note: str = "", by: Viewer) -> Case:
    """Accept a case in the office that was asked; the guards are asked once more, since time has passed."""
    work = take_up(handover.case_id, by, Permission.CASE_MOVE)
    _answer(work, handover, True, note)
    declared = work.pack.transitions[handover.transition]
    reasons = attempt(
        work.pack, work.facts, declared.name, roles=work.roles, by=str(by.user_id), language=by.language,
        holds=holds_of(by, work.case, work.pack),
    )  # fmt: skip
    if left := [reason for reason in reasons if reason.code not in ANSWERED_BEFORE]:
        raise Refused(left)
    work.note("handover.accepted", transition=declared.name)
    go(work, declared, "", note)
    settle(work)
    return work.case


@action
def decline_handover(*, handover: Handover, note: str, by: Viewer) -> Case:
    """Decline a case with a reason; it stays where it is."""
    if not note.strip():
        raise Refused(Reason("reason_required", "Say why the case is declined.", field="note"))
    with work_on(handover.case_id, by, Permission.CASE_MOVE) as work:
        _answer(work, handover, False, note)
        work.note("handover.declined", transition=handover.transition)
        work.touched()
    return work.case


def _answer(work: Work, handover: Handover, accepted: bool, note: str) -> None:
    if not work.by.may(Permission.CASE_MOVE, handover.to_office_id):
        raise Refused(Reason("other_office", "Only the office that was asked can answer."))
    columns = {"accepted": accepted, "answered_at": work.now, "answered_by": work.by.user_id, "answer_note": note}
    if not Handover.objects.filter(pk=handover.pk, answered_at=None).update(**columns):
        raise Refused(Reason("handover_answered", "This hand-over was answered before."))
    for name, value in columns.items():
        setattr(handover, name, value)
