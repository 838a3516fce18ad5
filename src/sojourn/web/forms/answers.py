"""Kept answers in words, for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from sojourn.grammar.codes import shared_list
from sojourn.grammar.forms import Form, Question
from sojourn.grammar.forms.kinds import METADATA
from sojourn.grammar.packs import Pack
from sojourn.protection.policy import HIDDEN
from sojourn.web.forms.view import FilesOf, no_file
from sojourn.web.wording import when


@dataclass(frozen=True)
class AnswerLine:
    """A question and its answer; `kind` is answer or heading."""

    label: str
    text: str = ""
    kind: str = "answer"
    sensitive: bool = False
    withheld: bool = False
    url: str = ""


def answer_lines(
    pack: Pack, form: Form, answers: Mapping[str, Any], language: str, file_of: FilesOf = no_file
) -> tuple[AnswerLine, ...]:
    """Every answered question in the order of the form, groups and rows as headings; HIDDEN ones say so."""
    return tuple(_lines(_Reader(pack, form, language, file_of), form.questions, answers))


def plain(pack: Pack, question: Question, value: Any, language: str) -> str:
    """One kept answer as a person reads it; '' when there is none."""
    return _Reader(pack, None, language, no_file).text(question, value)


@dataclass(frozen=True)
class _Reader:
    pack: Pack
    form: Form | None
    language: str
    file_of: FilesOf

    def text(self, question: Question, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if question.is_repeat:
            return _("%(count)s rows") % {"count": len(value)}
        if question.is_select:
            codes = value if isinstance(value, list) else [value]
            return ", ".join(self._label(question.list_name or "", str(code)) for code in codes)
        if question.type == "date":
            return _day(str(value), self.language)
        if question.type == "dateTime":
            return _instant(str(value))
        return str(value)

    def _label(self, list_name: str, code: str) -> str:
        own = self.form.choices.get(list_name) if self.form else None
        found = own or self.pack.codes.get(list_name) or shared_list(list_name)
        return found.label(code, self.language) if found else code


def _lines(reader: _Reader, questions: Iterable[Question], answers: Mapping[str, Any]) -> Iterator[AnswerLine]:
    for question in questions:
        if question.is_group:
            inner = tuple(_lines(reader, question.children, answers))
            if inner and question.labels:
                yield AnswerLine(question.label(reader.language), kind="heading")
            yield from inner
        elif question.is_repeat:
            yield from _rows(reader, question, answers.get(question.name))
        elif question.type not in METADATA and answers.get(question.name) not in (None, "", []):
            yield _line(reader, question, answers[question.name])


def _rows(reader: _Reader, question: Question, rows: Any) -> Iterator[AnswerLine]:
    if rows is HIDDEN:
        yield AnswerLine(question.label(reader.language), withheld=True, sensitive=True)
        return
    for number, row in enumerate(rows or (), start=1):
        yield AnswerLine(f"{question.label(reader.language)} {number}", kind="heading")
        yield from _lines(reader, question.children, row)


def _line(reader: _Reader, question: Question, value: Any) -> AnswerLine:
    label = question.label(reader.language)
    sensitive = question.sensitive == "sensitive"
    if value is HIDDEN:
        return AnswerLine(label, sensitive=True, withheld=True)
    if question.type in ("image", "audio", "video", "file") and (file := reader.file_of(str(value))):
        return AnswerLine(label, file.name, sensitive=sensitive, url=file.url)
    return AnswerLine(label, reader.text(question, value), sensitive=sensitive)


def _day(text: str, language: str) -> str:
    try:
        return format_date(date.fromisoformat(text), "d MMM y", locale=language)
    except ValueError:
        return text


def _instant(text: str) -> str:
    try:
        return when(datetime.fromisoformat(text))
    except ValueError:
        return text
