"""The tree of an expression: one small frozen class per kind of node; `at` is the offset of its first character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sojourn.grammar.expressions.scope import Name, Type


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression, with the type of its result (`ANY` until resolved)."""

    at: int
    type: Type


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number written in the text."""

    value: float


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A quoted text."""

    value: str


@dataclass(frozen=True, slots=True)
class Mention(Node):
    """`${name}` as written, before its name is looked up."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """`${name}` found: `level` repeats are shared with where we stand, `path` are the repeats still to walk down.

    With an empty `path` it is one answer; otherwise all answers below.
    """

    name: Name
    level: int
    path: tuple[str, ...]

    @property
    def many(self) -> bool:
        """True when it stands for a set of answers or rows."""
        return bool(self.path) or self.type is Type.ROWS


@dataclass(frozen=True, slots=True)
class Current(Node):
    """`.`: the answer being checked."""

    name: Name | None


@dataclass(frozen=True, slots=True)
class Parent(Node):
    """`..` and `../..`: the row around us, and the row around that."""

    levels: int


@dataclass(frozen=True, slots=True)
class Column(Node):
    """A bare word: a column of the choice list that a choice filter looks at."""

    name: str


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Minus(Node):
    """A sign before a value."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """A comparison, `*`, `div` or `mod`; `at` is the operator's place."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """A row of terms added and taken away, kept flat so that a long score does not nest."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """A row of conditions joined by one of `and`, `or`, kept flat for the same reason."""

    operator: str
    parts: tuple[Node, ...]


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order they are written."""
    match node:
        case Call(arguments=below) | Logic(parts=below):
            return below
        case Minus(operand=one):
            return (one,)
        case Binary(left=left, right=right):
            return (left, right)
        case Sum(first=first, rest=rest):
            return (first, *(term for _, term in rest))
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, the outer before the inner."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


def passes_on(node: Node) -> bool:
    """True for a call that hands on one of its arguments as it is, perhaps missing."""
    return isinstance(node, Call) and node.function in ("if", "coalesce", "once", "indexed-repeat")


def is_answer(node: Node) -> bool:
    """True for what is read from an answer rather than computed: missing is then an empty text, not NaN."""
    return isinstance(node, (Reference, Current, Column))
