"""The type of a call's result, and whether an expression fits the place it is written for."""

from __future__ import annotations

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.functions.row import Function
from sojourn.grammar.expressions.scope import NUMERIC, TEXTUAL, Type
from sojourn.grammar.expressions.tree import Node, Text

_SAME_KIND = {"abs", "sum", "min", "max"}
_BRANCHES = {"if": 1, "coalesce": 0, "once": 0}


def given_type(function: Function, arguments: tuple[Node, ...]) -> Type:
    """What a call gives: mostly what the function list says, else what its branches have in common."""
    if function.name in _BRANCHES:
        return united(*arguments[_BRANCHES[function.name] :])
    if function.name == "round" and len(arguments) == 1:
        return Type.INTEGER
    if function.name in _SAME_KIND and all(argument.type is Type.INTEGER for argument in arguments):
        return Type.INTEGER
    return function.gives or Type.ANY


def united(*nodes: Node) -> Type:
    """The common type of several values; an empty text fits every type."""
    types = {node.type for node in nodes if not (isinstance(node, Text) and node.value == "")}
    if len(types) == 1:
        return types.pop()
    if not types:
        return Type.TEXT
    if types <= NUMERIC:
        return Type.NUMBER
    return Type.TEXT if types <= TEXTUAL else Type.ANY


_FITS = {
    Type.BOOLEAN: NUMERIC | {Type.BOOLEAN, Type.ANY},
    Type.DATE: TEXTUAL - {Type.CHOICES} | {Type.DATE, Type.DATETIME, Type.ANY},
    Type.DATETIME: TEXTUAL - {Type.CHOICES} | {Type.DATETIME, Type.DATE, Type.ANY},
    Type.TIME: {Type.TIME, Type.TEXT, Type.ANY},
}
_NUMBER_FITS = NUMERIC | {Type.BOOLEAN, Type.TEXT, Type.CHOICE, Type.ANY, Type.DATE, Type.DATETIME}


def check_fits(node: Node, expected: Type) -> None:
    """Raise Mistake when an expression's result cannot be what its place expects."""
    fits = _NUMBER_FITS if expected in NUMERIC else _FITS.get(expected)
    if fits is not None and node.type not in fits:
        hint = _HINTS.get(expected, "")
        wanted, given = _WORDS.get(expected, expected.value), _WORDS.get(node.type, node.type.value)
        why = "a {expected} is expected here, and this gives a {given}{hint}"
        raise Mistake(node.at, "wrong_type", why, expected=wanted, given=given, hint=hint)


_WORDS = {
    Type.BOOLEAN: "condition",
    Type.DATETIME: "date with time",
    Type.CHOICE: "code",
    Type.CHOICES: "list of codes",
}
_HINTS = {
    Type.BOOLEAN: ": compare it, for example = 'yes' or != ''",
    Type.DATE: ": date() makes a date of days since 1970-01-01",
}
