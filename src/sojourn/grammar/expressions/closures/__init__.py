"""From the resolved tree to Python closures, one for each kind of value that is wanted of a node."""

from __future__ import annotations

from typing import Any

from sojourn.grammar.expressions.closures import answers
from sojourn.grammar.expressions.closures.arithmetic import added, multiplied, negated
from sojourn.grammar.expressions.closures.branches import branched
from sojourn.grammar.expressions.closures.build import Build, Closure, Numeric, Textual, Truthful
from sojourn.grammar.expressions.closures.calls import called
from sojourn.grammar.expressions.closures.comparisons import compared
from sojourn.grammar.expressions.closures.logic import joined
from sojourn.grammar.expressions.closures.special import SPECIAL, indexed
from sojourn.grammar.expressions.library.dates import days_today
from sojourn.grammar.expressions.remembered import remembered
from sojourn.grammar.expressions.scope import NUMERIC, Type
from sojourn.grammar.expressions.tree import (
    Binary,
    Call,
    Column,
    Current,
    Logic,
    Minus,
    Node,
    Number,
    Reference,
    Sum,
    Text,
    passes_on,
)
from sojourn.grammar.expressions.values import number_of, number_of_text, number_text, string_of, truth_of

_ANSWERS = (Reference, Current, Column)


class Closures:
    """Compiles the nodes of one expression; the four methods are the four kinds of value (see `Build`)."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, int], tuple[Node, Any]] = {}

    @remembered
    def plain(self, node: Node) -> Closure:
        """The node's own value."""
        match node:
            case Number(value=constant) | Text(value=constant):
                return lambda env: constant
            case Reference() | Current() | Column():
                return answers.plain(node)
            case Logic():
                return joined(node, self)
            case Call():
                return _call(node, self)
            case _:
                return self.truth(node) if node.type is Type.BOOLEAN else self.number(node)

    @remembered
    def number(self, node: Node) -> Numeric:
        """As a number."""
        match node:
            case Number(value=constant):
                return lambda env: constant
            case Text(value=text):
                read = number_of_text(text)
                return lambda env: read
            case Reference() | Current() | Column():
                return answers.number(node)
            case Minus():
                return negated(node, self)
            case Sum():
                return added(node, self)
            case Binary(type=type) if type is not Type.BOOLEAN:
                return multiplied(node, self)
            case _:
                return _number(node, self)

    @remembered
    def string(self, node: Node) -> Textual:
        """As a text."""
        match node:
            case Text(value=text):
                return lambda env: text
            case Reference() | Current() | Column():
                return answers.string(node)
            case Number(value=constant):
                written = number_text(constant)
                return lambda env: written
        value = self.plain(node)
        if node.type is Type.TEXT:
            return value
        return lambda env: string_of(value(env))

    @remembered
    def truth(self, node: Node) -> Truthful:
        """As a condition."""
        match node:
            case Logic():
                return joined(node, self)
            case Binary(type=Type.BOOLEAN):
                return compared(node, self)
            case Reference() | Current() | Column():
                return answers.truth(node)
        if isinstance(node, Call) and node.function == "if":
            return branched(node, self.truth, self.truth)
        value = self.plain(node)
        if node.type is Type.BOOLEAN and not passes_on(node):
            return value
        return lambda env: truth_of(value(env))


def _call(node: Call, build: Build) -> Closure:
    if node.function == "if":
        return branched(node, build.truth, build.plain)
    if node.function == "indexed-repeat":
        return indexed(node, build)
    special = SPECIAL.get(node.function)
    if special is not None:
        return special(node, build)
    found = called(node, build)
    assert found is not None, f"{node.function} is listed but has no closure"
    return found


def _number(node: Node, build: Build) -> Numeric:
    if isinstance(node, Call) and node.function == "if":
        return branched(node, build.truth, build.number)
    if isinstance(node, Call) and node.function == "today":
        return days_today
    value = build.plain(node)
    if node.type in NUMERIC and not passes_on(node):
        return value
    return lambda env: number_of(value(env))
