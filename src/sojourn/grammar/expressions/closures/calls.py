"""Calls of functions that only need their arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from sojourn.grammar.expressions.closures.build import Build, Closure
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.functions import FUNCTIONS
from sojourn.grammar.expressions.functions.row import Take
from sojourn.grammar.expressions.library import dates, geography, numbers, selects, texts
from sojourn.grammar.expressions.tree import Call, Node, Text

PLAIN: Mapping[str, Callable[..., Any]] = {
    "join": texts.join, "substr": texts.substr,
    "substring-before": texts.substring_before, "substring-after": texts.substring_after,
    "translate": texts.translate, "string-length": lambda text: float(len(text)),
    "normalize-space": texts.normalize_space, "contains": texts.contains,
    "starts-with": str.startswith, "ends-with": str.endswith, "uuid": texts.make_uuid,
    "digest": texts.digest, "base64-decode": texts.base64_decode,
    "boolean": bool, "not": lambda condition: not condition,
    "boolean-from-string": lambda text: text.lower() == "true" or text == "1",
    "checklist": numbers.checklist, "true": lambda: True, "false": lambda: False,
    "random": numbers.chance, "int": numbers.whole, "round": numbers.rounded, "abs": abs,
    "pow": numbers.power, "sqrt": numbers.square_root, "exp": numbers.exp, "exp10": numbers.exp10,
    "log": numbers.log, "log10": numbers.log10, "sin": numbers.sine, "cos": numbers.cosine,
    "tan": numbers.tangent, "asin": numbers.arc_sine, "acos": numbers.arc_cosine,
    "atan": numbers.arc_tangent, "atan2": math.atan2, "pi": lambda: math.pi,
    "min": numbers.least, "max": numbers.greatest,
    "selected-at": selects.selected_at,
    "distance": geography.distance, "area": geography.area, "geofence": geography.geofence,
}  # fmt: skip

WITH_ENV: Mapping[str, Callable[..., Any]] = {
    "now": dates.now, "date": dates.to_date, "decimal-time": dates.decimal_time,
    "format-date": dates.formatted, "format-date-time": dates.formatted,
}  # fmt: skip


def called(node: Call, build: Build) -> Closure | None:
    """The closure of an ordinary call, or None when the function is not an ordinary one."""
    if node.function in PLAIN:
        return _applied(PLAIN[node.function], _arguments(node, build))
    if node.function in WITH_ENV:
        return _applied_in(WITH_ENV[node.function], _arguments(node, build))
    return None


def _arguments(node: Call, build: Build) -> list[Closure]:
    function = FUNCTIONS[node.function]
    return [_argument(argument, function.take(index), build) for index, argument in enumerate(node.arguments)]


def _argument(node: Node, take: Take, build: Build) -> Closure:
    match take:
        case Take.LITERAL:
            assert isinstance(node, Text)
            return lambda env, value=node.value: value  # type: ignore[misc]
        case Take.NUMBER:
            return build.number(node)
        case Take.STRING:
            return build.string(node)
        case Take.TRUTH:
            return build.truth(node)
        case _:
            return build.plain(node)


def _applied(function: Callable[..., Any], arguments: list[Closure]) -> Closure:
    match arguments:
        case []:
            return lambda env: function()
        case [one]:
            return lambda env: function(one(env))
        case [one, two]:
            return lambda env: function(one(env), two(env))
        case [one, two, three]:
            return lambda env: function(one(env), two(env), three(env))
        case _:
            return lambda env: function(*[argument(env) for argument in arguments])


def _applied_in(function: Callable[..., Any], arguments: list[Closure]) -> Closure:
    def applied(env: Env) -> Any:
        return function(*[argument(env) for argument in arguments], env)

    return applied
