"""Text functions in SQL, and the functions over chosen codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sojourn.grammar.expressions.library.patterns import read_pattern
from sojourn.grammar.expressions.library.patterns.writer import written
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.sql.answers import column
from sojourn.grammar.expressions.sql.shape import Quantity, Write, cannot
from sojourn.grammar.expressions.tree import Call, Minus, Node, Number, Text, is_answer


def _concat(node: Call, write: Write) -> str:
    return "(" + " || ".join(write.text(argument) for argument in node.arguments) + ")"


def _join(node: Call, write: Write) -> str:
    separator, *values = (write.text(argument) for argument in node.arguments)
    return "(" + f" || {separator} || ".join(values) + ")"


def _place(node: Node, length: str) -> str:
    sign, number = (-1, node.operand) if isinstance(node, Minus) else (1, node)
    if not isinstance(number, Number):
        raise cannot(node, "the places of substr() must be written as numbers")
    place = min(int(number.value), 1_000_000)
    return f"GREATEST({length} - {place}, 0)" if sign < 0 else str(place)


def _substr(node: Call, write: Write) -> str:
    text = write.text(node.arguments[0])
    length = write.dialect.length.format(text)
    start = _place(node.arguments[1], length)
    if len(node.arguments) == 2:
        return f"substr({text}, {start} + 1)"
    end = _place(node.arguments[2], length)
    return f"substr({text}, {start} + 1, GREATEST({end} - {start}, 0))"


def _before(node: Call, write: Write) -> str:
    text, part = (write.text(argument) for argument in node.arguments)
    return f"(CASE WHEN strpos({text}, {part}) > 0 THEN left({text}, strpos({text}, {part})::integer - 1) ELSE '' END)"


def _after(node: Call, write: Write) -> str:
    text, part = (write.text(argument) for argument in node.arguments)
    start = f"strpos({text}, {part})::integer + {write.dialect.length.format(part)}::integer"
    return f"(CASE WHEN strpos({text}, {part}) > 0 THEN substr({text}, {start}) ELSE '' END)"


def _translate(node: Call, write: Write) -> str:
    text, old, new = (write.text(argument) for argument in node.arguments)
    return f"translate({text}, {old}, {new})"


def _selected_at(node: Call, write: Write) -> str:
    index = write.number(node.arguments[1])
    found = write.dialect.list_at.format(_codes(node.arguments[0], write), f"trunc({index.sql})")
    return f"COALESCE(CASE WHEN {index.sql} >= 0 AND {index.sql} < 1000000 THEN {found} END, '')"


def _codes(node: Node, write: Write) -> str:
    if is_answer(node) and node.type is Type.CHOICES:
        return column(node, write)
    return write.dialect.words.format(write.text(node))


STRINGS: Mapping[str, Callable[[Call, Write], str]] = {
    "string": lambda node, write: write.text(node.arguments[0]),
    "concat": _concat,
    "join": _join,
    "substr": _substr,
    "substring-before": _before,
    "substring-after": _after,
    "translate": _translate,
    "normalize-space": lambda node, write: write.dialect.spaces.format(write.text(node.arguments[0])),
    "selected-at": _selected_at,
}


def _length(node: Call, write: Write) -> Quantity:
    return Quantity(f"{write.dialect.length.format(write.text(node.arguments[0]))}::float8", 1.0, 1e9)


def _count_selected(node: Call, write: Write) -> Quantity:
    return Quantity(f"{write.dialect.list_length.format(_codes(node.arguments[0], write))}::float8", 1.0, 1e9)


LENGTHS: Mapping[str, Callable[[Call, Write], Quantity]] = {
    "string-length": _length,
    "count-selected": _count_selected,
}


def _two(template: str) -> Callable[[Call, Write], str]:
    def tested(node: Call, write: Write) -> str:
        return template.format(*(write.text(argument) for argument in node.arguments))

    return tested


def _ends_with(node: Call, write: Write) -> str:
    return write.dialect.ends_with.format(*(write.text(argument) for argument in node.arguments))


def _selected(node: Call, write: Write) -> str:
    wanted = node.arguments[1]
    code = write.dialect.quoted(wanted.value.strip(" ")) if isinstance(wanted, Text) else f"trim({write.text(wanted)})"
    return write.dialect.list_has.format(_codes(node.arguments[0], write), code)


def _regex(node: Call, write: Write) -> str:
    text, literal = node.arguments
    assert isinstance(literal, Text)
    pattern = read_pattern(literal.value)
    if pattern.no_sql:
        raise cannot(literal, pattern.no_sql)
    words = written(pattern.tree, write.dialect.name)
    whole = f"^{words}$" if write.dialect.name == "postgresql" else words
    return write.dialect.full_match.format(write.text(text), write.dialect.quoted(whole))


def _said_true(node: Call, write: Write) -> str:
    text = write.text(node.arguments[0])
    return f"(lower({text}) = 'true' OR {text} = '1')"


TESTS: Mapping[str, Callable[[Call, Write], str]] = {
    "contains": _two("(strpos({0}, {1}) > 0)"),
    "starts-with": _two("starts_with({0}, {1})"),
    "ends-with": _ends_with,
    "selected": _selected,
    "regex": _regex,
    "boolean-from-string": _said_true,
}
