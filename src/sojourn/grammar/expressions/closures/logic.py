"""`and` and `or`, from left to right, as far as needed."""

from __future__ import annotations

from sojourn.grammar.expressions.closures.build import Build, Truthful
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.tree import Logic


def joined(node: Logic, build: Build) -> Truthful:
    """All of the conditions, or one of them."""
    tests = [build.truth(part) for part in node.parts]
    if len(tests) == 2:
        one, two = tests
        if node.operator == "and":
            return lambda env: one(env) and two(env)
        return lambda env: one(env) or two(env)
    return _all(tests) if node.operator == "and" else _any(tests)


def _all(tests: list[Truthful]) -> Truthful:
    def every(env: Env) -> bool:
        return all(test(env) for test in tests)

    return every


def _any(tests: list[Truthful]) -> Truthful:
    def some(env: Env) -> bool:
        return any(test(env) for test in tests)

    return some
