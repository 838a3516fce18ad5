"""What the worker does: take the steps of clocks whose time has come. Running it twice does nothing twice."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.clocks import bring_up_to_date, due_steps
from sojourn.cases.actions.settling import carry_out, work_on
from sojourn.cases.models import ClockRun
from sojourn.kernel import moment

AT_ONCE = 500


def due_cases() -> list[UUID]:
    """The cases in sight with a step that is due, the longest waiting first, at most 500."""
    waiting = ClockRun.objects.filter(stopped_at=None, next_at__lte=moment.now()).order_by("next_at")
    return list(dict.fromkeys(waiting.values_list("case_id", flat=True)[:AT_ONCE]))


def escalate_due_clocks(*, by: Viewer) -> int:
    """Take every step that is due in the cases `by` sees, one transaction per case; return how many cases had one."""
    waiting = due_cases()
    for case in waiting:
        escalate_case(case=case, by=by)
    return len(waiting)


@action
def escalate_case(*, case: UUID, by: Viewer) -> None:
    """Take the steps that are due in one case."""
    with work_on(case, by, Permission.CASE_READ) as work:
        # A pause may have moved a clock on since its step was planned.
        bring_up_to_date(work)
        for run in work.rows.clocks:
            if run.stopped_at is None and run.next_at is not None and run.next_at <= work.now:
                carry_out(work, due_steps(work, run))
