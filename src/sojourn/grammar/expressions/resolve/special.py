"""The calls whose arguments are not ordinary values: position, jr:choice-name, indexed-repeat, weighted-checklist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.resolve.names import Resolving, find
from sojourn.grammar.expressions.resolve.operands import check_number
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.tree import Call, Current, Mention, Node, Parent, Reference, Text

_QUOTED_NAME = re.compile(r"\$\{[ \t]*([^\W\d][\w.\-]*)[ \t]*\}")


def _position(node: Call, resolver: Resolving) -> Node:
    row = node.arguments[0]
    if not isinstance(row, Parent):
        raise Mistake(row.at, "position", "only position(..) can be used: the number of the row around us")
    if row.levels > len(resolver.scope.here):
        raise Mistake(row.at, "position", "there is no repeat around this")
    return Call(node.at, Type.INTEGER, node.function, (row,))


def _choice_name(node: Call, resolver: Resolving) -> Node:
    code, question = resolver.single(node.arguments[0]), node.arguments[1]
    match = _QUOTED_NAME.fullmatch(question.value) if isinstance(question, Text) else None
    if match is None:
        raise Mistake(question.at, "choice_name", "write the question in quotes: {example}",
                      example="jr:choice-name(${country}, '${country}')")  # fmt: skip
    found = find(Mention(question.at + 1, Type.ANY, match[1]), resolver.scope)
    if found.name.list_name is None:
        raise Mistake(question.at, "choice_name", "{name} has no list of choices", name=match[0])
    return Call(node.at, Type.TEXT, node.function, (code, found))


def _indexed_repeat(node: Call, resolver: Resolving) -> Node:
    answer, *pairs = node.arguments
    if len(pairs) % 2:
        raise Mistake(node.at, "wrong_count", "indexed-repeat() needs an answer, then pairs of a repeat and an index")
    found = _mentioned(answer, resolver)
    arguments: list[Node] = [found]
    for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
        rows = _mentioned(repeat, resolver)
        if rows.type is not Type.ROWS or rows.name.name not in found.name.rows:
            raise Mistake(repeat.at, "indexed_repeat", "this is not a repeat around ${{{name}}}", name=found.name.name)
        arguments += [rows, check_number(resolver.single(index))]
    named = {rows.name.name for rows in arguments[1::2] if isinstance(rows, Reference)}
    first = min(found.name.rows.index(name) for name in named)
    for repeat_name in {*found.path, *found.name.rows[first:]} - named:
        raise Mistake(node.at, "indexed_repeat", "say which row of ${{{name}}} is meant, too", name=repeat_name)
    return Call(node.at, found.type, node.function, tuple(arguments))


def _mentioned(node: Node, resolver: Resolving) -> Reference:
    if not isinstance(node, Mention):
        raise Mistake(
            node.at, "indexed_repeat", "indexed-repeat() needs names such as {example} here", example="${name}"
        )
    return find(node, resolver.scope)


def _weighted_checklist(node: Call, resolver: Resolving) -> Node:
    if len(node.arguments) % 2:
        raise Mistake(
            node.at, "wrong_count", "weighted-checklist() needs two bounds, then pairs of a condition and a weight"
        )
    arguments = tuple(resolver.single(argument) for argument in node.arguments)
    for argument in (*arguments[:2], *arguments[3::2]):
        check_number(argument)
    return Call(node.at, Type.BOOLEAN, node.function, arguments)


def _normalize_space(node: Call, resolver: Resolving) -> Node:
    text = node.arguments[0] if node.arguments else Current(node.at, Type.ANY, None)
    return Call(node.at, Type.TEXT, node.function, (resolver.single(text),))


SPECIAL: Mapping[str, Callable[[Call, Resolving], Node]] = {
    "position": _position,
    "jr:choice-name": _choice_name,
    "indexed-repeat": _indexed_repeat,
    "weighted-checklist": _weighted_checklist,
    "normalize-space": _normalize_space,
}
