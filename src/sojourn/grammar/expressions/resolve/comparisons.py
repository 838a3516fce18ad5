"""Check the two sides of a comparison, and remark on those that can only come out one way."""

from __future__ import annotations

from datetime import UTC

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.instants import fraction_of_day
from sojourn.grammar.expressions.resolve.names import Remark
from sojourn.grammar.expressions.resolve.operands import check_number, moment_of_literal
from sojourn.grammar.expressions.scope import NUMERIC, Name, Scope, Type
from sojourn.grammar.expressions.tree import Binary, Current, Node, Reference, Text
from sojourn.grammar.expressions.values import number_of_text
from sojourn.grammar.nearest import did_you_mean


def check_comparison(node: Binary, scope: Scope, remarks: list[Remark]) -> None:
    """Raise Mistake for a comparison that means nothing; append a remark for one that is always false."""
    for one, other in ((node.left, node.right), (node.right, node.left)):
        _check_dates(one, other)
        if node.operator in ("=", "!="):
            _check_numbers(one, other)
            _remark_on_codes(one, other, scope, remarks)
        elif not _is_moment(one, other):
            check_number(one)


def _check_dates(one: Node, other: Node) -> None:
    if one.type in (Type.DATE, Type.DATETIME) and isinstance(other, Text) and moment_of_literal(other) is None:
        raise Mistake(other.at, "not_a_date", "'{text}' is not a date: write 'YYYY-MM-DD'", text=other.value)
    if one.type is Type.TIME and isinstance(other, Text) and other.value and not _is_time(other.value):
        raise Mistake(other.at, "not_a_time", "'{text}' is not a time: write 'HH:MM'", text=other.value)


def _check_numbers(one: Node, other: Node) -> None:
    if one.type in NUMERIC and isinstance(other, Text) and other.value:
        number = number_of_text(other.value)
        if number != number:
            raise Mistake(
                other.at, "not_a_number", "'{text}' is a text, and the other side is a number", text=other.value
            )


def _is_moment(one: Node, other: Node) -> bool:
    return Type.TIME in (one.type, other.type) or moment_of_literal(one) is not None


def _is_time(text: str) -> bool:
    fraction = fraction_of_day(text, UTC)
    return fraction == fraction


def _remark_on_codes(one: Node, other: Node, scope: Scope, remarks: list[Remark]) -> None:
    name = one.name if isinstance(one, (Reference, Current)) else None
    if name is None or not isinstance(other, Text) or other.value == "":
        return
    if name.type is Type.CHOICES:
        params: dict[str, object] = {"name": f"${{{name.name}}}", "code": other.value}
        advice = "several codes may be chosen: selected({name}, '{code}') asks for one of them"
        remarks.append(Remark(one.at, "one_of_many", advice, params))
    remark_on_code(other, name, scope, remarks)


def remark_on_code(literal: Text, name: Name, scope: Scope, remarks: list[Remark]) -> None:
    """Remark when a quoted code is not in the list its question chooses from."""
    codes = scope.choices.get(name.list_name or "")
    if codes is not None and literal.value not in codes:
        hint = did_you_mean(literal.value, codes)
        params: dict[str, object] = {"code": literal.value, "list": name.list_name, "hint": hint}
        remarks.append(Remark(literal.at, "not_in_list", "'{code}' is not a code of the list {list}{hint}", params))
