"""Conditions in SQL: never NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sojourn.grammar.expressions.sql.shape import Write
from sojourn.grammar.expressions.tree import Call, Logic


def joined(node: Logic, write: Write) -> str:
    """Conditions joined by `and` or `or`."""
    return "(" + f" {node.operator.upper()} ".join(write.truth(part) for part in node.parts) + ")"


def _checklist(node: Call, write: Write) -> str:
    low, high = (write.number(bound).sql for bound in node.arguments[:2])
    tests = [f"CASE WHEN {write.truth(one)} THEN 1 ELSE 0 END" for one in node.arguments[2:]]
    count = f"({' + '.join(tests) or '0'})"
    return f"((({low} < 0 OR {count} >= {low}) AND ({high} < 0 OR {count} <= {high})) IS TRUE)"


def _weighted(node: Call, write: Write) -> str:
    low, high = (write.number(bound).sql for bound in node.arguments[:2])
    pairs = zip(node.arguments[2::2], node.arguments[3::2], strict=True)
    weights = [
        f"CASE WHEN {write.truth(one)} THEN {write.number(weight).sql} ELSE '0'::float8 END" for one, weight in pairs
    ]
    total = f"({' + '.join(weights) or '0'})"
    return f"(({low} <= {total} AND {total} <= {high}) IS TRUE)"


CONDITIONS: Mapping[str, Callable[[Call, Write], str]] = {
    "true": lambda node, write: "TRUE",
    "false": lambda node, write: "FALSE",
    "boolean": lambda node, write: write.truth(node.arguments[0]),
    "not": lambda node, write: f"(NOT {write.truth(node.arguments[0])})",
    "checklist": _checklist,
    "weighted-checklist": _weighted,
}
