"""if(): the one function that leaves an argument alone."""

from __future__ import annotations

from collections.abc import Callable

from sojourn.grammar.expressions.closures.build import Closure, Truthful
from sojourn.grammar.expressions.tree import Call, Node


def branched(node: Call, truth: Callable[[Node], Truthful], wanted: Callable[[Node], Closure]) -> Closure:
    """Only the chosen branch is evaluated, and both are compiled towards the kind that is wanted of the whole."""
    condition, then, otherwise = node.arguments
    holds, one, other = truth(condition), wanted(then), wanted(otherwise)
    return lambda env: one(env) if holds(env) else other(env)
