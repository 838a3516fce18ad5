"""Settle answers: hide what is not relevant, calculate, and bring repeats to their number of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sojourn.grammar.expressions import Env
from sojourn.grammar.forms.step import Step

MOST_ROWS = 500
MOST_ROWS_IN_ALL = 5_000

Answers = dict[str, Any]


@dataclass(slots=True)
class Level:
    """The top of a form, or one row of a repeat: its live answers, the names hidden in it, its path so far.

    `inner` holds the rows of the repeats on this level, `surplus` how many rows too many a repeat was given.
    """

    answers: Answers
    env: Env
    prefix: str = ""
    hidden: set[str] = field(default_factory=set)
    inner: dict[str, list[Level]] = field(default_factory=dict)
    surplus: dict[str, int] = field(default_factory=dict)


Levels = dict[tuple[str, ...], list[Level]]  # by the repeats around; the top is at ()


def settle(sequence: Sequence[Step], levels: Levels) -> None:
    """Settle every step of a sequence in place; `levels` gains the rows of the repeats."""
    for step in sequence:
        for level in levels.get(step.rows, ()):
            if not _is_shown(step, level):
                level.hidden.add(step.name)
                level.answers.pop(step.name, None)
            elif step.calculation is not None:
                _calculate(step, level)
            elif step.question.is_repeat:
                _open_rows(step, level, levels)


def _is_shown(step: Step, level: Level) -> bool:
    if step.parent is not None and step.parent in level.hidden:
        return False
    return step.relevant is None or step.relevant.truth(level.env)


def _calculate(step: Step, level: Level) -> None:
    assert step.calculation is not None
    env, answers = level.env, level.answers
    kept = answers.get(step.name)
    env.value = kept
    env.once = kept if step.keeps_first else None
    found = step.calculation.value(env, step.type)
    if found is None:
        answers.pop(step.name, None)
    else:
        answers[step.name] = found


def _open_rows(step: Step, level: Level, levels: Levels) -> None:
    given = level.answers.get(step.name)
    rows = [dict(row) for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    inner = levels.setdefault((*step.rows, step.name), [])
    expected = rows_expected(step, level)
    if expected is not None and len(inner) + expected <= MOST_ROWS_IN_ALL:
        if len(rows) > expected:
            level.surplus[step.name] = len(rows) - expected
        rows = rows[:expected] + [{} for _missing in range(expected - len(rows))]
    if rows:
        level.answers[step.name] = rows
    else:
        level.answers.pop(step.name, None)
    env, opened = level.env, level.inner.setdefault(step.name, [])
    for number, row in enumerate(rows, 1):
        around = Env(
            env.answers,
            rows=(*env.rows, row),
            position=(*env.position, number),
            labels=env.labels,
            zone=env.zone,
        )
        opened.append(Level(row, around, f"{level.prefix}{step.name}[{number}]."))
    inner.extend(opened)


def rows_expected(step: Step, level: Level) -> int | None:
    """How many rows the repeat must have; None when the person decides."""
    if step.repeat_count is None:
        return None
    level.env.value = None
    number = step.repeat_count.number(level.env)
    return min(int(number), MOST_ROWS) if number > 0 else 0


def trim(repeats: Sequence[Step], levels: Levels) -> bool:
    """Drop rows at the end of a repeat in which nothing is left; `repeats` in the order of the form.

    Returns whether any was dropped: then what was calculated over rows must be settled again.
    """
    dropped = False
    for step in reversed(repeats):
        for level in levels.get(step.rows, ()):
            rows = level.answers.get(step.name, [])
            while rows and not rows[-1] and step.repeat_count is None:
                rows.pop()
                dropped = True
            if not rows:
                level.answers.pop(step.name, None)
    return dropped
