"""Add to a case's facts what follows from them: parameters, defaults, time left on clocks, and derived values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from sojourn.grammar.expressions import Env, Name, Type
from sojourn.grammar.lifecycle.facts import Facts, MemberFacts, instant_of
from sojourn.grammar.packs import Pack, Value
from sojourn.kernel import moment

_SECONDS = {"hours_left": 3600, "days_left": 86_400}


class World:
    """The facts of one case with all that follows from them, ready to evaluate expressions about it.

    Each member's names are laid over the case's once, not again for every expression.
    """

    def __init__(self, pack: Pack, facts: Facts) -> None:
        self.pack = pack
        plan = _plan(pack)
        case = dict(facts.case) if facts.complete else _case(plan, facts)
        own = [dict(one.values) if facts.complete else _own(plan, one, facts.now) for one in facts.members]
        members = [MemberFacts(one.id, one.name, values) for one, values in zip(facts.members, own, strict=True)]
        self.facts = Facts(case, tuple(members), facts.acts, facts.parameters, facts.now, facts.zone, complete=True)
        self.case = Env(case, zone=facts.zone)
        self.members = [Env({**case, **values}, zone=facts.zone) for values in own]
        if not facts.complete:
            with moment.travelling(facts.now):
                self._derive(own)

    def each(self) -> Iterator[tuple[MemberFacts, Env]]:
        """Every member with its world."""
        return zip(self.facts.members, self.members, strict=True)

    def env_of(self, member: str | None) -> Env:
        """The world of the member of that id; of the case for None. Raises KeyError for an unknown member."""
        if member is None:
            return self.case
        for each, env in self.each():
            if each.id == member:
                return env
        raise KeyError(member)

    def _derive(self, own: list[dict[str, Any]]) -> None:
        worlds: list[Any] = [env.answers for env in (self.case, *self.members)]
        for value in self.pack.values.values():
            if value.each:
                for (member, env), values, world in zip(self.each(), own, worlds[1:], strict=True):
                    values[value.name] = world[value.name] = _one(value, env, self.facts, member)
                continue
            derived = _folded(value, self.members) if value.over else _one(value, self.case, self.facts, None)
            for world in worlds:
                world[value.name] = derived


def with_values(pack: Pack, facts: Facts) -> Facts:
    """Return the facts with every name of the pack's scope that can be known; calling it twice changes nothing.

    Derived values come in the order of their needs. A rule of rules.py gets the facts as far as they are computed.
    """
    return facts if facts.complete else World(pack, facts).facts


def _case(plan: _Plan, facts: Facts) -> dict[str, Any]:
    case = {**plan.case_base, **{f"parameter.{name}": value for name, value in facts.parameters.items()}, **facts.case}
    _tell_clocks(plan.case_clocks, case, facts.now)
    return case


def _own(plan: _Plan, member: MemberFacts, now: datetime) -> dict[str, Any]:
    values = {**plan.member_base, "member.name": member.name, **member.values}
    _tell_clocks(plan.member_clocks, values, now)
    return values


class _Plan:
    """What is the same for all cases of a pack."""

    def __init__(self, pack: Pack) -> None:
        own = set(pack.case_scope)
        parameters = {f"parameter.{name}": parameter.value for name, parameter in pack.parameters.items()}
        self.case_base = _defaults(pack.case_scope.values()) | parameters
        self.member_base = _defaults(name for name in pack.member_scope.values() if name.name not in own)
        self.case_clocks = tuple(f"clock.{clock.name}." for clock in pack.clocks.values() if not clock.each)
        self.member_clocks = tuple(f"clock.{clock.name}." for clock in pack.clocks.values() if clock.each)


_PLANS: WeakKeyDictionary[Pack, _Plan] = WeakKeyDictionary()


def _plan(pack: Pack) -> _Plan:
    plan = _PLANS.get(pack)
    if plan is None:
        plan = _PLANS[pack] = _Plan(pack)
    return plan


def _defaults(names: Iterable[Name]) -> dict[str, Any]:
    """What a name says when nothing has happened: `no`, not an empty text, for `form.filled` and its like."""
    ends = (".filled", ".open", ".running", ".over")
    return {name.name: "no" for name in names if name.name.endswith(ends) and name.list_name == "yes_no"}


def _tell_clocks(prefixes: Iterable[str], values: MutableMapping[str, Any], now: datetime) -> None:
    for prefix in prefixes:
        due = values.get(f"{prefix}due")
        if not due:
            continue
        left = (instant_of(due) - now).total_seconds()
        stopped = bool(values.get(f"{prefix}stopped"))
        values[f"{prefix}over"] = "yes" if left <= 0 else "no"
        values[f"{prefix}running"] = "no" if stopped else "yes"
        for part, seconds in _SECONDS.items():
            values[prefix + part] = "" if stopped else max(0, math.ceil(left / seconds))


def _one(value: Value, env: Env, facts: Facts, member: MemberFacts | None) -> Any:
    if value.expression is not None:
        return value.expression.value(env, value.type)
    assert value.rule is not None
    found = value.rule(facts) if member is None else value.rule(facts, member)
    if isinstance(found, bool):
        return "yes" if found else "no"
    # Decimals are kept to their last digit: a score is stored as computed, and rounded on display only.
    return format(found, "f") if isinstance(found, Decimal) else found


def _folded(value: Value, worlds: list[Env]) -> Any:
    expression = value.expression
    assert expression is not None
    if value.where is not None:
        worlds = [env for env in worlds if value.where.truth(env)]
    if value.over == "any":
        return "yes" if any(expression.truth(env) for env in worlds) else "no"
    if value.over == "all":
        return "yes" if all(expression.truth(env) for env in worlds) else "no"
    if value.over == "count":
        return sum(1 for env in worlds if expression.truth(env))
    numbers = [number for env in worlds if not math.isnan(number := expression.number(env))]
    return _number(value, numbers)


def _number(value: Value, numbers: list[float]) -> Any:
    if not numbers:
        return 0 if value.over == "sum" else None
    folds: Mapping[str, Callable[[list[float]], float]] = {"sum": sum, "min": min, "max": max}
    folded = folds[value.over](numbers)
    return round(folded) if value.type is Type.INTEGER else _plain(folded)


def _plain(number: float) -> int | str:
    return int(number) if number == int(number) else format(number, ".10g")
