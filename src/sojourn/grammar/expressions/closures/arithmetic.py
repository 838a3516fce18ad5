"""Sums, products, quotients and signs, on floats."""

from __future__ import annotations

from sojourn.grammar.expressions.closures.build import Build, Numeric
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.library.numbers import divide, modulo
from sojourn.grammar.expressions.tree import Binary, Minus, Number, Sum


def negated(node: Minus, build: Build) -> Numeric:
    """The opposite number."""
    operand = build.number(node.operand)
    return lambda env: -operand(env)


def added(node: Sum, build: Build) -> Numeric:
    """Terms added and taken away from left to right."""
    first = build.number(node.first)
    rest = [(1.0 if sign == "+" else -1.0, build.number(term)) for sign, term in node.rest]
    if len(rest) > 1:
        return _long(first, rest)
    (sign, second) = rest[0]
    if isinstance(node.rest[0][1], Number):
        constant = sign * node.rest[0][1].value
        return lambda env: first(env) + constant
    if sign > 0:
        return lambda env: first(env) + second(env)
    return lambda env: first(env) - second(env)


def _long(first: Numeric, rest: list[tuple[float, Numeric]]) -> Numeric:
    def total(env: Env) -> float:
        found = first(env)
        for sign, term in rest:
            found += sign * term(env)
        return found

    return total


def multiplied(node: Binary, build: Build) -> Numeric:
    """`*`, `div` and `mod`."""
    left, right = build.number(node.left), build.number(node.right)
    if node.operator == "*":
        return lambda env: left(env) * right(env)
    if node.operator == "mod":
        return lambda env: modulo(left(env), right(env))
    if isinstance(node.right, Number) and node.right.value:
        divisor = node.right.value
        return lambda env: left(env) / divisor
    return lambda env: divide(left(env), right(env))
