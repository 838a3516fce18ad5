"""`compile`: from the text of an expression to one object with its three uses: Python, SQL and the text itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sojourn.grammar.expressions.closures import Closures
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.faults import Mistake, Notice, moved
from sojourn.grammar.expressions.parser import parse
from sojourn.grammar.expressions.resolve import resolve
from sojourn.grammar.expressions.resolve.names import Remark
from sojourn.grammar.expressions.resolve.types import check_fits
from sojourn.grammar.expressions.scope import Name, Scope, Type
from sojourn.grammar.expressions.sql import write_sql
from sojourn.grammar.expressions.sql.dialects import DialectName
from sojourn.grammar.expressions.sql.shape import Options
from sojourn.grammar.expressions.tree import Node, Reference, walk
from sojourn.grammar.expressions.values import stored
from sojourn.grammar.place import Place
from sojourn.kernel import moment


@dataclass(frozen=True)
class Expression:
    """A checked expression: `text` as written, its typed `tree`, the `names` it mentions, the `type` of its result.

    `place` is where it begins; `notices` are for its author.
    """

    text: str
    tree: Node
    names: frozenset[str]
    type: Type
    place: Place = field(default_factory=Place, compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    def __call__(self, env: Env) -> object:
        """The result in XPath's terms: text, float, bool, or the list of many rows' answers."""
        return self._plain(env)

    def truth(self, env: Env) -> bool:
        """The result as a condition."""
        return bool(self._truth(env))

    def number(self, env: Env) -> float:
        """The result as a number; NaN when there is none."""
        return self._number(env)

    def string(self, env: Env) -> str:
        """The result as a text."""
        return self._string(env)

    def value(self, env: Env, type: Type) -> Any:
        """The result as an answer of that type is stored: 14 not 14.0, "2026-03-01", None for NaN and empty."""
        return stored(self._plain(env), type)

    def sql(
        self,
        dialect: DialectName,
        column: Callable[[Name], str],
        *,
        now: str | None = None,
        zone: str = "UTC",
    ) -> str:
        """The same as an SQL expression over columns; raise ExpressionError for what SQL cannot say.

        `column` gives the SQL of a name in its natural SQL type (see `SQL_TYPES`), NULL when missing. The result is a
        boolean (never NULL), a double (NULL for NaN), a date, a timestamptz, or a text (never NULL).
        `now` is SQL for the present instant, by default the house's clock; `zone` the name of the office's time zone.
        """
        options = Options(column, now or f"'{moment.now().isoformat()}'::timestamptz", zone)
        try:
            return write_sql(self.tree, dialect, options)
        except Mistake as mistake:
            raise mistake.placed(self.text, self.place) from None

    @cached_property
    def _closures(self) -> Closures:
        return Closures()

    @cached_property
    def _plain(self) -> Callable[[Env], Any]:
        return self._closures.plain(self.tree)

    @cached_property
    def _truth(self) -> Callable[[Env], bool]:
        return self._closures.truth(self.tree)

    @cached_property
    def _number(self) -> Callable[[Env], float]:
        return self._closures.number(self.tree)

    @cached_property
    def _string(self) -> Callable[[Env], str]:
        return self._closures.string(self.tree)


def compile(text: str, scope: Scope, place: Place | None = None, expect: Type | None = None) -> Expression:
    """Parse and check an expression written at `place`; raise ExpressionError at the offending character.

    `expect` is the type that its place needs, such as BOOLEAN for a constraint.
    """
    where = place or Place()
    try:
        tree, remarks = resolve(parse(text), scope)
        if expect is not None:
            check_fits(tree, expect)
    except Mistake as mistake:
        raise mistake.placed(text, where) from None
    return Expression(text, tree, _names(tree), tree.type, where, _notices(remarks, text, where))


def _names(tree: Node) -> frozenset[str]:
    return frozenset(node.name.name for node in walk(tree) if isinstance(node, Reference))


def _notices(remarks: Iterable[Remark], text: str, where: Place) -> tuple[Notice, ...]:
    return tuple(
        Notice(remark.code, remark.template, remark.params, moved(where, text, remark.at)) for remark in remarks
    )
