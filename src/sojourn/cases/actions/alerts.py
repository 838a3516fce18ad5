"""Alerts: raised by a person or a reaction, cleared by a person who has looked."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.models import Alert, Case, Member
from sojourn.kernel.refused import Reason, Refused


@action
def raise_alert(
    *, case: Case, code: str, label: str = "", severity: str = "medium", role: str = "",
    member: Member | None = None, by: Viewer,
) -> Alert:  # fmt: skip
    """Raise an alert by hand."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        alert = Alert.objects.create(
            case=work.case, member=member, code=code, label=label, severity=severity, role=role,
            raised_by=by.user_id, origin="person",
        )  # fmt: skip
        work.note("alert.raised", alert=code)
        work.touched("alerts", member=alert.member_id)
    return alert


@action
def clear_alert(*, alert: Alert, by: Viewer) -> Alert:
    """Clear an alert; raise Refused when it is cleared already."""
    with work_on(alert.case_id, by, Permission.CASE_WRITE) as work:
        if not Alert.objects.filter(pk=alert.pk, cleared_at=None).update(cleared_at=work.now, cleared_by=by.user_id):
            raise Refused(Reason("alert_cleared", "This alert was cleared before."))
        alert.cleared_at, alert.cleared_by = work.now, by.user_id
        work.note("alert.cleared", alert=alert.code)
        work.touched("alerts", member=alert.member_id)
    return alert
