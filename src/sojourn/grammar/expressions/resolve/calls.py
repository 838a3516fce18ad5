"""Check a call of a function: that it exists, how many arguments it has, and what each of them is."""

from __future__ import annotations

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.functions import FUNCTIONS
from sojourn.grammar.expressions.functions.row import Function, Take
from sojourn.grammar.expressions.resolve.literals import LITERALS
from sojourn.grammar.expressions.resolve.names import Resolving
from sojourn.grammar.expressions.resolve.operands import check_condition, check_number, check_single
from sojourn.grammar.expressions.resolve.special import SPECIAL
from sojourn.grammar.expressions.resolve.types import given_type
from sojourn.grammar.expressions.tree import Call, Node, Text
from sojourn.grammar.nearest import did_you_mean


def resolve_call(node: Call, resolver: Resolving) -> Node:
    """Resolve a call and its arguments; raise Mistake for an unknown or refused function or a wrong argument."""
    function = _function(node)
    _check_count(node, function)
    special = SPECIAL.get(function.name)
    if special is not None:
        return special(node, resolver)
    arguments = tuple(_argument(one, function, index, resolver) for index, one in enumerate(node.arguments))
    call = Call(node.at, given_type(function, arguments), function.name, arguments)
    if function.name in LITERALS:
        LITERALS[function.name](call, resolver)
    return call


def _function(node: Call) -> Function:
    function = FUNCTIONS.get(node.function)
    if function is None:
        raise Mistake(node.at, "unknown_function", "there is no function {name}(){hint}",
                      name=node.function, hint=did_you_mean(node.function, FUNCTIONS))  # fmt: skip
    if function.refused:
        raise Mistake(
            node.at, "refused_function", "{name}() cannot be used: {why}", name=node.function, why=function.refused
        )
    return function


def _check_count(node: Call, function: Function) -> None:
    given = len(node.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        raise Mistake(
            node.at,
            "wrong_count",
            "{signature} cannot have {given} arguments",
            signature=function.signature,
            given=given,
        )


def _argument(node: Node, function: Function, index: int, resolver: Resolving) -> Node:
    take = function.take(index)
    if take is Take.LITERAL:
        if not isinstance(node, Text):
            raise Mistake(node.at, "literal_needed", "{name}() needs this value written in quotes", name=function.name)
        return node
    resolved = resolver.any(node)
    if take is not Take.NODES:
        check_single(resolved)
    if take is Take.NUMBER:
        check_number(resolved)
    if take is Take.TRUTH and function.name != "boolean":
        check_condition(resolved)
    return resolved
