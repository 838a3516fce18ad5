"""A form with what has been typed so far, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sojourn.grammar.forms import CompiledForm, Question
from sojourn.web.forms.view import FilesOf, FormView, no_file


def filled(
    compiled: CompiledForm,
    raw: Mapping[str, Any],
    *,
    outside: Mapping[str, Any],
    language: str,
    zone: tzinfo,
    reader_zone: ZoneInfo,
    checked: bool = False,
    withheld: frozenset[str] = frozenset(),
    file_of: FilesOf = no_file,
) -> FormView:
    """Understand raw answers, part-filled as they are, and describe the form in that state.

    Days are those of `zone`, the case's office; times are shown in `reader_zone`, where the reader sits.
    """
    taken = compiled.take(raw, language=language, zone=zone)
    answers = _with_empty_rows(taken.answers, raw, compiled.form.questions)
    state = compiled.state(answers, outside=outside, language=language, zone=zone, problems=taken.problems)
    return FormView(compiled, raw, state, language, reader_zone, checked, withheld, file_of)


def _with_empty_rows(
    answers: Mapping[str, Any], raw: Mapping[str, Any], questions: Iterable[Question]
) -> dict[str, Any]:
    """Keep the empty rows a person has just added: the grammar drops them, since they say nothing yet."""
    padded = dict(answers)
    for question in _repeats(questions):
        given = raw.get(question.name)
        if isinstance(given, list):
            taken = [*padded.get(question.name, ()), *({} for _ in given)][: len(given)]
            pairs = zip(taken, given, strict=True)
            padded[question.name] = [_with_empty_rows(row, typed, question.children) for row, typed in pairs]
    return padded


def _repeats(questions: Iterable[Question]) -> Iterable[Question]:
    for question in questions:
        if question.is_repeat:
            yield question
        elif question.is_group:
            yield from _repeats(question.children)
