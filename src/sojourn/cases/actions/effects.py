"""Carry out what reactions, stages and clocks ask for: holds, tasks, alerts, referrals, services, further cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sojourn.accounts.models import Office
from sojourn.cases.actions.sides import pop_hold, push_hold
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Alert, Referral, ServiceLine, Task
from sojourn.grammar.clocks import due
from sojourn.grammar.lifecycle import Effect
from sojourn.grammar.packs import read_in

ENDED = ("delivered", "cancelled")


def perform(work: Work, effect: Effect, opened: Callable[[Work, Effect], bool]) -> bool:
    """Carry out one effect; return whether anything changed. `opened` opens a further case."""
    if effect.kind == "open_case":
        return opened(work, effect)
    return _WAYS[effect.kind](work, effect)


def _hold(work: Work, effect: Effect) -> bool:
    state, reason = str(effect.params["state"]), str(effect.params.get("reason", ""))
    if (work.case.side_state, work.case.side_reason) == (state, reason):
        return False
    push_hold(work, state, reason, note=_origin(effect))
    return True


def _lift(work: Work, effect: Effect) -> bool:
    if work.case.side_state != effect.params["state"]:
        return False
    pop_hold(work, note=_origin(effect))
    return True


def _task(work: Work, effect: Effect) -> bool:
    code = str(effect.params["code"])
    if Task.objects.filter(case=work.case, member=effect.member, code=code, done_at=None, cancelled_at=None).exists():
        return False
    Task.objects.create(
        case=work.case, member_id=effect.member, code=code, label=read_in(effect.labels, "en"),
        role=str(effect.params.get("role", "")), office=work.case.office, due_at=_due(work, effect),
        made_at=work.now, made_by=work.by.user_id, origin=_origin(effect),
    )  # fmt: skip
    work.note("task.added", task=code, by_rule=effect.rule, reaction=effect.reaction)
    return True


def _done(work: Work, effect: Effect) -> bool:
    return _close(work, effect, [str(effect.params["task"])], "done")


def _cancel(work: Work, effect: Effect) -> bool:
    return _close(work, effect, [str(code) for code in effect.params["tasks"]], "cancelled")


def _close(work: Work, effect: Effect, codes: list[str], how: str) -> bool:
    rows = Task.objects.filter(case=work.case, code__in=codes, done_at=None, cancelled_at=None)
    if effect.member:
        rows = rows.filter(member=effect.member) | rows.filter(member=None)
    closed = rows.update(**{f"{how}_at": work.now, f"{how}_by": work.by.user_id})
    if closed:
        work.note(f"task.{how}", tasks=codes, by_rule=effect.rule, reaction=effect.reaction)
    return bool(closed)


def _alert(work: Work, effect: Effect) -> bool:
    code = str(effect.params["code"])
    if Alert.objects.filter(case=work.case, member=effect.member, code=code, cleared_at=None).exists():
        return False
    Alert.objects.create(
        case=work.case, member_id=effect.member, code=code, label=read_in(effect.labels, "en"),
        severity=str(effect.params.get("severity", "medium")), role=str(effect.params.get("role", "")),
        raised_at=work.now, raised_by=work.by.user_id, origin=_origin(effect),
    )  # fmt: skip
    work.note("alert.raised", alert=code, by_rule=effect.rule, reaction=effect.reaction)
    return True


def _clear(work: Work, effect: Effect) -> bool:
    rows = Alert.objects.filter(case=work.case, code=str(effect.params["alert"]), cleared_at=None)
    if effect.member:
        rows = rows.filter(member=effect.member) | rows.filter(member=None)
    cleared = rows.update(cleared_at=work.now, cleared_by=work.by.user_id)
    if cleared:
        work.note("alert.cleared", alert=str(effect.params["alert"]), reaction=effect.reaction)
    return bool(cleared)


def _referral(work: Work, effect: Effect) -> bool:
    service, to = str(effect.params["service"]), str(effect.params.get("to", ""))
    office = Office.objects.filter(code=to).first() if to else None
    Referral.objects.create(
        case=work.case, member_id=effect.member, office=work.case.office, compartment=work.case.compartment,
        service=service, to_office=office, to_name="" if office else to, offered_at=work.now,
        offered_by=work.by.user_id, origin=_origin(effect),
    )  # fmt: skip
    work.note("referral.offered", service=service, by_rule=effect.rule, reaction=effect.reaction)
    return True


def _service(work: Work, effect: Effect) -> bool:
    code, state = str(effect.params["code"]), str(effect.params.get("state", "needed"))
    line = ServiceLine.objects.filter(case=work.case, member=effect.member, code=code).order_by("changed_at").last()
    if _is_so(line.state if line else "", state):
        return False
    if line is None or line.state in ENDED:
        line = ServiceLine(
            case=work.case, member_id=effect.member, code=code, made_at=work.now, made_by=work.by.user_id,
            origin=_origin(effect),
        )  # fmt: skip
    line.state, line.changed_at, line.changed_by = state, work.now, work.by.user_id
    line.save()
    work.note(f"service.{state}", service=code, by_rule=effect.rule, reaction=effect.reaction)
    return True


def _is_so(found: str, state: str) -> bool:
    """Whether nothing is to be done: what is needed may be booked already, and what was never asked for cannot end."""
    if state == "needed":
        return found in ("needed", "booked", "delivered")
    return found == state or (state in ENDED and found in ("", *ENDED))


_WAYS: Mapping[str, Callable[[Work, Effect], bool]] = {
    "hold": _hold, "lift": _lift, "task": _task, "done": _done, "cancel": _cancel, "alert": _alert, "clear": _clear,
    "referral": _referral, "service": _service,
}  # fmt: skip


def _origin(effect: Effect) -> str:
    return f"{effect.reaction} ({effect.rule})" if effect.rule else effect.reaction


def _due(work: Work, effect: Effect) -> datetime | None:
    if effect.within is None:
        return None
    office = work.case.office
    return due(effect.within, work.now, (), office.country, office.zone)
