"""Read answers: of the form, of the rows around us, of all rows below, of `.` and of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sojourn.grammar.expressions.closures.build import Closure, Numeric, Textual, Truthful
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.instants import EPOCH_DAY, NAN, days_of, fraction_of_day, read_date
from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, Type
from sojourn.grammar.expressions.tree import Column, Current, Reference
from sojourn.grammar.expressions.values import number_of, number_text, string_of

Answer = Reference | Current | Column


def raw(node: Answer) -> Closure:
    """The stored value as it is; None when missing; a list when the name stands for many rows."""
    match node:
        case Current():
            return lambda env: env.value
        case Column(name=column):
            return lambda env: None if env.choice is None else env.choice.get(column)
        case Reference(path=path, name=name) if path:
            return _below(_base(node.level), path, name.name)
        case Reference(level=0, name=name):
            key = name.name
            return lambda env: env.answers.get(key)
        case Reference(level=level, name=name):
            key, above = name.name, level - 1
            return lambda env: env.rows[above].get(key)


def _base(level: int) -> Closure:
    if level == 0:
        return lambda env: env.answers
    return lambda env: env.rows[level - 1]


def _below(base: Closure, path: tuple[str, ...], key: str) -> Closure:
    if len(path) == 1:
        (repeat,) = path
        return lambda env: [row.get(key) for row in base(env).get(repeat) or ()]

    def collected(env: Env) -> list[Any]:
        rows: Iterable[Mapping[str, Any]] = (base(env),)
        for repeat in path:
            rows = [row for above in rows for row in above.get(repeat) or ()]
        return [row.get(key) for row in rows]

    return collected


def rows_of(node: Reference) -> Closure:
    """The list of rows of a repeat, or of answers in many rows; an answer that is one becomes a list of one."""
    value = raw(node)
    if node.type is not Type.ROWS:
        return value if node.path else lambda env: [value(env)]
    if node.path:
        return lambda env: [row for rows in value(env) for row in rows or ()]
    return lambda env: value(env) or []


def plain(node: Answer) -> Closure:
    """The value in XPath's terms: a number as float, a missing answer as an empty text."""
    value = raw(node)
    if isinstance(node, Reference) and node.many:
        return rows_of(node)
    if node.type is Type.BOOLEAN:
        holds = truth(node)
        return lambda env: "" if (found := value(env)) is None or found == "" else holds(env)
    if node.type is Type.ANY:
        return lambda env: _dynamic(value(env))
    if node.type not in NUMERIC:
        return string(node)

    def numeric(env: Env) -> float | str:
        found = value(env)
        return "" if found is None or found == "" else number_of(found)

    return numeric


def _dynamic(value: Any) -> Any:
    kind = value.__class__
    return value if kind is bool or kind is float else float(value) if kind is int else string_of(value)


def number(node: Answer) -> Numeric:
    """The value as a number; a missing one is NaN."""
    value = raw(node)
    if node.type in NUMERIC:
        return _plain_number(value)
    if node.type in TEMPORAL:
        return moment_number(node)
    if node.type is Type.BOOLEAN:
        holds = truth(node)
        return lambda env: 1.0 if holds(env) else 0.0
    return lambda env: number_of(value(env))


def _plain_number(value: Closure) -> Numeric:
    def numeric(env: Env) -> float:
        found = value(env)
        return float(found) if found.__class__ is int and -(2**53) < found < 2**53 else number_of(found)

    return numeric


def moment_number(node: Answer) -> Numeric:
    """A date as whole days, a dateTime as days with their fraction, a time as a fraction of the day."""
    value = raw(node)
    if node.type is Type.TIME:
        return lambda env: fraction_of_day(string_of(value(env)), env.local)
    if node.type is Type.DATETIME:
        return lambda env: days_of(string_of(value(env)))

    def days(env: Env) -> float:
        found = value(env)
        if found.__class__ is str:
            day = read_date(found)
            return float(day.toordinal() - EPOCH_DAY) if day else days_of(found)
        return NAN if found is None else days_of(string_of(found))

    return days


def string(node: Answer) -> Textual:
    """The value as text; a number is written the shortest way."""
    value = raw(node)
    if node.type not in NUMERIC:
        return lambda env: string_of(value(env))

    def written(env: Env) -> str:
        found = value(env)
        if found.__class__ is int:
            return str(found)
        return "" if found is None or found == "" else number_text(number_of(found))

    return written


def truth(node: Answer) -> Truthful:
    """Whether it is answered; for a number whether it is not 0; for a yes-or-no answer what it says."""
    value = raw(node)
    if node.type in NUMERIC:
        numeric = number(node)
        return lambda env: (found := numeric(env)) == found and found != 0
    if node.type is Type.BOOLEAN:
        return lambda env: (found := value(env)) is True or (found is not False and string_of(found) in ("true", "1"))
    return lambda env: string_of(value(env)) != ""
