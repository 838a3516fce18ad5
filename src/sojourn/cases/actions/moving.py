"""Move a case along one of its pack's transitions, or ask the other office to accept the move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.entries import Handed, clean, form_of, keep_entry
from sojourn.cases.actions.handing import ask_handover, overtake_handovers
from sojourn.cases.actions.settling import settle
from sojourn.cases.actions.sides import end_holds
from sojourn.cases.actions.working import Work, take_up
from sojourn.cases.models import Case, Draft, StageEntry
from sojourn.cases.queries.holds import holds_of
from sojourn.grammar.lifecycle import attempt
from sojourn.grammar.packs import Transition
from sojourn.kernel.refused import Reason, Refused


@dataclass(frozen=True)
class Move:
    """What comes with a move: the coded reason, the answers of its form, a note."""

    transition: str
    reason: str = ""
    answers: Mapping[str, Any] | None = None
    note: str = ""


@action
def move_case(
    *, case: Case, transition: str, reason: str = "", answers: Mapping[str, Any] | None = None, note: str = "",
    by: Viewer,
) -> Case:  # fmt: skip
    """Move a case; raise Refused with every ground against it, each under its rule's code.

    A transition that is `always` possible (a withdrawal) is for whoever sees the case, and nothing stops it: not a
    hold, not a missing approval, not a form that cannot be kept (its answers then stay as a draft).
    A transition that the other office has to accept only asks for it; `accept_handover` performs it.
    """
    move = Move(transition, reason, answers, note)
    work = take_up(case, by, Permission.CASE_READ)
    declared = _declared(work, move)
    if not declared.always:
        work.must(Permission.CASE_MOVE)
    _attempt(work, declared, move)
    if declared.accepted_by:
        ask_handover(work, declared, note)
    else:
        go(work, declared, move.reason, move.note)
    settle(work)
    return work.case


def go(work: Work, declared: Transition, reason: str, note: str) -> None:
    """Write the step into the new stage."""
    stage = work.pack.stages[declared.to]
    if work.case.side_state and (declared.always or stage.final):
        end_holds(work)
    StageEntry.objects.create(
        case=work.case, stage=stage.name, side_state=work.case.side_state, side_reason=work.case.side_reason,
        transition=declared.name, reason=reason, note=note, at=work.now, by=work.by.user_id,
    )  # fmt: skip
    work.changed("stages")
    overtake_handovers(work)
    before = work.case.stage
    work.set(stage=stage.name, closed_at=work.now if stage.final else None)
    work.note("case.moved", transition=declared.name, before=before, after=stage.name, reason=reason)
    work.happened("transition", declared.name)
    work.happened("stage", stage.name)


def _declared(work: Work, move: Move) -> Transition:
    declared = work.pack.transitions.get(move.transition)
    if declared is None:
        raise Refused(Reason("transition_unknown", 'There is no step called "{name}".', {"name": move.transition}))
    return declared


def _attempt(work: Work, declared: Transition, move: Move) -> None:
    handed = Handed(declared.form, move.answers) if declared.form and move.answers is not None else None
    cleaned = _cleaned(work, declared, handed)
    reasons = attempt(
        work.pack, work.facts, declared.name, roles=work.roles, by=str(work.by.user_id), reason=move.reason,
        form_answers=cleaned, language=work.by.language,
        holds=holds_of(work.by, work.case, work.pack) if declared.held_by else None,
    )  # fmt: skip
    if reasons:
        raise Refused(reasons)
    if handed is not None and cleaned is not None:
        keep_entry(work, handed)


def _cleaned(work: Work, declared: Transition, handed: Handed | None) -> dict[str, Any] | None:
    if handed is None:
        return None
    try:
        return clean(work, form_of(work, handed), handed)
    except Refused:
        if not declared.always:
            raise
        Draft.objects.update_or_create(
            author=work.by.user_id, case=work.case, form=handed.form, member=None,
            defaults={"answers": dict(handed.answers), "saved_at": work.now},
        )  # fmt: skip
        return None
