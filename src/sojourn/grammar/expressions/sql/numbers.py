"""Number functions in SQL, each guarded where a database would stop with an error."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sojourn.grammar.expressions.sql.arithmetic import INFINITY, finite
from sojourn.grammar.expressions.sql.shape import Quantity, Write, cannot
from sojourn.grammar.expressions.tree import Call, Minus, Node, Number
from sojourn.grammar.expressions.values import number_text

_MOST_PLACES = 12
_MOST_POWER = 20


def _literal(node: Node) -> float | None:
    if isinstance(node, Minus) and isinstance(node.operand, Number):
        return -node.operand.value
    return node.value if isinstance(node, Number) else None


def _int(node: Call, write: Write) -> Quantity:
    inner = write.number(node.arguments[0])
    return Quantity(f"trunc({inner.sql})", 1.0, inner.most, inner.infinite)


def _abs(node: Call, write: Write) -> Quantity:
    inner = write.number(node.arguments[0])
    return Quantity(f"abs({inner.sql})", inner.least, inner.most, inner.infinite)


def _round(node: Call, write: Write) -> Quantity:
    inner = write.number(node.arguments[0])
    places = _literal(node.arguments[1]) if len(node.arguments) > 1 else 0.0
    if places is None or not 0 <= places <= _MOST_PLACES or not places.is_integer():
        raise cannot(node, f"decimals must be a number from 0 to {_MOST_PLACES}")
    sql = _rounded(inner.sql, int(places), write)
    return Quantity(f"({sql})", 10.0**-places, inner.most + 1, inner.infinite)


def _rounded(number: str, places: int, write: Write) -> str:
    if write.dialect.name == "postgresql":
        exact = f"({number})::text::numeric"
        if not places:
            return f"floor({exact} + 0.5)::float8"
        return f"(floor({exact} * 1e{places} + 0.5) * 1e-{places})::float8"
    if not places:
        return f"floor({number}) + CASE WHEN {number} - floor({number}) >= 0.5 THEN 1 ELSE 0 END"
    # Halves go up: a negative half is moved by the last decimal, so that rounding away from zero does not take it.
    moved = f"({number})::text::DECIMAL(38, 20) + CASE WHEN {number} < 0 THEN 0.00000000000000000001 ELSE 0 END"
    return f"CASE WHEN abs({number}) < 1e15 THEN round({moved}, {places})::float8 ELSE {number} END"


def _pow(node: Call, write: Write) -> Quantity:
    inner, power = write.number(node.arguments[0]), _literal(node.arguments[1])
    if power is None or not 0 <= power <= _MOST_POWER or not power.is_integer():
        raise cannot(node, f"the power must be a whole number from 0 to {_MOST_POWER}")
    sql = f"power({inner.sql}, '{int(power)}'::float8)"
    if power == 0:
        return Quantity("'1'::float8", 1.0, 1.0)
    most = inner.most**power if math.log10(inner.most) * power < 308 else math.inf
    return Quantity(sql, inner.least**power, most, inner.infinite).bounded(node.at)


def _sqrt(node: Call, write: Write) -> Quantity:
    inner = write.number(node.arguments[0])
    sql = f"(CASE WHEN {inner.sql} >= 0 THEN sqrt({inner.sql}) END)"
    return Quantity(sql, math.sqrt(inner.least), math.sqrt(inner.most), inner.infinite)


def _exp(node: Call, write: Write) -> Quantity:
    x = write.number(node.arguments[0]).sql
    sql = f"(CASE WHEN {x} > 709.7 THEN {INFINITY} WHEN {x} < -700 THEN '0'::float8 ELSE exp({x}) END)"
    return Quantity(sql, 1e-305, 1.66e308, True)


def _exp10(node: Call, write: Write) -> Quantity:
    x = write.number(node.arguments[0]).sql
    power = f"power('10'::float8, {x})"
    sql = f"(CASE WHEN {x} > 308.2 THEN {INFINITY} WHEN {x} < -304 THEN '0'::float8 ELSE {power} END)"
    return Quantity(sql, 1e-304, 1.6e308, True)


def _logarithm(function: str) -> Callable[[Call, Write], Quantity]:
    def written(node: Call, write: Write) -> Quantity:
        inner = write.number(node.arguments[0])
        x = inner.sql
        sql = f"(CASE WHEN {x} > 0 THEN {function}({x}) WHEN {x} = 0 THEN -{INFINITY} END)"
        return Quantity(sql, 1e-16, 1e3, True)

    return written


def _angle(function: str) -> Callable[[Call, Write], Quantity]:
    def written(node: Call, write: Write) -> Quantity:
        inner = write.number(node.arguments[0])
        return Quantity(f"{function}({finite(inner)})", min(inner.least, 1e-18) * 1e-3, 1e18)

    return written


def _arc(function: str) -> Callable[[Call, Write], Quantity]:
    def written(node: Call, write: Write) -> Quantity:
        inner = write.number(node.arguments[0])
        sql = f"(CASE WHEN abs({inner.sql}) <= 1 THEN {function}({inner.sql}) END)"
        return Quantity(sql, inner.least / 2, 4.0)

    return written


def _atan(node: Call, write: Write) -> Quantity:
    inner = write.number(node.arguments[0])
    return Quantity(f"atan({inner.sql})", inner.least / 2, 2.0)


def _atan2(node: Call, write: Write) -> Quantity:
    y, x = (write.number(argument) for argument in node.arguments)
    return Quantity(f"atan2({y.sql}, {x.sql})", y.least / x.most / 2, 4.0).bounded(node.at)


def _extreme(function: str) -> Callable[[Call, Write], Quantity]:
    def written(node: Call, write: Write) -> Quantity:
        inner = [write.number(argument) for argument in node.arguments]
        sql = f"{function}({', '.join(one.sql for one in inner)})"
        least, most = min(one.least for one in inner), max(one.most for one in inner)
        return Quantity(sql, least, most, any(one.infinite for one in inner))

    return written


def _pi(_: Call, __: Write) -> Quantity:
    return Quantity(f"'{number_text(math.pi)}'::float8", 3.0, 4.0)


NUMBERS: Mapping[str, Callable[[Call, Write], Quantity]] = {
    "number": lambda node, write: write.number(node.arguments[0]),
    "decimal-date-time": lambda node, write: write.number(node.arguments[0]),
    "int": _int, "abs": _abs, "round": _round, "pow": _pow, "sqrt": _sqrt, "exp": _exp, "exp10": _exp10,
    "log": _logarithm("ln"), "log10": _logarithm("log10"), "pi": _pi,
    "sin": _angle("sin"), "cos": _angle("cos"), "tan": _angle("tan"),
    "asin": _arc("asin"), "acos": _arc("acos"), "atan": _atan, "atan2": _atan2,
    "min": _extreme("least"), "max": _extreme("greatest"),
}  # fmt: skip
