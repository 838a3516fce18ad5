"""What every part of the SQL writer is given, and what it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.scope import Name
from sojourn.grammar.expressions.sql.dialects import Dialect
from sojourn.grammar.expressions.tree import Node

# Just inside the range of a double, where PostgreSQL still computes without an error.
GREATEST = 1.7e308
SMALLEST = 1e-320


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in SQL: NULL stands for NaN.

    `least` and `most` bound the size of what is neither 0 nor infinite, because a PostgreSQL number that grows too
    big or too small stops the query with an error; `infinite` when it can be infinite.
    """

    sql: str
    least: float
    most: float
    infinite: bool = False

    def bounded(self, at: int) -> Quantity:
        """Itself; raise Mistake when it could leave the range of a double."""
        if self.most > GREATEST or self.least < SMALLEST:
            raise Mistake(at, "no_sql", "this could grow too large or too small for the database: use fewer factors")
        return self


@dataclass(frozen=True, slots=True)
class Options:
    """How names, the present and the office's zone are written in the query at hand."""

    column: Callable[[Name], str]
    now: str
    zone: str


class Write(Protocol):
    """Writes a node as the kind of SQL value its user wants."""

    dialect: Dialect
    options: Options

    def number(self, node: Node) -> Quantity:
        """A double, NULL for NaN."""

    def text(self, node: Node) -> str:
        """A text, never NULL."""

    def truth(self, node: Node) -> str:
        """A boolean, never NULL."""

    def day(self, node: Node) -> str:
        """A date, NULL when missing."""

    def instant(self, node: Node) -> str:
        """A timestamp with time zone, NULL when missing."""

    def missing(self, node: Node) -> str:
        """A boolean: whether its text is empty."""

    def absent(self, node: Node) -> str:
        """A boolean: whether coalesce() passes over it, which it also does with NaN."""


def cannot(node: Node, why: str) -> Mistake:
    """The error for what SQL cannot say."""
    return Mistake(node.at, "no_sql", "this cannot be asked of the database: {why}", why=why)
