"""Compare dates, dateTimes and times with each other and with what is written as one.

Source: ODK XForms specification, number() of dates. Beyond it, and as Collect does, a dateTime beside a date is
compared by its calendar day in the office's zone: a session that ends today is not later than today().
"""

from __future__ import annotations

from typing import Any

from sojourn.grammar.expressions.closures.build import Build, Numeric
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.instants import days_of, fraction_of_day, whole_days_of
from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, Type
from sojourn.grammar.expressions.tree import Binary, Node, Text
from sojourn.grammar.expressions.values import number_of, number_of_text


def compares_moments(node: Binary) -> bool:
    """True when one side is a date, dateTime or time."""
    return node.left.type in TEMPORAL or node.right.type in TEMPORAL or _is_day(node.left) or _is_day(node.right)


def by_day(node: Binary) -> bool:
    """True when one side knows only the day, so that the other counts by its day, too."""
    return any(side.type is Type.DATE or _is_day(side) for side in (node.left, node.right))


def _is_day(node: Node) -> bool:
    return isinstance(node, Text) and len(node.value) == 10 and days_of(node.value) == days_of(node.value)


def moments(node: Binary, build: Build) -> tuple[Numeric, Numeric]:
    """Both sides as numbers of days, or as fractions of a day when one is a time."""
    if Type.TIME in (node.left.type, node.right.type):
        return _fraction(node.left, build), _fraction(node.right, build)
    if by_day(node):
        return _day(node.left, build), _day(node.right, build)
    return build.number(node.left), build.number(node.right)


def _day(node: Node, build: Build) -> Numeric:
    if node.type is Type.DATE or node.type in NUMERIC or isinstance(node, Text):
        return build.number(node)
    plain = build.plain(node)
    return lambda env: _day_of(plain(env), env)


def _day_of(value: Any, env: Env) -> float:
    if value.__class__ is not str:
        return number_of(value)
    days = whole_days_of(value, env.local)
    return days if days == days else number_of_text(value)


def _fraction(node: Node, build: Build) -> Numeric:
    if node.type in NUMERIC:
        return build.number(node)
    string = build.string(node)
    return lambda env: fraction_of_day(string(env), env.local)
