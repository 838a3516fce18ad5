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


def escalate_due_clocks(*, by: Viewer) -> int:
    """Take every step that is due in the cases `by` sees, one transaction per case; return how many cases had one."""
    waiting = list(dict.fromkeys(
        ClockRun.objects.filter(stopped_at=None, next_at__lte=moment.now()).order_by("next_at")
        .values_list("case_id", flat=True)[:AT_ONCE]
    ))  # fmt: skip
    for case in waiting:
        escalate_case(case=case, by=by)
    return len(waiting)


@action
def escalate_case(*, case: UUID, by: Viewer) -> None:
    """Take the steps that are due in one case."""
    with work_on(case, by, Permission.CASE_READ) as work:
        # A pause may have moved a clock on since its step was planned.
        bring_up_to_date(work)
        for run in ClockRun.objects.filter(case=work.case, stopped_at=None, next_at__lte=work.now).order_by("due_at"):
            carry_out(work, due_steps(work, run))
