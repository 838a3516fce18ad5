"""Comparisons, each compiled for the types of its two sides."""

from __future__ import annotations

import operator
from collections.abc import Callable

from sojourn.grammar.expressions.closures import answers
from sojourn.grammar.expressions.closures.build import Build, Closure, Numeric, Truthful
from sojourn.grammar.expressions.closures.moments import compares_moments, moments
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, TEXTUAL, Type
from sojourn.grammar.expressions.tree import (
    Binary,
    Column,
    Current,
    Node,
    Number,
    Reference,
    Text,
    is_answer,
    passes_on,
)
from sojourn.grammar.expressions.values import equal, number_of, string_of

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def compared(node: Binary, build: Build) -> Truthful:
    """A comparison as a condition."""
    if node.operator == "=":
        return _equal(node, build)
    if node.operator == "!=":
        same = _equal(node, build)
        return lambda env: not same(env)
    return _ordered(node, build)


def _ordered(node: Binary, build: Build) -> Truthful:
    compare = _ORDER[node.operator]
    if not compares_moments(node) and isinstance(node.right, Number):
        return _against_constant(compare, node.left, node.right.value, build)
    left, right = _numbers(node, build)
    return lambda env: compare(left(env), right(env))


def _against_constant(compare: Callable[[float, float], bool], left: Node, constant: float, build: Build) -> Truthful:
    if not (is_answer(left) and left.type in NUMERIC):
        number = build.number(left)
        return lambda env: compare(number(env), constant)
    assert isinstance(left, Reference | Current | Column)
    value = answers.raw(left)

    def test(env: Env) -> bool:
        found = value(env)
        return compare(found if found.__class__ is int else number_of(found), constant)

    return test


def _numbers(node: Binary, build: Build) -> tuple[Numeric, Numeric]:
    if compares_moments(node):
        return moments(node, build)
    return build.number(node.left), build.number(node.right)


def _equal(node: Binary, build: Build) -> Truthful:
    kinds = {node.left.type, node.right.type}
    if compares_truths(node):
        left, right = build.truth(node.left), build.truth(node.right)
        return lambda env: left(env) == right(env)
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, Text) and (other.value == "" or one.type in TEXTUAL or one.type is Type.BOOLEAN):
            return _same_text(one, other.value, build)
    if kinds & (NUMERIC | TEMPORAL) and Type.ANY not in kinds:
        return _same_number(node, build)
    if Type.ANY in kinds and not kinds & TEMPORAL:
        return _same_value(build.plain(node.left), build.plain(node.right))
    if kinds & TEMPORAL:
        return _same_number(node, build)
    first, second = build.string(node.left), build.string(node.right)
    return lambda env: first(env) == second(env)


def compares_truths(node: Binary) -> bool:
    """True when both sides count as conditions; a yes-or-no answer beside a text is compared as text."""
    sides = (node.left, node.right)
    if Type.BOOLEAN not in (node.left.type, node.right.type):
        return False
    return not any(
        one.type is Type.BOOLEAN and is_answer(one) and other.type in TEXTUAL for one, other in (sides, sides[::-1])
    )


def _same_text(node: Node, text: str, build: Build) -> Truthful:
    if isinstance(node, Reference | Current | Column) and node.type not in NUMERIC:
        value = answers.raw(node)
        if text:
            return lambda env: (
                (found := value(env)) == text or (found.__class__ is not str and string_of(found) == text)
            )
        return lambda env: (found := value(env)) is None or string_of(found) == ""
    string = build.string(node)
    return lambda env: string(env) == text


def _same_value(left: Closure, right: Closure) -> Truthful:
    return lambda env: equal(left(env), right(env))


def _same_number(node: Binary, build: Build) -> Truthful:
    left, right = _numbers(node, build)
    if not (can_be_empty(node.left) and can_be_empty(node.right)):
        return lambda env: left(env) == right(env)
    first, second = build.string(node.left), build.string(node.right)

    def same(env: Env) -> bool:
        one, other = left(env), right(env)
        return one == other or (one != one and other != other and first(env) == "" == second(env))

    return same


def can_be_empty(node: Node) -> bool:
    """False for computed numbers, whose text is "NaN" rather than empty when there is none."""
    if isinstance(node, Number):
        return False
    return is_answer(node) or node.type not in NUMERIC or passes_on(node)
