"""Check settled answers: those required, those that break a constraint, those not offered now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sojourn.grammar.codes.model import Choice
from sojourn.grammar.forms.problems import Problem, problem
from sojourn.grammar.forms.settling import Level, Levels
from sojourn.grammar.forms.step import Step
from sojourn.grammar.forms.wording import worded


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and for whom a form is filled: the day that decides on dated codes, and the language."""

    on: date
    language: str = "en"
    default_language: str = "en"


def check(steps: Sequence[Step], levels: Levels, occasion: Occasion) -> Iterator[Problem]:
    """Every problem with the answers of these steps, in the order of the form."""
    for step in steps:
        for level in levels.get(step.rows, ()):
            if step.name in level.hidden:
                continue
            if step.repeat_count is not None:
                yield from _surplus(step, level, occasion)
                continue
            value = level.answers.get(step.name)
            if value is None or value == "" or value == []:
                if is_required(step, level):
                    yield _problem("required", "required_message", step, level, occasion)
            elif (found := _wrong(step, value, level, occasion)) is not None:
                yield found


def is_required(step: Step, level: Level) -> bool:
    """Whether an answer is needed here, given the others."""
    if isinstance(step.required, bool):
        return step.required
    level.env.value = level.answers.get(step.name)
    return step.required.truth(level.env)


def options(step: Step, level: Level, on: date) -> tuple[Choice, ...]:
    """What a select offers here, given the other answers and the day."""
    assert step.choices is not None
    if not step.is_narrowed:
        return step.choices.choices
    return tuple(choice for choice in step.choices.choices if _is_offered(step, choice, level, on))


def _surplus(step: Step, level: Level, occasion: Occasion) -> Iterator[Problem]:
    if surplus := level.surplus.get(step.name, 0):
        expected = len(level.answers.get(step.name, ()))
        params = {"given": expected + surplus, "expected": expected}
        path = level.prefix + step.name
        yield problem("repeat_count", occasion.language, path, step.name, expected + surplus, params)


def _wrong(step: Step, value: Any, level: Level, occasion: Occasion) -> Problem | None:
    if step.is_narrowed and (closed := _closed_code(step, value, level, occasion.on)) is not None:
        return problem("choice_closed", occasion.language, level.prefix + step.name, step.name, closed, {})
    if step.constraint is not None:
        level.env.value = value
        if not step.constraint.truth(level.env):
            return _problem("constraint", "constraint_message", step, level, occasion)
    return None


def _closed_code(step: Step, value: Any, level: Level, on: date) -> str | None:
    assert step.choices is not None
    for code in [value] if isinstance(value, str) else value:
        choice = step.choices.by_name.get(code)
        if choice is None or not _is_offered(step, choice, level, on):
            return str(code)
    return None


def _is_offered(step: Step, choice: Choice, level: Level, on: date) -> bool:
    if not choice.valid_on(on):
        return False
    if step.choice_filter is None:
        return True
    level.env.choice = step.filter_columns[choice.name]
    try:
        return step.choice_filter.truth(level.env)
    finally:
        level.env.choice = None


def _problem(key: str, column: str, step: Step, level: Level, occasion: Occasion) -> Problem:
    value = level.answers.get(step.name)
    words = worded(step, column, level, occasion.language, occasion.default_language)
    found = problem(key, occasion.language, level.prefix + step.name, step.name, value, {})
    return Problem(found.path, found.question, found.code, words or found.message, found.value, found.fix)
