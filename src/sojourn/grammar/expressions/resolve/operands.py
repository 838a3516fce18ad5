"""Check that an operand is of a kind its operator can use."""

from __future__ import annotations

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.instants import days_of
from sojourn.grammar.expressions.scope import TEMPORAL, TEXTUAL, Type
from sojourn.grammar.expressions.tree import Node, Reference, Text
from sojourn.grammar.expressions.values import number_of_text

_NEVER_NUMBERS = {
    Type.CHOICES: "several codes: use count-selected() or selected()",
    Type.GEOPOINT: "a place: use distance(), area() or geofence()",
    Type.FILE: "a file",
}


def check_single(node: Node) -> Node:
    """Refuse a name that stands for the answers of many rows where one value is needed."""
    if isinstance(node, Reference) and node.many:
        written = f"${{{node.name.name}}}"
        if node.type is Type.ROWS:
            raise Mistake(node.at, "many", "{name} stands for all its rows: use count({name})", name=written)
        why = "{name} is asked in each row of {repeat}: use sum(), count(), min(), max(), join() or indexed-repeat()"
        raise Mistake(node.at, "many", why, name=written, repeat=node.path[-1])
    return node


def check_number(node: Node) -> Node:
    """Refuse what can never be a number."""
    if isinstance(node, Text):
        number = number_of_text(node.value)
        if number != number:
            raise Mistake(node.at, "not_a_number", "'{text}' is a text, not a number", text=node.value)
    if node.type in _NEVER_NUMBERS:
        raise Mistake(
            node.at, "not_a_number", "a number is needed here, and this is {what}", what=_NEVER_NUMBERS[node.type]
        )
    return node


def check_condition(node: Node) -> Node:
    """Refuse a text or a date where a yes or no is needed: 'no' would count as yes, since it is not empty."""
    if isinstance(node, Text):
        raise Mistake(node.at, "not_a_condition", "a condition is needed here, and '{text}' is a text", text=node.value)
    if node.type in TEXTUAL | TEMPORAL:
        why = "this would be true for every answer, 'no' too: compare it, for example = 'yes', or != '' for any answer"
        raise Mistake(node.at, "not_a_condition", why)
    return node


def moment_of_literal(node: Node) -> Type | None:
    """DATE or DATETIME when a quoted text is written as one, TEXT for the empty text, else None."""
    if not isinstance(node, Text):
        return None
    if node.value == "":
        return Type.TEXT
    if days_of(node.value) != days_of(node.value):
        return None
    return Type.DATE if len(node.value) == 10 else Type.DATETIME
