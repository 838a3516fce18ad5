"""From the fields of a page to raw answers: field names are dotted paths, rows counted from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from django.http import QueryDict

from sojourn.grammar.forms import Form, Question

# A page never shows more rows than this; a longer list comes by import.
MOST_ROWS = 200
_LOCAL = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$")


def raw_answers(form: Form, posted: QueryDict, zone: tzinfo) -> dict[str, Any]:
    """Read the posted fields of a form into nested raw answers.

    Instants come from the browser without an offset: the one chosen beside them counts, else the office's `zone`.
    """
    return _level(form.questions, posted, "", zone)


def with_row_added(raw: dict[str, Any], form: Form, place: str) -> dict[str, Any]:
    """Give the repeat at `place` ("document" or "flight.2.segment") one more empty row, unless it has the most."""
    rows = _rows_at(raw, form, place)
    if rows is not None and len(rows) < MOST_ROWS:
        rows.append({})
    return raw


def with_row_removed(raw: dict[str, Any], form: Form, place: str) -> dict[str, Any]:
    """Take the row at `place` ("document.2") out; nothing happens when it is not there."""
    repeat, _, number = place.rpartition(".")
    rows = _rows_at(raw, form, repeat)
    if rows is not None and number.isascii() and number.isdigit() and 1 <= int(number) <= len(rows):
        del rows[int(number) - 1]
    return raw


def _level(questions: Iterable[Question], posted: QueryDict, prefix: str, zone: tzinfo) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for question in questions:
        name = prefix + question.name
        if question.is_group:
            raw |= _level(question.children, posted, prefix, zone)
        elif question.is_repeat:
            raw[question.name] = [
                _level(question.children, posted, f"{name}.{number}.", zone)
                for number in range(1, _row_count(posted, name) + 1)
            ]
        elif question.stores and name in posted:
            raw[question.name] = _answer(question, posted, name, zone)
    return raw


def _answer(question: Question, posted: QueryDict, name: str, zone: tzinfo) -> Any:
    if question.type in ("select_multiple", "rank"):
        return [value for value in posted.getlist(name) if value]
    value = posted[name]
    return _with_offset(value, posted.get(f"{name}.offset", ""), zone) if question.type == "dateTime" else value


def _with_offset(value: str, offset: str, zone: tzinfo) -> str:
    if not _LOCAL.match(value):
        return value
    try:
        if offset:
            return datetime.fromisoformat(value + offset).isoformat()
        return datetime.fromisoformat(value).replace(tzinfo=zone).isoformat()
    except ValueError:
        return value


def _row_count(posted: QueryDict, name: str) -> int:
    said = posted.get(f"{name}.rows", "0")
    return min(int(said), MOST_ROWS) if said.isascii() and said.isdigit() else 0


def _rows_at(raw: Mapping[str, Any], form: Form, place: str) -> list[Any] | None:
    """The list of rows that a dotted place of this form names; None when the form has no such repeat."""
    questions: Iterable[Question] = form.questions
    level: Any = raw
    words = place.split(".")
    for index in range(0, len(words), 2):
        question = _repeat_named(questions, words[index])
        if question is None or not isinstance(level, Mapping):
            return None
        rows = level.get(question.name)
        if index + 1 == len(words):
            return rows if isinstance(rows, list) else None
        level, questions = _row(rows, words[index + 1]), question.children
    return None


def _row(rows: Any, number: str) -> Any:
    if isinstance(rows, list) and number.isascii() and number.isdigit() and 1 <= int(number) <= len(rows):
        return rows[int(number) - 1]
    return None


def _repeat_named(questions: Iterable[Question], name: str) -> Question | None:
    for question in questions:
        if question.is_repeat and question.name == name:
            return question
        if question.is_group and (found := _repeat_named(question.children, name)):
            return found
    return None
