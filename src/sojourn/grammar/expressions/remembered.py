"""Do each part of a tree once for each kind of result, however often its neighbours ask.

Without it the work would double at every level where both the number and the text of an operand are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from sojourn.grammar.expressions.tree import Node

Result = TypeVar("Result")


class Remembering(Protocol):
    """Keeps what was made of a node; the node stands beside it, so that its identity cannot be reused."""

    made: dict[tuple[str, int], tuple[Node, Any]]


def remembered(method: Callable[[Any, Node], Result]) -> Callable[[Any, Node], Result]:
    """Make the result of a method for a node only once."""

    @wraps(method)
    def once(self: Remembering, node: Node) -> Result:
        key = (method.__name__, id(node))
        if key not in self.made:
            self.made[key] = (node, method(self, node))
        result: Result = self.made[key][1]
        return result

    return once
