"""Tasks: made by a person or a reaction, done or cancelled by a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member, Task
from sojourn.kernel.refused import Reason, Refused

NOT_OPEN = Reason("task_not_open", "This task is no longer open.")


@action
def add_task(
    *, case: Case, code: str, label: str = "", role: str = "", member: Member | None = None,
    office: Office | None = None, due_at: datetime | None = None, by: Viewer,
) -> Task:  # fmt: skip
    """Add a task by hand; without an office it belongs to the case's own."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        task = Task.objects.create(
            case=work.case, member=member, code=code, label=label, role=role, office=office or work.case.office,
            due_at=due_at, made_by=by.user_id, origin="person",
        )  # fmt: skip
        work.note("task.added", task=code)
        work.touched("tasks", member=task.member_id)
    return task


@action
def complete_task(*, task: Task, by: Viewer) -> Task:
    """Mark a task as done; raise Refused when it is no longer open."""
    with work_on(task.case_id, by, Permission.CASE_WRITE) as work:
        _close(work, task, "done", done_at=work.now, done_by=by.user_id)
    return task


@action
def cancel_task(*, task: Task, by: Viewer) -> Task:
    """Cancel a task that is not needed any more; raise Refused when it is no longer open."""
    with work_on(task.case_id, by, Permission.CASE_WRITE) as work:
        _close(work, task, "cancelled", cancelled_at=work.now, cancelled_by=by.user_id)
    return task


def _close(work: Work, task: Task, how: str, **columns: Any) -> None:
    if not Task.objects.filter(pk=task.pk, done_at=None, cancelled_at=None).update(**columns):
        raise Refused(NOT_OPEN)
    for name, value in columns.items():
        setattr(task, name, value)
    work.note(f"task.{how}", task=task.code)
    work.touched("tasks", member=task.member_id)
