"""From the tree as written to the tree as meant: names found, functions checked, every node typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.resolve.calls import resolve_call
from sojourn.grammar.expressions.resolve.comparisons import check_comparison
from sojourn.grammar.expressions.resolve.names import Remark, find, found_column, found_current
from sojourn.grammar.expressions.resolve.operands import check_condition, check_number, check_single
from sojourn.grammar.expressions.scope import NUMERIC, Scope, Type
from sojourn.grammar.expressions.tree import (
    Binary,
    Call,
    Column,
    Current,
    Logic,
    Mention,
    Minus,
    Node,
    Parent,
    Sum,
    Text,
)

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


@dataclass
class Resolver:
    """Resolves one expression in one scope; collects remarks for the author on the way."""

    scope: Scope
    remarks: list[Remark]

    def single(self, node: Node) -> Node:
        """Resolve a node that must be one value."""
        resolved = self.any(node)
        check_single(resolved)
        return resolved

    def any(self, node: Node) -> Node:
        """Resolve a node that may also be the answers of many rows."""
        match node:
            case Mention():
                return find(node, self.scope)
            case Current():
                return found_current(node, self.scope)
            case Column():
                return found_column(node, self.scope)
            case Parent():
                raise Mistake(node.at, "parent", "{sign} is only for position(..): questions are written {example}",
                              sign="/".join([".."] * node.levels), example="${name}")  # fmt: skip
            case Text():
                return _plain_text(node)
            case Call():
                return resolve_call(node, self)
            case Logic():
                return self._logic(node)
            case _:
                return self._computed(node)

    def _logic(self, node: Logic) -> Node:
        parts = tuple(self.single(part) for part in node.parts)
        for part in parts:
            check_condition(part)
        return replace(node, parts=parts)

    def _computed(self, node: Node) -> Node:
        match node:
            case Minus():
                operand = check_number(self.single(node.operand))
                return replace(node, operand=operand, type=_kept(operand.type))
            case Sum():
                first = check_number(self.single(node.first))
                rest = tuple((sign, check_number(self.single(term))) for sign, term in node.rest)
                return Sum(node.at, _common(first, *(term for _, term in rest)), first, rest)
            case Binary(operator=operator) if operator in _COMPARISONS:
                compared = replace(node, left=self.single(node.left), right=self.single(node.right))
                check_comparison(compared, self.scope, self.remarks)
                return compared
            case Binary():
                left, right = check_number(self.single(node.left)), check_number(self.single(node.right))
                type = Type.DECIMAL if node.operator == "div" else _common(left, right)
                return replace(node, left=left, right=right, type=type)
            case _:
                return node


def resolve(tree: Node, scope: Scope) -> tuple[Node, list[Remark]]:
    """Resolve a whole expression; raise Mistake at the first thing that cannot be."""
    resolver = Resolver(scope, [])
    return resolver.any(tree), resolver.remarks


def _plain_text(node: Text) -> Node:
    if "${" in node.value:
        raise Mistake(
            node.at, "quoted_name", "inside quotes {text} is only text: write it without quotes", text=node.value
        )
    return node


def _kept(type: Type) -> Type:
    return type if type in NUMERIC else Type.NUMBER


def _common(*nodes: Node) -> Type:
    types = {node.type for node in nodes}
    if types == {Type.INTEGER}:
        return Type.INTEGER
    return Type.DECIMAL if types <= {Type.INTEGER, Type.DECIMAL} else Type.NUMBER
