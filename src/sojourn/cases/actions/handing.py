"""Hand a case over: one office asks, the other accepts or declines."""

from __future__ import annotations

from sojourn.cases.actions.working import Work
from sojourn.cases.models import Handover
from sojourn.grammar.packs import Transition
from sojourn.kernel.refused import Reason, Refused


def overtake_handovers(work: Work) -> None:
    """Close a hand-over that waits, since the case went on without it."""
    waiting = Handover.objects.filter(case=work.case, answered_at=None)
    if waiting.update(accepted=False, answered_at=work.now, answered_by=work.by.user_id):
        work.note("handover.overtaken")


def ask_handover(work: Work, declared: Transition, words: str) -> Handover:
    """Ask the office that has to accept a transition; raise Refused when there is none, or it is asked already."""
    case = work.case
    office = case.receiving_office if declared.accepted_by == "receiving_office" else case.office
    if office is None:
        raise Refused(Reason("no_receiving_office", "Name the receiving office first.", field="receiving_office"))
    if Handover.objects.filter(case=case, answered_at=None).exists():
        raise Refused(Reason("handover_waiting", "A hand-over of this case already waits for an answer."))
    asked = Handover.objects.create(
        case=case, transition=declared.name, to_office=office, note=words, asked_at=work.now, asked_by=work.by.user_id
    )
    work.note("handover.asked", transition=declared.name, to=office.code)
    work.touched()
    return asked
