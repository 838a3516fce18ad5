"""The facts of a case for the grammar: flat names and values, made of its rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sojourn.cases.models import Alert, Case, ClockRun, Entry, Member, Referral, ServiceLine, StageEntry, Task
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.rows import Rows, rows_of
from sojourn.cases.queries.said import as_known_in
from sojourn.grammar.lifecycle import Act, Facts, MemberFacts, age_facts, entry_facts
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment

Counts: TypeAlias = Counter[tuple[str, UUID | None]]


def facts_of(case: Case, pack: Pack | None = None, rows: Rows | None = None) -> Facts:
    """Return what is known of a case now; derived values are added by the grammar's `with_values`."""
    pack = pack or pack_of(case)
    rows = rows or rows_of(case)
    zone = ZoneInfo(case.office.zone)
    counts = _side_by_side(rows)
    return Facts(
        case=_of_case(case, pack, rows, counts),
        members=tuple(_member(case, pack, rows, member, zone, counts) for member in rows.members),
        acts=_acts(rows),
        parameters={},
        now=moment.now(),
        zone=zone,
    )


def _of_case(case: Case, pack: Pack, rows: Rows, counts: Counts) -> dict[str, Any]:
    return (
        _case(case, rows) | _stages(rows.stages) | _work(rows) | _approvals(rows) | _clocks(rows, None)
        | _forms(pack, rows, None, counts)
    )  # fmt: skip


def iso(instant: datetime | None) -> str:
    """An instant as the grammar keeps it; nothing for none."""
    return instant.isoformat() if instant else ""


def _case(case: Case, rows: Rows) -> dict[str, Any]:
    zone = ZoneInfo(case.office.zone)
    return {
        "case.number": case.number,
        "case.stage": case.stage,
        "case.side_state": case.side_state,
        "case.side_reason": case.side_reason,
        "case.opened_on": case.opened_at.astimezone(zone).date().isoformat(),
        "case.opened_at": iso(case.opened_at),
        "case.closed_at": iso(case.closed_at),
        "case.office": case.office.code,
        "case.office_country": case.office.country,
        "case.receiving_office": case.receiving_office.code if case.receiving_office else "",
        "case.members": len(rows.members),
    }


def _stages(entries: list[StageEntry]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    before = ""
    for entry in entries:
        at = iso(entry.at)
        if entry.transition:
            found[f"transition.{entry.transition}.at"] = at
            found[f"transition.{entry.transition}.by"] = str(entry.by or "")
        if entry.transition or not before:
            if before:
                found[f"stage.{before}.left"] = at
            found.setdefault(f"stage.{entry.stage}.entered", at)
            found[f"stage.{entry.stage}.last_entered"] = at
            before = entry.stage
    return found


def _work(rows: Rows, member: UUID | None = None) -> dict[str, Any]:
    """Tasks, alerts, referrals and services of the case; with `member`, as they stand for that one."""
    found: dict[str, Any] = {}
    for task in rows.tasks:
        _open(found, f"task.{task.code}.open", task.done_at or task.cancelled_at, _concerns(task, member))
    for alert in rows.alerts:
        _open(found, f"alert.{alert.code}.open", alert.cleared_at, _concerns(alert, member))
    for referral in rows.referrals:
        _state(found, f"referral.{referral.service}.state", referral.state, _concerns(referral, member))
    for service in rows.services:
        _state(found, f"service.{service.code}.state", service.state, _concerns(service, member))
    return found


def _concerns(row: Task | Alert | Referral | ServiceLine, member: UUID | None) -> bool:
    return member is None or row.member_id in (None, member)


def _open(found: dict[str, Any], name: str, ended: datetime | None, concerned: bool) -> None:
    open_already = found.get(name) == "yes"
    found[name] = "yes" if open_already or (concerned and ended is None) else "no"


def _state(found: dict[str, Any], name: str, state: str, concerned: bool) -> None:
    found[name] = state if concerned else found.get(name, "")


def _approvals(rows: Rows) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for approval in rows.approvals:
        prefix = f"approval.{approval.kind}."
        found[prefix + "decision"] = approval.decision or "asked"
        found[prefix + "at"] = iso(approval.decided_at)
        found[prefix + "by"] = str(approval.decided_by or "")
    return found


def _clocks(rows: Rows, member: UUID | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for run in rows.clocks:
        if run.member_id == member:
            found |= _clock(run)
    return found


def _clock(run: ClockRun) -> dict[str, Any]:
    prefix = f"clock.{run.clock}."
    return {
        prefix + "started": iso(run.started_at),
        prefix + "due": iso(run.due_at),
        prefix + "stopped": iso(run.stopped_at),
    }


def _side_by_side(rows: Rows) -> Counts:
    return Counter((entry.form, entry.member_id) for entry in rows.signed if entry.corrects is None)


def _forms(pack: Pack, rows: Rows, member: UUID | None, counts: Counts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in rows.entries:
        if entry.member_id == member and entry.form in pack.forms:
            found |= _entry(pack, entry, counts[(entry.form, member)])
    return found


def _entry(pack: Pack, entry: Entry, count: int) -> dict[str, Any]:
    form = pack.forms[entry.form].form
    return entry_facts(form, entry.answers, iso(entry.at), str(entry.by or ""), count)


def _member(case: Case, pack: Pack, rows: Rows, member: Member, zone: ZoneInfo, counts: Counts) -> MemberFacts:
    known = as_known_in(case, pack, rows, member)
    values = age_facts(pack, known.birth, moment.today(zone)) | {
        "member.sex": known.sex,
        "member.relation": member.relation,
        "member.name": known.name,
        "member.nationality": list(known.nationalities),
    }
    values |= _work(rows, member.pk) | _clocks(rows, member.pk) | _forms(pack, rows, member.pk, counts)
    return MemberFacts(str(member.pk), known.name, values)


def _acts(rows: Rows) -> tuple[Act, ...]:
    acts = [
        Act(f"form:{entry.form}", str(entry.by), entry.at, str(entry.member_id) if entry.member_id else None)
        for entry in rows.signed
        if entry.by
    ]
    acts += [
        Act(f"transition:{row.transition}", str(row.by), row.at) for row in rows.stages if row.transition and row.by
    ]
    acts += [
        Act(f"approval:{row.kind}", str(row.decided_by), row.decided_at)
        for row in rows.approvals
        if row.decided_at and row.decided_by
    ]
    return tuple(acts)
