"""Whatever an author writes, our closures and elementpath, an independent XPath, come to the same result."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.grammar.expressions import oracle
from tests.rooms.grammar.expressions.drawing import expressions
from tests.rooms.grammar.expressions.world import ANSWERS, MEMBERS, NAMES, SCOPE

from sojourn.grammar.expressions import Env, Expression, Type, compile
from sojourn.kernel import moment

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
CROSSED = 4
PATHS = {name.name: f"/data/{name.name}" for name in NAMES} | {
    "member": "/data/member",
    "age": "/data/member/age",
    "called": "/data/member/called",
}


def _ours(expression: Expression, answers: dict[str, Any]) -> bool | float | str:
    env = Env(answers)
    if expression.type is Type.BOOLEAN:
        return expression.truth(env)
    if expression.type in (Type.INTEGER, Type.DECIMAL, Type.NUMBER):
        return expression.number(env)
    return expression.string(env)


def _theirs(expression: Expression, token: Any, answers: dict[str, Any]) -> bool | float | str:
    written = {**answers, **{name: float(answers[name]) for name in ("d", "e") if name in answers}}
    members = [{"age": None, "called": None, **row} for row in answers["member"]]
    tree = oracle.document({**written, "member": members}, [name.name for name in NAMES])
    found = oracle.ask(token, tree)
    if expression.type is Type.BOOLEAN:
        return oracle.truth_of(found)
    if expression.type in (Type.INTEGER, Type.DECIMAL, Type.NUMBER):
        return oracle.number_of(found)
    return oracle.text_of(found)


def _same(ours: bool | float | str, theirs: bool | float | str) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return (math.isnan(ours) and math.isnan(theirs)) or math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)
    return ours == theirs


def _compare(texts: list[str], worlds: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> None:
    with moment.travelling(NOW):
        for text in texts:
            expression, token = compile(text, SCOPE), oracle.parsed(text, PATHS)
            for answers, members in worlds:
                world = {**answers, "member": members}
                ours, theirs = _ours(expression, world), _theirs(expression, token, world)
                assert _same(ours, theirs), f"{text} over {world}: ours {ours!r}, elementpath {theirs!r}"


def _drawn(cases: int) -> Any:
    """So many cases; each drawing crosses some expressions with some answers."""
    texts = st.lists(expressions(pure=True), min_size=CROSSED, max_size=CROSSED)
    worlds = st.lists(st.tuples(ANSWERS, MEMBERS), min_size=CROSSED, max_size=CROSSED)

    def decorate(test: Any) -> Any:
        drawn = given(texts=texts, worlds=worlds)(test)
        quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
        return settings(max_examples=cases // CROSSED**2, deadline=None, database=None, suppress_health_check=quiet)(
            drawn
        )

    return decorate


@_drawn(2_000)
def test_elementpath_agrees(texts: list[str], worlds: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> None:
    _compare(texts, worlds)


@pytest.mark.nightly
@_drawn(100_000)
def test_elementpath_agrees_on_many(
    texts: list[str], worlds: list[tuple[dict[str, Any], list[dict[str, Any]]]]
) -> None:
    _compare(texts, worlds)
