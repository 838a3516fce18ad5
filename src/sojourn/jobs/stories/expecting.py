"""The verb `expect`: look at the case, its work, clocks, values and figures, and compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from sojourn.audit.queries import events_of
from sojourn.cases.queries import Rows, case_for, count_cases, current_entries, rows_of
from sojourn.cases.queries.holds import holds_of
from sojourn.grammar.lifecycle import Facts, open_transitions
from sojourn.grammar.source import Section
from sojourn.jobs.stories import twice
from sojourn.jobs.stories.figures import figure_of
from sojourn.jobs.stories.same import same
from sojourn.jobs.stories.world import World, plain
from sojourn.protection import policy
from sojourn.protection.scope import seen_by

Found = Iterator[tuple[str, Any, Any, bool]]


def compare(world: World, words: Section) -> None:
    """Check every word of an `expect`; each gives at least one checked expectation."""
    for key in words:
        for what, expected, actual, met in EXPECTING[key](world, plain(words[key])):
            world.result.check(words.place(key), what, expected, actual, met)


def _column(name: str) -> Callable[[World, Any], Found]:
    def look(world: World, expected: Any) -> Found:
        actual = getattr(world.case, name)
        yield name, expected or "", actual, same(expected or "", actual)

    return look


def _there(name: str, wanted: bool) -> Callable[[World, Any], Found]:
    def look(world: World, expected: Any) -> Found:
        open_codes = _open(_rows(world), name)
        for code in _several(expected):
            what = f"{code} is among the open {name}" if wanted else f"{code} is not among the open {name}"
            yield what, code if wanted else f"no {code}", open_codes, (code in open_codes) is wanted

    return look


def _open(rows: Rows, name: str) -> list[str]:
    if name == "tasks":
        return sorted(task.code for task in rows.tasks if task.done_at is None and task.cancelled_at is None)
    return sorted(alert.code for alert in rows.alerts if alert.cleared_at is None)


def _rows(world: World) -> Rows:
    """The rows of the case, read with the machine's eyes."""
    with seen_by(world.machine):
        rows = rows_of(world.handle)
        rows.tasks  # noqa: B018 - reads everything at once, while those eyes are open
    return rows


def _clocks(world: World, expected: Mapping[str, Any]) -> Found:
    facts = world.facts()
    for clock, wanted in expected.items():
        for member, parts in _by_member(world, wanted):
            values = _values_of(world, facts, member)
            for part, value in parts.items():
                actual = values.get(f"clock.{clock}.{part}") or ("no" if part in ("running", "over") else "")
                yield f"clock {clock} {part}", value, actual, same(value, actual)


def _values(world: World, expected: Mapping[str, Any]) -> Found:
    facts = world.facts()
    for name, wanted in expected.items():
        if isinstance(wanted, Mapping) and name in world.members:
            values = _values_of(world, facts, name)
            for own, value in wanted.items():
                yield f"{own} of {name}", value, values.get(own, ""), same(value, values.get(own, ""))
        else:
            yield name, wanted, facts.case.get(name, ""), same(wanted, facts.case.get(name, ""))


def _values_of(world: World, facts: Facts, member: str | None) -> Mapping[str, Any]:
    if member is None:
        return facts.case
    found = facts.member(str(world.members[member].pk))
    return {**facts.case, **found.values} if found else {}


def _by_member(world: World, wanted: Mapping[str, Any]) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    own = {name: parts for name, parts in wanted.items() if isinstance(parts, Mapping) and name in world.members}
    yield from own.items()
    rest = {name: value for name, value in wanted.items() if name not in own}
    if rest:
        # A clock of each member, in a case with one member, needs no name.
        only = next(iter(world.members)) if len(world.members) == 1 else None
        yield only, rest


def _states(what: str, found: Callable[[Rows], Mapping[str, str]]) -> Callable[[World, Any], Found]:
    def look(world: World, expected: Mapping[str, Any]) -> Found:
        states = found(_rows(world))
        for code, state in expected.items():
            yield f"{what} {code}", state or "", states.get(code, ""), same(state or "", states.get(code, ""))

    return look


def _referrals(rows: Rows) -> Mapping[str, str]:
    return {referral.service: referral.state for referral in rows.referrals}


def _services(rows: Rows) -> Mapping[str, str]:
    return {line.code: line.state for line in rows.services}


def _approvals(world: World, expected: Mapping[str, Any]) -> Found:
    case = world.facts().case
    for kind, decision in expected.items():
        actual = case.get(f"approval.{kind}.decision", "")
        yield f"approval {kind}", decision, actual, same(decision, actual)


def _measures(world: World, expected: Mapping[str, Any]) -> Found:
    for measure, value in expected.items():
        actual = figure_of(world, measure)
        yield f"measure {measure}", value, actual, same(value, actual)


def _audit(world: World, expected: Any) -> Found:
    with seen_by(world.machine):
        actual = {event.action for event in events_of("case", world.case_id, world.machine)}
    for action in _several(expected):
        yield f"audit has {action}", action, actual, action in actual


def _cases(world: World, expected: Mapping[str, Any]) -> Found:
    with seen_by(world.machine):
        for pack, count in expected.items():
            actual = count_cases(world.machine, pack)
            yield f"cases of {pack}", count, actual, same(count, actual)


def _sees(world: World, expected: Mapping[str, Any]) -> Found:
    """What the person who acts can see: `case: yes|no`, `cases: {pack: count}`, `measures: {name: figure}`."""
    if "case" in expected:
        actual = "yes" if _is_seen(world) else "no"
        yield "sees the case", expected["case"], actual, same(expected["case"], actual)
    for pack, count in (expected.get("cases") or {}).items():
        seen = count_cases(world.hand, pack)
        yield f"sees cases of {pack}", count, seen, same(count, seen)
    for measure, value in (expected.get("measures") or {}).items():
        figure = figure_of(world, measure, world.hand)
        yield f"sees measure {measure}", value, figure, same(value, figure)


def _is_seen(world: World) -> bool:
    try:
        case_for(world.hand, world.handle.pk)
    except ObjectDoesNotExist:
        return False
    return True


def _can(wanted: bool) -> Callable[[World, Any], Found]:
    def look(world: World, expected: Any) -> Found:
        offers = open_transitions(
            world.pack, world.facts(), roles=policy.roles_for(world.hand, world.case), by=str(world.hand.user_id),
            holds=holds_of(world.hand, world.case, world.pack),
        )  # fmt: skip
        possible = {offer.transition.name for offer in offers if not offer.reasons}
        for name in _several(expected):
            yield f"{'can' if wanted else 'cannot'} {name}", name, possible, (name in possible) is wanted

    return look


def _answers(world: World, expected: Mapping[str, Any]) -> Found:
    """Current answers: `form.question: value`, or a member's name over such lines."""
    with seen_by(world.machine):
        entries = current_entries(world.case)
    for name, wanted in expected.items():
        own = world.members.get(name)
        lines = wanted if own and isinstance(wanted, Mapping) else {name: wanted}
        for line, value in lines.items():
            form, _, question = line.partition(".")
            of = [one for one in entries if one.form == form and (own is None or one.member_id == own.pk)]
            actual = of[0].answers.get(question, "") if of else ""
            yield f"answer {line}", value, actual, same(value, actual)


def _several(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


EXPECTING: Mapping[str, Callable[[World, Any], Found]] = {
    "stage": _column("stage"), "side_state": _column("side_state"), "side_reason": _column("side_reason"),
    "tasks": _there("tasks", True), "no_tasks": _there("tasks", False), "alerts": _there("alerts", True),
    "no_alerts": _there("alerts", False), "clocks": _clocks, "values": _values,
    "referrals": _states("referral", _referrals), "services": _states("service", _services),
    "approvals": _approvals, "measures": _measures, "audit": _audit, "cases": _cases, "sees": _sees,
    "can": _can(True), "cannot": _can(False), "answers": _answers,
    "duplicates": twice.duplicates, "earlier_help": twice.helped,
}  # fmt: skip
