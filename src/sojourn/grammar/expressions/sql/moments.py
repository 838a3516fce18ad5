"""Dates and instants in SQL, and the functions that make them."""

from __future__ import annotations

import re

from sojourn.grammar.expressions.instants import days_of, read_instant
from sojourn.grammar.expressions.scope import NUMERIC, Type
from sojourn.grammar.expressions.sql.answers import column
from sojourn.grammar.expressions.sql.arithmetic import finite
from sojourn.grammar.expressions.sql.shape import Quantity, Write, cannot
from sojourn.grammar.expressions.sql.texts import day_of_number, day_of_text, instant_of_text
from sojourn.grammar.expressions.tree import Call, Node, Text, is_answer

_SIGNS = re.compile(r"(%[Yymnbdea])")


def day(node: Node, write: Write) -> str:
    """The date of a node, NULL when missing."""
    if isinstance(node, Text):
        return f"DATE '{node.value[:10]}'" if days_of(node.value) == days_of(node.value) else "NULL::date"
    if isinstance(node, Call) and node.function in ("today", "date", "if", "coalesce"):
        return _made_day(node, write)
    if node.type is Type.DATE and is_answer(node):
        return column(node, write)
    if node.type is Type.DATETIME:
        return _local_day(write.instant(node), write)
    if node.type in NUMERIC:
        return day_of_number(write.number(node), write)
    return day_of_text(write.text(node), write)


def _made_day(node: Call, write: Write) -> str:
    match node.function:
        case "today":
            return _local_day(write.options.now, write)
        case "date":
            return day(node.arguments[0], write)
        case "if":
            condition, then, otherwise = node.arguments
            one, other = write.day(then), write.day(otherwise)
            return f"(CASE WHEN {write.truth(condition)} THEN {one} ELSE {other} END)"
        case _:
            first, second = node.arguments
            return f"(CASE WHEN {write.absent(first)} THEN {write.day(second)} ELSE {write.day(first)} END)"


def _local_day(instant: str, write: Write) -> str:
    return write.dialect.day_of_instant.format(instant, write.dialect.quoted(write.options.zone))


def instant(node: Node, write: Write) -> str:
    """The instant of a node, NULL when missing."""
    match node:
        case Text(value=text):
            found = read_instant(text)
            return "NULL::timestamptz" if found is None else f"'{found.isoformat()}'::timestamptz"
        case Call(function="now"):
            return write.options.now
        case Call(function="if", arguments=(condition, then, otherwise)):
            one, other = write.instant(then), write.instant(otherwise)
            return f"(CASE WHEN {write.truth(condition)} THEN {one} ELSE {other} END)"
        case Call(function="coalesce", arguments=(first, second)):
            return f"(CASE WHEN {write.absent(first)} THEN {write.instant(second)} ELSE {write.instant(first)} END)"
    if node.type is Type.DATETIME and is_answer(node):
        return column(node, write)
    if node.type is Type.TEXT:
        return instant_of_text(write.text(node), write)
    raise cannot(node, "this is not a dateTime there")


def formatted(node: Call, write: Write) -> str:
    """format-date(): the date written sign by sign, "" when missing."""
    moment, pattern = node.arguments
    if moment.type not in (Type.DATE, Type.DATETIME):
        raise cannot(node, "only a date is formatted there")
    assert isinstance(pattern, Text)
    day = write.day(moment)
    pieces = [
        write.dialect.formatted.format(day, write.dialect.signs[piece[1]])
        if piece.startswith("%")
        else write.dialect.quoted(piece)
        for piece in _SIGNS.split(pattern.value)
        if piece
    ]
    return f"(CASE WHEN {day} IS NULL THEN '' ELSE {' || '.join(pieces)} END)" if pieces else "''"


def decimal_time(node: Call, write: Write) -> Quantity:
    """decimal-time(): the fraction of the day."""
    inner = node.arguments[0]
    match inner.type:
        case Type.TIME:
            return write.number(inner)
        case Type.DATE:
            return Quantity(f"CASE WHEN {write.day(inner)} IS NOT NULL THEN '0'::float8 END", 1.0, 1.0)
        case Type.DATETIME:
            zone = write.dialect.quoted(write.options.zone)
            local = write.dialect.time_of_instant.format(write.instant(inner), zone)
            return Quantity(write.dialect.fraction_of_time.format(local), 1e-11, 1.0)
        case type if type in NUMERIC:
            days = finite(write.number(inner))
            return Quantity(f"({days} - floor({days}))", 1e-40, 1.0)
    raise cannot(node, "a time written in a text is not read there")


def number(node: Node, write: Write) -> Quantity:
    """A computed date or instant as days since 1970-01-01."""
    if node.type is Type.DATE:
        return Quantity(write.dialect.days_of_date.format(write.day(node)), 1.0, 4e6)
    return Quantity(write.dialect.days_of_instant.format(write.instant(node)), 1e-11, 4e6)
