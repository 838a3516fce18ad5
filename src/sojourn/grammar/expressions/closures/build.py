"""What every part of the closure compiler is given: the way to compile its operands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.tree import Node

Closure: TypeAlias = Callable[[Env], Any]
Numeric: TypeAlias = Callable[[Env], float]
Textual: TypeAlias = Callable[[Env], str]
Truthful: TypeAlias = Callable[[Env], bool]


class Build(Protocol):
    """Compiles a node towards the kind of value its user wants, so that no kind is tested while evaluating."""

    def plain(self, node: Node) -> Closure:
        """Its own value: text, float, bool, or the list of many rows' answers."""

    def number(self, node: Node) -> Numeric:
        """As a number."""

    def string(self, node: Node) -> Textual:
        """As a text."""

    def truth(self, node: Node) -> Truthful:
        """As a condition."""
