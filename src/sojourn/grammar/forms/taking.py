"""Take raw answers apart, as pages, phones and files give them, and clean each by its question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sojourn.grammar.forms.cleaning import Manner, Unclean
from sojourn.grammar.forms.problems import Problem, problem
from sojourn.grammar.forms.settling import MOST_ROWS, MOST_ROWS_IN_ALL, Answers
from sojourn.grammar.forms.step import Step
from sojourn.grammar.nearest import did_you_mean

MOST_UNKNOWN = 20
DEEPEST_GROUP = 20

Places = Mapping[tuple[str, ...], Mapping[str, Step]]  # the steps of each level by name


@dataclass
class Taking:
    """One reading of raw answers: what was understood, and the problems on the way."""

    places: Places
    manner: Manner
    language: str
    problems: list[Problem]
    rows: int = 0

    def level(self, raw: Mapping[str, Any], rows: tuple[str, ...] = (), prefix: str = "") -> Answers:
        """The clean answers of one level (the top, or one row)."""
        answers: Answers = {}
        self._into(answers, raw, rows, prefix)
        return answers

    def cell(self, answers: Answers, name: str, value: Any) -> None:
        """Put the clean answer to one question of the top into `answers`."""
        step = self.places[()].get(name)
        if step is not None and step.is_plain:
            self._one(answers, step, value, "")
        else:
            self._into(answers, {name: value}, (), "")

    def _into(
        self, answers: Answers, raw: Mapping[str, Any], rows: tuple[str, ...], prefix: str, depth: int = 0
    ) -> None:
        steps = self.places[rows]
        for name, value in raw.items():
            step = steps.get(name)
            if step is None:
                self._unknown(name, steps, prefix)
            elif step.is_plain:
                self._one(answers, step, value, prefix)
            elif step.question.is_group:
                if isinstance(value, Mapping) and depth < DEEPEST_GROUP:
                    self._into(answers, value, rows, prefix, depth + 1)
            elif step.question.is_repeat:
                self._rows(answers, step, value, prefix)

    def _one(self, answers: Answers, step: Step, value: Any, prefix: str) -> None:
        if is_blank(value):
            return
        assert step.cleaner is not None
        try:
            clean = step.cleaner(value, self.manner)
        except Unclean as unclean:
            self._problem(unclean.key, prefix + step.name, step.name, value, unclean.params)
        else:
            if clean is not None:
                answers[step.name] = clean

    def _rows(self, answers: Answers, step: Step, value: Any, prefix: str) -> None:
        path = prefix + step.name
        if isinstance(value, Mapping):
            value = [value]
        if is_blank(value):
            return
        if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
            self._problem("rows", path, step.name, value, {})
            return
        self.rows += len(value)
        if len(value) > MOST_ROWS or self.rows > MOST_ROWS_IN_ALL:
            self._problem("too_many", path, step.name, value, {"most": MOST_ROWS})
            return
        inner = (*step.rows, step.name)
        rows = [self.level(row, inner, f"{path}[{number}].") for number, row in enumerate(value, 1)]
        while rows and not rows[-1] and step.repeat_count is None and _is_empty(value[len(rows) - 1]):
            rows.pop()
        answers[step.name] = rows

    def _unknown(self, name: Any, steps: Mapping[str, Step], prefix: str) -> None:
        if len(self.problems) > MOST_UNKNOWN:
            return
        word = str(name)[:80] if isinstance(name, str) else ""
        near = did_you_mean(word, steps).removeprefix("; ")
        self._problem("unknown", prefix + word, word, word, {"near": near[:1].upper() + near[1:]})

    def _problem(self, key: str, path: str, question: str, value: Any, params: Mapping[str, Any]) -> None:
        self.problems.append(problem(key, self.language, path, question, value, params))


def is_blank(value: Any) -> bool:
    """Whether a raw answer says nothing: absent, spaces only, no entries."""
    if value.__class__ is str:
        return not value or value.isspace()
    return value is None or value == [] or value == () or value == {}


def _is_empty(row: Mapping[str, Any]) -> bool:
    return all(is_blank(value) for value in row.values())
