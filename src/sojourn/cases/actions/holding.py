"""On hold and off again. A graver hold lies on top of a lighter one; when it is lifted, that one shows again."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.sides import pop_hold, push_hold
from sojourn.cases.models import Case
from sojourn.grammar.lifecycle import attempt_hold, attempt_lift
from sojourn.kernel.refused import Reason, Refused


@action
def hold_case(*, case: Case, state: str = "on_hold", reason: str = "", note: str = "", by: Viewer) -> Case:
    """Put a case into a side state; raise Refused with the pack's grounds against it."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        if state not in work.pack.side_states:
            raise Refused(Reason("side_state", 'There is no state called "{state}".', {"state": state}))
        reasons = attempt_hold(work.pack, work.facts, state, reason, roles=work.roles, language=by.language)
        if reasons:
            raise Refused(reasons)
        push_hold(work, state, reason, note)
    return work.case


@action
def lift_hold(*, case: Case, note: str = "", by: Viewer) -> Case:
    """End the side state that holds now; some reasons ask for a certain role and for words why."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        reasons = attempt_lift(work.pack, work.facts, roles=work.roles, note=note)
        if reasons:
            raise Refused(reasons)
        pop_hold(work, note)
    return work.case
