"""From the resolved tree to SQL for PostgreSQL and DuckDB, with the same result as the closures, row by row."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from sojourn.grammar.expressions.functions import FUNCTIONS
from sojourn.grammar.expressions.remembered import remembered
from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, Type
from sojourn.grammar.expressions.sql import answers, moments
from sojourn.grammar.expressions.sql.arithmetic import added, multiplied, negated
from sojourn.grammar.expressions.sql.comparisons import compared
from sojourn.grammar.expressions.sql.conditions import CONDITIONS, joined
from sojourn.grammar.expressions.sql.dialects import DIALECTS, DialectName
from sojourn.grammar.expressions.sql.numbers import NUMBERS
from sojourn.grammar.expressions.sql.shape import Options, Quantity, cannot
from sojourn.grammar.expressions.sql.strings import LENGTHS, STRINGS, TESTS
from sojourn.grammar.expressions.sql.texts import number_of_text, text_of_number
from sojourn.grammar.expressions.tree import Binary, Call, Logic, Minus, Node, Number, Sum, Text, is_answer, walk
from sojourn.grammar.expressions.values import number_of_text as read_number
from sojourn.grammar.expressions.values import number_text

LONGEST = 100_000
Written = TypeVar("Written", str, Quantity)
_QUANTITIES = {**NUMBERS, **LENGTHS, "decimal-time": moments.decimal_time}
_TEXTS = {**STRINGS, "format-date": moments.formatted}
_TRUTHS = {**CONDITIONS, **TESTS}


def limited(method: Callable[[Any, Node], Written]) -> Callable[[Any, Node], Written]:
    """Remember what was written, and stop before nested guards make it endless."""

    @wraps(method)
    def checked(self: SqlWriter, node: Node) -> Written:
        written = method(self, node)
        if len(written if isinstance(written, str) else written.sql) > LONGEST:
            raise cannot(node, "it would become too long: split it into calculates")
        return written

    return remembered(checked)


class SqlWriter:
    """Writes nodes as SQL; each method gives one kind of value (see `Write`)."""

    def __init__(self, dialect: DialectName, options: Options) -> None:
        self.dialect = DIALECTS[dialect]
        self.options = options
        self.made: dict[tuple[str, int], tuple[Node, Any]] = {}

    @limited
    def number(self, node: Node) -> Quantity:
        """A double, NULL for NaN."""
        match node:
            case Number(value=value):
                return self._constant(value)
            case Text(value=text):
                return self._constant(read_number(text))
            case Minus():
                return negated(node, self)
            case Sum():
                return added(node, self)
            case Binary(type=type) if type is not Type.BOOLEAN:
                return multiplied(node, self)
            case Call() if node.function in ("if", "coalesce"):
                return self._branched_number(node)
            case Call() if node.function in _QUANTITIES:
                return _QUANTITIES[node.function](node, self)
        return self._converted(node)

    def _constant(self, value: float) -> Quantity:
        if value != value:
            return Quantity("NULL::float8", 1.0, 1.0)
        size = abs(value) or 1.0
        return Quantity(self.dialect.number(value), size, size)

    def _converted(self, node: Node) -> Quantity:
        if node.type is Type.BOOLEAN:
            return Quantity(f"(CASE WHEN {self.truth(node)} THEN '1'::float8 ELSE '0'::float8 END)", 1.0, 1.0)
        if is_answer(node) and node.type in NUMERIC | TEMPORAL:
            return answers.number(node, self)
        if node.type in (Type.DATE, Type.DATETIME):
            return moments.number(node, self)
        return number_of_text(self.text(node), self)

    def _branched_number(self, node: Call) -> Quantity:
        *condition, then, otherwise = node.arguments
        one, other = self.number(then), self.number(otherwise)
        if condition:
            sql = f"(CASE WHEN {self.truth(condition[0])} THEN {one.sql} ELSE {other.sql} END)"
        else:
            sql = f"(CASE WHEN {self.absent(then)} THEN {other.sql} ELSE {one.sql} END)"
        return Quantity(sql, min(one.least, other.least), max(one.most, other.most), one.infinite or other.infinite)

    @limited
    def text(self, node: Node) -> str:
        """A text, never NULL."""
        if isinstance(node, Text):
            return self._quoted(node)
        if isinstance(node, Number):
            return self.dialect.quoted(number_text(node.value))
        if isinstance(node, Call) and node.function in ("if", "coalesce"):
            return self._branched_text(node)
        if isinstance(node, Call) and node.function in _TEXTS:
            return _TEXTS[node.function](node, self)
        if node.type is Type.DATE:
            return f"COALESCE({self.dialect.date_text.format(self.day(node))}, '')"
        if is_answer(node):
            return self._answered_text(node)
        if node.type is Type.BOOLEAN:
            return f"(CASE WHEN {self.truth(node)} THEN 'true' ELSE 'false' END)"
        if node.type in NUMERIC:
            return text_of_number(self.number(node), self, node.at)
        raise cannot(node, "it has no text there")

    def _quoted(self, node: Text) -> str:
        if "\x00" in node.value:
            raise cannot(node, "it holds a character that texts there cannot have")
        return self.dialect.quoted(node.value)

    def _answered_text(self, node: Node) -> str:
        if node.type not in NUMERIC:
            return answers.text(node, self)
        return f"(CASE WHEN {self.missing(node)} THEN '' ELSE {text_of_number(self.number(node), self, node.at)} END)"

    def _branched_text(self, node: Call) -> str:
        *condition, then, otherwise = node.arguments
        one, other = self.text(then), self.text(otherwise)
        if condition:
            return f"(CASE WHEN {self.truth(condition[0])} THEN {one} ELSE {other} END)"
        return f"(CASE WHEN {self.absent(then)} THEN {other} ELSE {one} END)"

    @limited
    def absent(self, node: Node) -> str:
        """A boolean: whether coalesce() passes over it, which it also does with NaN."""
        return f"({self.number(node).sql} IS NULL)" if node.type in NUMERIC else self.missing(node)

    @limited
    def truth(self, node: Node) -> str:
        """A boolean, never NULL."""
        match node:
            case Logic():
                return joined(node, self)
            case Binary(type=Type.BOOLEAN):
                return compared(node, self)
            case Call() if node.function in _TRUTHS:
                return _TRUTHS[node.function](node, self)
            case Call(function="if", arguments=(condition, then, otherwise)):
                one, other = self.truth(then), self.truth(otherwise)
                return f"(CASE WHEN {self.truth(condition)} THEN {one} ELSE {other} END)"
            case Call(function="coalesce", arguments=(then, otherwise)):
                one, other = self.truth(then), self.truth(otherwise)
                return f"(CASE WHEN {self.absent(then)} THEN {other} ELSE {one} END)"
        if is_answer(node) and node.type is Type.BOOLEAN:
            return f"COALESCE({answers.column(node, self)}, FALSE)"
        if node.type in NUMERIC:
            return f"(({self.number(node).sql} <> 0) IS TRUE)"
        return f"(NOT {self.missing(node)})"

    @limited
    def day(self, node: Node) -> str:
        """A date, NULL when missing."""
        return moments.day(node, self)

    @limited
    def instant(self, node: Node) -> str:
        """A timestamp with time zone, NULL when missing."""
        return moments.instant(node, self)

    @limited
    def missing(self, node: Node) -> str:
        """A boolean: whether its text is empty."""
        match node:
            case Text(value=text):
                return "FALSE" if text else "TRUE"
            case Call(function="if", arguments=(condition, then, otherwise)):
                one, other = self.missing(then), self.missing(otherwise)
                return f"(CASE WHEN {self.truth(condition)} THEN {one} ELSE {other} END)"
            case Call(function="coalesce", arguments=(first, second)):
                return f"({self.absent(first)} AND {self.missing(second)})"
            case Call(function="now" | "today"):
                return "FALSE"
        if is_answer(node):
            return answers.missing(node, self)
        if node.type in NUMERIC | {Type.BOOLEAN}:
            return "FALSE"
        if node.type is Type.DATE:
            return f"({self.day(node)} IS NULL)"
        return f"({self.text(node)} = '')"


def _check(tree: Node) -> None:
    for node in walk(tree):
        if isinstance(node, Call) and FUNCTIONS[node.function].no_sql:
            raise cannot(node, FUNCTIONS[node.function].no_sql)


def write_sql(tree: Node, dialect: DialectName, options: Options) -> str:
    """The tree as an SQL expression of its type's own SQL type; raise Mistake for what SQL cannot say."""
    _check(tree)
    writer = SqlWriter(dialect, options)
    if tree.type is Type.BOOLEAN:
        sql = writer.truth(tree)
    elif tree.type in NUMERIC or tree.type is Type.TIME:
        sql = writer.number(tree).sql
    elif tree.type is Type.DATE:
        sql = writer.day(tree)
    elif tree.type is Type.DATETIME:
        sql = writer.instant(tree)
    else:
        sql = writer.text(tree)
    return sql
