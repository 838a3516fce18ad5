"""Comparisons in SQL, closed to NULL: a comparison with what is missing is false, as with NaN, never unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sojourn.grammar.expressions.closures.comparisons import can_be_empty, compares_truths
from sojourn.grammar.expressions.closures.moments import by_day, compares_moments
from sojourn.grammar.expressions.instants import MICROSECONDS_PER_DAY, fraction_of_day
from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, TEXTUAL, Type
from sojourn.grammar.expressions.sql.answers import column
from sojourn.grammar.expressions.sql.shape import Write, cannot
from sojourn.grammar.expressions.tree import Binary, Call, Node, Number, Text, is_answer


def compared(node: Binary, write: Write) -> str:
    """A comparison as a boolean that is never NULL."""
    if node.operator == "=":
        return _equal(node, write)
    if node.operator == "!=":
        return f"(NOT {_equal(node, write)})"
    left, right = _sides(node, write)
    return f"(({left} {node.operator} {right}) IS TRUE)"


def _sides(node: Binary, write: Write) -> tuple[str, str]:
    if Type.TIME in (node.left.type, node.right.type):
        return _time(node.left, write), _time(node.right, write)
    if compares_moments(node):
        return _moments(node, write)
    if _is_whole(node.left) and isinstance(node.right, Number) and node.right.value.is_integer():
        return column(node.left, write), str(int(node.right.value))
    return write.number(node.left).sql, write.number(node.right).sql


def _is_whole(node: Node) -> bool:
    return is_answer(node) and node.type is Type.INTEGER


def _moments(node: Binary, write: Write) -> tuple[str, str]:
    sides = (node.left, node.right)
    if any(side.type in NUMERIC for side in sides):
        return write.number(node.left).sql, write.number(node.right).sql
    if by_day(node):
        return write.day(node.left), write.day(node.right)
    return write.instant(node.left), write.instant(node.right)


def _time(node: Node, write: Write) -> str:
    if isinstance(node, Text):
        return f"'{_clock(node.value)}'::time"
    if is_answer(node) and node.type is Type.TIME:
        return column(node, write)
    raise cannot(node, "a time is only compared with another time question or with 'HH:MM'")


def _clock(text: str) -> str:
    microseconds = round(fraction_of_day(text, UTC) * MICROSECONDS_PER_DAY)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).strftime("%H:%M:%S.%f")


def _equal(node: Binary, write: Write) -> str:
    if compares_truths(node):
        return f"({write.truth(node.left)} = {write.truth(node.right)})"
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, Text) and other.value == "":
            return write.missing(one)
        if one.type is Type.ANY and isinstance(one, Call):
            return _by_branch(one, other, node, write)
    kinds = {node.left.type, node.right.type}
    if kinds <= TEXTUAL | {Type.BOOLEAN}:
        return f"({write.text(node.left)} = {write.text(node.right)})"
    if kinds & TEMPORAL and kinds & (TEXTUAL - {Type.TEXT}):
        raise cannot(node, "a date is not compared with a code")
    left, right = _sides(node, write)
    same = f"(({left} = {right}) IS TRUE)"
    if all(can_be_empty(side) and not isinstance(side, Text) for side in (node.left, node.right)):
        return f"({same} OR ({write.missing(node.left)} AND {write.missing(node.right)}))"
    return same


def _by_branch(call: Call, other: Node, node: Binary, write: Write) -> str:
    if call.function != "if":
        raise cannot(call, f"{call.function}() of a number and a text gives now one, now the other")
    condition, then, otherwise = call.arguments
    first, second = (_equal(Binary(node.at, node.type, "=", branch, other), write) for branch in (then, otherwise))
    return f"(CASE WHEN {write.truth(condition)} THEN {first} ELSE {second} END)"
