"""Services of the pack's catalogue for a member: needed, booked, delivered or cancelled."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member, ServiceLine
from sojourn.cases.queries.holds import holds_of
from sojourn.kernel.refused import Reason, Refused

STATES = ("needed", "booked", "delivered", "cancelled")
ENDED = ("delivered", "cancelled")
# What a hold keeps from happening; a service may be noted as needed, and cancelled, at any time.
HELD = ("booked", "delivered")


@action
def add_service(
    *, case: Case, code: str, member: Member | None = None, state: str = "needed", note: str = "", by: Viewer
) -> ServiceLine:
    """Add a service of the catalogue; raise Refused when the pack has none of that code."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        if code not in work.pack.services:
            raise Refused(Reason("service_unknown", 'There is no service called "{code}".', {"code": code}))
        _must_be_known(state)
        _must_not_be_held(work, code, state)
        line = ServiceLine.objects.create(
            case=work.case, member=member, code=code, state=state, note=note, made_at=work.now, made_by=by.user_id,
            changed_at=work.now, changed_by=by.user_id, origin="person",
        )  # fmt: skip
        work.note(f"service.{state}", service=code)
        work.touched("services", member=line.member_id)
    return line


@action
def change_service(*, line: ServiceLine, state: str, note: str = "", by: Viewer) -> ServiceLine:
    """Book, deliver or cancel a service; raise Refused when it is already delivered or cancelled."""
    with work_on(line.case_id, by, Permission.CASE_WRITE) as work:
        _must_be_known(state)
        _must_not_be_held(work, line.code, state)
        columns = {"state": state, "changed_at": work.now, "changed_by": by.user_id, "note": note or line.note}
        if not ServiceLine.objects.filter(pk=line.pk).exclude(state__in=ENDED).update(**columns):
            raise Refused(Reason("service_ended", "This service is delivered or cancelled already."))
        for name, value in columns.items():
            setattr(line, name, value)
        work.note(f"service.{state}", service=line.code)
        work.touched("services", member=line.member_id)
    return line


def _must_not_be_held(work: Work, code: str, state: str) -> None:
    declared = work.pack.services.get(code)
    held_by = declared.columns.get("held_by") if declared else None
    if held_by and state in HELD:
        holds = holds_of(work.by, work.case, work.pack)
        if found := [reason for name, reason in holds.items() if name in held_by]:
            raise Refused(found)


def _must_be_known(state: str) -> None:
    if state not in STATES:
        raise Refused(Reason("service_state", 'A service cannot be "{state}".', {"state": state}))
