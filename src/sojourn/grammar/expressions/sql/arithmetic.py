"""Sums, products, quotients and remainders in SQL, with the same results as Python's floats."""

from __future__ import annotations

from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.sql.shape import SMALLEST, Quantity, Write, cannot
from sojourn.grammar.expressions.tree import Binary, Minus, Number, Sum

# The difference of two doubles is a multiple of the smaller one's last binary digit.
_LAST_DIGIT = 2.0**-53
INFINITY = "'Infinity'::float8"
_WHOLE_LIMIT = "'9e18'::float8"


def negated(node: Minus, write: Write) -> Quantity:
    """The opposite number."""
    inner = write.number(node.operand)
    return Quantity(f"(- {inner.sql})", inner.least, inner.most, inner.infinite)


def added(node: Sum, write: Write) -> Quantity:
    """Terms added and taken away."""
    first = write.number(node.first)
    rest = [(sign, write.number(term)) for sign, term in node.rest]
    sql = first.sql + "".join(f" {sign} {term.sql}" for sign, term in rest)
    terms = [first, *(term for _, term in rest)]
    least, most = max(min(term.least for term in terms) * _LAST_DIGIT, SMALLEST), sum(term.most for term in terms)
    return _without_nan(Quantity(f"({sql})", least, most, any(term.infinite for term in terms))).bounded(node.at)


def multiplied(node: Binary, write: Write) -> Quantity:
    """`*`, `div` and `mod`."""
    left, right = write.number(node.left), write.number(node.right)
    match node.operator:
        case "*":
            found = Quantity(
                f"({left.sql} * {right.sql})",
                left.least * right.least,
                left.most * right.most,
                left.infinite or right.infinite,
            )
            return _without_nan(found).bounded(node.at)
        case "div":
            return _without_nan(_divided(node, left, right)).bounded(node.at)
        case _:
            return _remainder(node, left, right)


def _divided(node: Binary, left: Quantity, right: Quantity) -> Quantity:
    least, most = left.least / right.most, left.most / right.least
    if isinstance(node.right, Number) and node.right.value:
        return Quantity(f"({left.sql} / {right.sql})", least, most, left.infinite)
    signed = f"CASE WHEN {left.sql} > 0 THEN {INFINITY} WHEN {left.sql} < 0 THEN -{INFINITY} END"
    return Quantity(f"(CASE WHEN {right.sql} = 0 THEN {signed} ELSE {left.sql} / {right.sql} END)", least, most, True)


def _remainder(node: Binary, left: Quantity, right: Quantity) -> Quantity:
    if node.left.type is not Type.INTEGER or node.right.type is not Type.INTEGER:
        raise cannot(node, "mod of numbers with decimals differs between databases: use int() or round()")
    first, second = whole(left), whole(right)
    return Quantity(f"mod({first}, NULLIF({second}, 0))::float8", 1.0, min(left.most, right.most))


def whole(quantity: Quantity) -> str:
    """A number without decimals as a bigint; NULL when it is too large for one."""
    if quantity.most < 9e18 and not quantity.infinite:
        return f"({quantity.sql})::bigint"
    return f"(CASE WHEN abs({quantity.sql}) < {_WHOLE_LIMIT} THEN ({quantity.sql})::bigint END)"


def finite(quantity: Quantity) -> str:
    """A number that is NULL when it is infinite, for functions that stop at infinity."""
    if not quantity.infinite:
        return quantity.sql
    return f"(CASE WHEN abs({quantity.sql}) < {INFINITY} THEN {quantity.sql} END)"


def _without_nan(quantity: Quantity) -> Quantity:
    if not quantity.infinite:
        return quantity
    return Quantity(f"NULLIF({quantity.sql}, 'NaN'::float8)", quantity.least, quantity.most, True)
