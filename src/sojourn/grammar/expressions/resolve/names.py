"""Find what a name in an expression means, seen from where we stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.scope import Name, Scope, Type
from sojourn.grammar.expressions.tree import Column, Current, Mention, Node, Reference
from sojourn.grammar.nearest import did_you_mean


@dataclass(frozen=True)
class Remark:
    """A notice that knows its offset but not yet its file."""

    at: int
    code: str
    template: str
    params: dict[str, object] = field(default_factory=dict)


def find(node: Mention, scope: Scope) -> Reference:
    """The name behind `${…}`; raise Mistake with the nearest name when there is none."""
    name = scope.get(node.name)
    if name is None:
        raise Mistake(node.at, "unknown_name", "there is no {written} here{hint}",
                      written=f"${{{node.name}}}", hint=did_you_mean(node.name, scope))  # fmt: skip
    return reference(node.at, name, scope)


def reference(at: int, name: Name, scope: Scope) -> Reference:
    """How to reach a name: the repeats we share with it, then the repeats to walk down."""
    level = 0
    for ours, theirs in zip(scope.here, name.rows, strict=False):
        if ours != theirs:
            break
        level += 1
    return Reference(at, name.type, name, level, name.rows[level:])


def found_current(node: Current, scope: Scope) -> Current:
    """The question that `.` stands for; raise Mistake where there is none."""
    if scope.current is None:
        why = "the dot means the answer being checked, and here there is none: write {example}"
        raise Mistake(node.at, "no_current", why, example="${name}")
    return Current(node.at, scope.current.type, scope.current)


def found_column(node: Column, scope: Scope) -> Column:
    """A bare word, which only a choice filter may use; raise Mistake with the likely cure."""
    if node.name in scope.columns:
        return Column(node.at, Type.TEXT, node.name)
    if node.name.lower() in {"true", "false", "today", "now"}:
        raise Mistake(node.at, "bare_word", "write {cure}", cure=f"{node.name.lower()}()")
    if node.name in scope:
        raise Mistake(node.at, "bare_word", "write {cure}", cure=f"${{{node.name}}}")
    hint = did_you_mean(node.name, scope.columns)
    why = "{word} means nothing by itself: a question is written {question}, a text {text}{hint}"
    asked, quoted = f"${{{node.name}}}", f"'{node.name}'"
    raise Mistake(node.at, "bare_word", why, word=node.name, question=asked, text=quoted, hint=hint)


class Resolving(Protocol):
    """What the parts of the resolver need of the whole."""

    scope: Scope
    remarks: list[Remark]

    def any(self, node: Node) -> Node:
        """Resolve a node that may also stand for many rows."""

    def single(self, node: Node) -> Node:
        """Resolve a node that must be one value."""
