"""The verbs of stories that do something: each calls one action of the engine, as the person who acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sojourn.cases import actions
from sojourn.cases.queries import Rows, rows_of, waiting_handover
from sojourn.cases.queries.persons import consents_in
from sojourn.grammar.clocks import due
from sojourn.grammar.packs import UNITS, Span
from sojourn.grammar.source import Section
from sojourn.jobs.stories.drawing import drawn
from sojourn.jobs.stories.given import particulars
from sojourn.jobs.stories.twice import compare_people, judge, known_before
from sojourn.jobs.stories.world import World
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused


def _as(world: World, words: Section) -> None:
    world.act_as(world.hand_of(words))


def _at(world: World, words: Section) -> None:
    world.travel(datetime.fromisoformat(words.text("at")))


def _wait(world: World, words: Section) -> None:
    world.travel(_later(world, words))


def _later(world: World, words: Section) -> datetime:
    """Now and the length that the words give, in the working days of the case's office."""
    to, office = moment.now(), world.case_office
    for unit in UNITS:
        if unit in words:
            to = due(Span(unit, float(words.text(unit))), to, (), office.country, office.zone)
    return to


def _fill(world: World, words: Section) -> None:
    version = words.text("version")
    form, member = words.text("form"), world.member(words)
    actions.record_entry(
        case=world.handle, form=form, answers=world.handed_in(form, words.get("answers") or {}, member),
        member=member, expected_version=int(version) if version else None, by=world.hand,
    )  # fmt: skip


def _attempt(world: World, words: Section) -> None:
    transition, answers = words.text("transition"), words.get("answers")
    declared = world.pack.transitions.get(transition)
    if answers is not None:
        answers = world.handed_in(declared.form if declared else "", answers, None)
    actions.move_case(
        case=world.handle, transition=transition, reason=words.text("reason"), note=words.text("note"),
        answers=answers, by=world.hand,
    )  # fmt: skip


def _hold(world: World, words: Section) -> None:
    actions.hold_case(
        case=world.handle, state=words.text("state", "on_hold"), reason=words.text("reason"), note=words.text("note"),
        by=world.hand,
    )  # fmt: skip


def _lift(world: World, words: Section) -> None:
    actions.lift_hold(case=world.handle, note=words.text("note") or words.text("reason"), by=world.hand)


def _task(world: World, words: Section) -> None:
    actions.add_task(
        case=world.handle, code=words.text("code"), label=words.text("label"), role=words.text("role"),
        member=world.member(words), due_at=_later(world, words["within"]) if "within" in words else None, by=world.hand,
    )  # fmt: skip


def _task_done(world: World, words: Section) -> None:
    actions.complete_task(task=_open_task(world, words), by=world.hand)


def _cancel_task(world: World, words: Section) -> None:
    actions.cancel_task(task=_open_task(world, words), by=world.hand)


def _open_task(world: World, words: Section) -> Any:
    code = words.text("code")
    rows = [task for task in _rows(world).tasks if (task.code, task.done_at, task.cancelled_at) == (code, None, None)]
    return _found(_of_member(world, words, rows), f'There is no open task "{code}"')


def _alert(world: World, words: Section) -> None:
    actions.raise_alert(
        case=world.handle, code=words.text("code"), severity=words.text("severity", "medium"),
        member=world.member(words), by=world.hand,
    )  # fmt: skip


def _clear_alert(world: World, words: Section) -> None:
    code = words.text("code")
    rows = [alert for alert in _rows(world).alerts if (alert.code, alert.cleared_at) == (code, None)]
    actions.clear_alert(alert=_found(_of_member(world, words, rows), f'There is no alert "{code}"'), by=world.hand)


def _refer(world: World, words: Section) -> None:
    to = words.text("to")
    office = world.offices.get(to)
    actions.refer(
        case=world.handle, service=words.text("service"), member=world.member(words), to_office=office,
        to_name="" if office else to, by=world.hand,
    )  # fmt: skip


def _answer_referral(world: World, words: Section) -> None:
    service = words.text("service")
    rows = [referral for referral in reversed(_rows(world).referrals) if referral.service == service]
    actions.answer_referral(
        referral=_found(rows, f'There is no referral to "{service}"'), answer=words.text("answer", "accept"),
        note=words.text("note"), by=world.hand,
    )  # fmt: skip


def _ask_approval(world: World, words: Section) -> None:
    actions.ask_approval(case=world.handle, kind=words.text("kind"), note=words.text("note"), by=world.hand)


def _approve(world: World, words: Section) -> None:
    kind = words.text("kind")
    rows = [approval for approval in _rows(world).approvals if (approval.kind, approval.decided_at) == (kind, None)]
    actions.decide_approval(
        approval=_found(rows, f'Nobody has asked for "{kind}"'), decision=words.text("decision", "approved"),
        reason=words.text("reason") or words.text("note"), by=world.hand,
    )  # fmt: skip


def _consent(world: World, words: Section) -> None:
    more = {key: words.text(key) for key in ("given_by", "method", "language", "decision") if words.text(key)}
    actions.give_consent(member=_named(world, words), purpose=words.text("purpose"), by=world.hand, **more)


def _withdraw_consent(world: World, words: Section) -> None:
    purpose = words.text("purpose")
    given = (_named(world, words).pk, purpose, None)
    rows = [one for one in consents_in(world.handle) if (one.member_id, one.purpose, one.withdrawn_at) == given]
    actions.withdraw_consent(consent=_found(rows, f'There is no consent to "{purpose}"'), by=world.hand)


def _decide(world: World, words: Section) -> None:
    reasons = words.get("reasons")
    actions.decide_member(
        member=_named(world, words), kind=words.text("kind"), outcome=words.text("outcome"),
        reasons=list(reasons) if isinstance(reasons, list) else [words.text("reasons")], by=world.hand,
    )  # fmt: skip


def _book(world: World, words: Section) -> None:
    code, state = words.text("service"), words.text("state", "booked")
    going_on = [
        one for one in reversed(_rows(world).services) if one.code == code and one.state in ("needed", "booked")
    ]
    lines = _of_member(world, words, going_on)
    if not lines:
        actions.add_service(case=world.handle, code=code, member=world.member(words), state=state, by=world.hand)
    else:
        actions.change_service(line=lines[0], state=state, by=world.hand)


def _attach(world: World, words: Section) -> None:
    name = words.text("filename", "photo.png")
    actions.attach_file(
        case=world.handle, upload=drawn(name), filename=name, question=words.text("question"),
        member=world.member(words), by=world.hand,
    )  # fmt: skip


def _add_member(world: World, words: Section) -> None:
    name = words.text("member")
    made = actions.add_member(
        case=world.handle, particulars=particulars({"family_name": "Testperson", "given_names": name.capitalize()}),
        relation=words.text("relation", "other"), by=world.hand,
    )  # fmt: skip
    world.members[name] = made


def _accept_handover(world: World, words: Section) -> None:
    actions.accept_handover(handover=_handover(world), note=words.text("note"), by=world.hand)


def _decline_handover(world: World, words: Section) -> None:
    actions.decline_handover(handover=_handover(world), note=words.text("note") or words.text("reason"), by=world.hand)


def _worker(world: World, words: Section) -> None:
    before = world.hand
    world.act_as(world.machine)
    actions.escalate_due_clocks(by=world.hand)
    compare_people(world)
    world.act_as(before)


def _handover(world: World) -> Any:
    handover = waiting_handover(world.handle)
    if handover is None:
        raise Refused(Reason("no_handover", "No hand-over waits for an answer."))
    return handover


def _named(world: World, words: Section) -> Any:
    return world.member(words) or next(iter(world.members.values()))


def _of_member(world: World, words: Section, rows: list[Any]) -> list[Any]:
    member = world.member(words)
    return rows if member is None else [row for row in rows if row.member_id == member.pk]


def _found(rows: list[Any], otherwise: str) -> Any:
    if not rows:
        raise Refused(Reason("not_there", otherwise))
    return rows[0]


def _rows(world: World) -> Rows:
    return rows_of(world.handle)


DOING: Mapping[str, Callable[[World, Section], None]] = {
    "as": _as, "at": _at, "wait": _wait, "fill": _fill, "attempt": _attempt, "hold": _hold, "lift": _lift,
    "task": _task, "task_done": _task_done, "cancel_task": _cancel_task, "alert": _alert,
    "clear_alert": _clear_alert, "refer": _refer, "answer_referral": _answer_referral,
    "ask_approval": _ask_approval, "approve": _approve, "consent": _consent,
    "withdraw_consent": _withdraw_consent, "decide": _decide, "book": _book, "attach": _attach,
    "add_member": _add_member, "accept_handover": _accept_handover, "decline_handover": _decline_handover,
    "worker": _worker, "known_before": known_before, "judge": judge,
}  # fmt: skip
