"""Clean the same columns many times over: what was cleaned once is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sojourn.grammar.forms.settling import Answers
from sojourn.grammar.forms.taking import Taking

MOST_REMEMBERED = 20_000
LONGEST_REMEMBERED = 60

Taker = Callable[[Sequence[Any]], Answers]


def remembering(taking: Taking, names: Sequence[str]) -> Taker:
    """A function from values, in the order of `names`, to clean answers; problems are added to `taking`.

    Gives what `taking.level` gives for the same names and values. A cell is cleaned by its text and question alone,
    so a short text seen before needs no second look.
    """
    columns: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in names]

    def take(values: Sequence[Any]) -> Answers:
        answers: Answers = {}
        for (name, seen), value in zip(columns, values, strict=True):
            is_text = value.__class__ is str
            if is_text and value in seen:
                clean = seen[value]
                if clean is not None:
                    answers[name] = _own(clean)
                continue
            before = len(taking.problems)
            taking.cell(answers, name, value)
            if is_text and len(taking.problems) == before:
                _remember(seen, value, _own(answers.get(name)))
        return answers

    return take


def _remember(seen: dict[str, Any], value: str, clean: Any) -> None:
    if len(seen) < MOST_REMEMBERED and len(value) <= LONGEST_REMEMBERED:
        seen[value] = clean


def _own(clean: Any) -> Any:
    return clean.copy() if clean.__class__ is list else clean
