"""The answers of a form that name files, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sojourn.grammar.expressions import Type
from sojourn.grammar.forms.model import Form, Question

Change = Callable[[Question, str, Any], Any]


def asks_for_a_file(question: Question) -> bool:
    """Whether its answer is a file."""
    return question.stores and question.expression_type is Type.FILE


def with_files(form: Form, answers: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return the answers, raw or clean, each that names a file replaced by `change(question, path, answer)`.

    The path is that of the question, rows counted from one: "document[2].scan". Empty answers are left alone.
    """
    return _level(form.questions, answers, "", change)


def _level(questions: Sequence[Question], answers: Mapping[str, Any], prefix: str, change: Change) -> dict[str, Any]:
    made = dict(answers)
    for question in _side_by_side(questions):
        answer = made.get(question.name)
        path = f"{prefix}{question.name}"
        if question.is_repeat and isinstance(answer, list | tuple):
            made[question.name] = [
                _level(question.children, row, f"{path}[{number}].", change) if isinstance(row, Mapping) else row
                for number, row in enumerate(answer, start=1)
            ]
        elif asks_for_a_file(question) and answer not in (None, ""):
            made[question.name] = change(question, path, answer)
    return made


def _side_by_side(questions: Sequence[Question]) -> Iterator[Question]:
    """The questions whose answers share one level; those of groups stand beside the groups."""
    for question in questions:
        if question.is_group:
            yield from _side_by_side(question.children)
        else:
            yield question
