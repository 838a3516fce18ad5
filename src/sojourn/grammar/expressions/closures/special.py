"""Calls that do more than use their arguments: branches, rows, labels, patterns, lists of codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sojourn.grammar.expressions.closures import answers
from sojourn.grammar.expressions.closures.build import Build, Closure
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.library import dates, selects, texts
from sojourn.grammar.expressions.library.patterns import read_pattern
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.tree import Call, Column, Current, Node, Parent, Reference, Text
from sojourn.grammar.expressions.values import number_of, string_of


def _string(node: Call, build: Build) -> Closure:
    return build.string(node.arguments[0])


def _concat(node: Call, build: Build) -> Closure:
    if any(isinstance(argument, Reference) and argument.many for argument in node.arguments):
        values = [build.plain(argument) for argument in node.arguments]
        return lambda env: texts.concat(*[value(env) for value in values])
    strings = [build.string(argument) for argument in node.arguments]
    return lambda env: "".join([string(env) for string in strings])


def _today(_: Call, __: Build) -> Closure:
    return dates.today


def _number(node: Call, build: Build) -> Closure:
    return build.number(node.arguments[0])


def _once(node: Call, build: Build) -> Closure:
    fresh = build.plain(node.arguments[0])
    return lambda env: fresh(env) if env.once is None or string_of(env.once) == "" else env.once


def _coalesce(node: Call, build: Build) -> Closure:
    first, second = (build.plain(argument) for argument in node.arguments)

    def present(env: Env) -> Any:
        value = first(env)
        return second(env) if value == "" or value != value else value

    return present


def _regex(node: Call, build: Build) -> Closure:
    text, pattern = build.string(node.arguments[0]), node.arguments[1]
    assert isinstance(pattern, Text)
    match = read_pattern(pattern.value).python.fullmatch
    return lambda env: match(text(env)) is not None


def _raw(node: Node, build: Build) -> Closure:
    return answers.raw(node) if isinstance(node, Reference | Current | Column) else build.string(node)


def _selected(node: Call, build: Build) -> Closure:
    value, wanted = _raw(node.arguments[0], build), node.arguments[1]
    if isinstance(wanted, Text) and wanted.value:
        code = wanted.value.strip(" ")
        return lambda env: code in found if (found := value(env)).__class__ is list else selects.selected(found, code)
    text = build.string(wanted)
    return lambda env: selects.selected(value(env), text(env))


def _count_selected(node: Call, build: Build) -> Closure:
    value = _raw(node.arguments[0], build)
    return lambda env: selects.count_selected(value(env))


def _choice_name(node: Call, build: Build) -> Closure:
    code, question = build.string(node.arguments[0]), node.arguments[1]
    assert isinstance(question, Reference)
    listed = question.name.list_name or ""

    def label(env: Env) -> str:
        found = code(env)
        return env.labels(listed, found) if env.labels is not None and found else found

    return label


def _position(node: Call, _: Build) -> Closure:
    row = node.arguments[0]
    assert isinstance(row, Parent)
    place = -row.levels
    return lambda env: float(env.position[place])


def _count(node: Call, build: Build) -> Closure:
    rows = _rows(node.arguments[0], build)
    return lambda env: float(len(rows(env)))


def _sum(node: Call, build: Build) -> Closure:
    rows = _rows(node.arguments[0], build)

    def total(env: Env) -> float:
        found = 0.0
        for value in rows(env):
            number = number_of(value)
            if number == number:
                found += number
        return found

    return total


def _count_non_empty(node: Call, build: Build) -> Closure:
    rows = _rows(node.arguments[0], build)
    return lambda env: float(sum(1 for value in rows(env) if string_of(value) != ""))


def _rows(node: Node, build: Build) -> Closure:
    if isinstance(node, Reference):
        return answers.rows_of(node)
    value = build.plain(node)
    return lambda env: [value(env)]


def _weighted_checklist(node: Call, build: Build) -> Closure:
    low, high = (build.number(bound) for bound in node.arguments[:2])
    pairs = [
        (build.truth(condition), build.number(weight))
        for condition, weight in zip(node.arguments[2::2], node.arguments[3::2], strict=True)
    ]
    return lambda env: low(env) <= sum((weight(env) for holds, weight in pairs if holds(env)), 0.0) <= high(env)


SPECIAL: Mapping[str, Callable[[Call, Build], Closure]] = {
    "concat": _concat,
    "today": _today,
    "string": _string,
    "number": _number,
    "decimal-date-time": _number,
    "once": _once,
    "coalesce": _coalesce,
    "regex": _regex,
    "selected": _selected,
    "count-selected": _count_selected,
    "jr:choice-name": _choice_name,
    "position": _position,
    "count": _count,
    "sum": _sum,
    "count-non-empty": _count_non_empty,
    "weighted-checklist": _weighted_checklist,
}


def indexed(node: Call, build: Build) -> Closure:
    """indexed-repeat(): walk down the repeats of the answer, taking the row named for each, or the row around us."""
    target = node.arguments[0]
    assert isinstance(target, Reference)
    repeats = [one.name.name for one in node.arguments[1::2] if isinstance(one, Reference)]
    indexes = dict(zip(repeats, (build.number(index) for index in node.arguments[2::2]), strict=True))
    steps = [(repeat, indexes.get(repeat), depth) for depth, repeat in enumerate(target.name.rows)]
    read = answers.plain(Reference(target.at, target.type, target.name, 0, ()))

    def found(env: Env) -> Any:
        row: Mapping[str, Any] = env.answers
        for repeat, index, depth in steps:
            if index is None:
                row = env.rows[depth]
                continue
            rows, place = row.get(repeat) or (), index(env)
            if not 1 <= place < len(rows) + 1:
                return ""
            row = rows[int(place) - 1]
        return read(Env(row))

    return found if target.type is not Type.ROWS else lambda env: ""
