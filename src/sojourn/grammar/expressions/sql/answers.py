"""Answers in SQL: the column of a name, as the kind of value that is wanted of it.

A column comes in the natural SQL type of its question (see `SQL_TYPES`); what is missing is NULL.
"""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.grammar.expressions.scope import NUMERIC, TEMPORAL, Name, Type
from sojourn.grammar.expressions.sql.shape import Quantity, Write, cannot
from sojourn.grammar.expressions.tree import Current, Node, Reference

SQL_TYPES: Mapping[Type, str] = {
    Type.TEXT: "text",
    Type.INTEGER: "bigint",
    Type.DECIMAL: "numeric or double precision",
    Type.NUMBER: "numeric or double precision",
    Type.DATE: "date",
    Type.DATETIME: "timestamp with time zone",
    Type.TIME: "time",
    Type.BOOLEAN: "boolean",
    Type.CHOICE: "text",
    Type.CHOICES: "text[]",
    Type.GEOPOINT: "text",
    Type.FILE: "text",
}
# Stored numbers lie within 19 digits (whole) or 30 digits (decimal) on either side of the point.
_WHOLE = (1.0, 9.3e18)
_DECIMAL = (1e-30, 1e30)
_DAYS = (1.0, 4e6)
_INSTANTS = (1e-11, 4e6)


def column(node: Node, write: Write) -> str:
    """The SQL of the column behind a node; raise Mistake for what has none."""
    name = named(node)
    if name is None:
        raise cannot(node, "a column of a choice list is not in the facts")
    if isinstance(node, Reference) and node.many:
        raise cannot(node, f"${{{name.name}}} stands for many rows")
    if name.type not in SQL_TYPES:
        raise cannot(node, f"the type of ${{{name.name}}} is not known")
    return write.options.column(name)


def named(node: Node) -> Name | None:
    """The name a node reads, if it reads one."""
    return node.name if isinstance(node, Reference | Current) else None


def number(node: Node, write: Write) -> Quantity:
    """The answer as a number."""
    found, dialect = column(node, write), write.dialect
    match node.type:
        case Type.INTEGER:
            return Quantity(f"({found})::float8", *_WHOLE)
        case Type.DECIMAL | Type.NUMBER:
            return Quantity(f"({found})::float8", *_DECIMAL)
        case Type.DATE:
            return Quantity(dialect.days_of_date.format(found), *_DAYS)
        case Type.DATETIME:
            return Quantity(dialect.days_of_instant.format(found), *_INSTANTS)
        case _:
            return Quantity(dialect.fraction_of_time.format(found), *_INSTANTS)


def text(node: Node, write: Write) -> str:
    """The answer as a text."""
    found = column(node, write)
    if node.type is Type.CHOICES:
        return write.dialect.list_text.format(found)
    if node.type is Type.BOOLEAN:
        return f"CASE WHEN {found} THEN 'true' WHEN NOT {found} THEN 'false' ELSE '' END"
    if node.type in (Type.DATETIME, Type.TIME):
        raise cannot(node, "the way a time was written is not kept there: compare it, or use date() for its day")
    return f"COALESCE({found}, '')"


def missing(node: Node, write: Write) -> str:
    """Whether there is no answer."""
    found = column(node, write)
    if node.type is Type.CHOICES:
        return f"({write.dialect.list_length.format(found)} = 0)"
    if node.type in NUMERIC | TEMPORAL | {Type.BOOLEAN}:
        return f"({found} IS NULL)"
    return f"(COALESCE({found}, '') = '')"
