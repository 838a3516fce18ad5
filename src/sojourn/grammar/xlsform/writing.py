"""Write a form as an XLSForm workbook that other tools understand and that can be read back unchanged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import openpyxl
from openpyxl.cell import WriteOnlyCell

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.forms.columns import FIELDS, OURS, PREFIX, TRANSLATED
from sojourn.grammar.forms.kinds import KINDS
from sojourn.grammar.forms.lists import Lists, without_others
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.languages import heading_of, text_in
from sojourn.grammar.xlsform.choices import cells_of
from sojourn.grammar.xlsform.notes import HEADINGS, NAME, Note, fingerprint
from sojourn.grammar.xlsform.survey import OUTSIDE
from sojourn.grammar.xlsform.texts import Languages

MAX_PIXELS = "max-pixels=1600"

_MENTION = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_DATED = (
    "(string(valid_from) = '' or date(valid_from) <= today()) and (string(valid_to) = '' or date(valid_to) >= today())"
)

Line = dict[str, str]


def write_xlsform(form: Form, codes: Mapping[str, ChoiceList]) -> bytes:
    """Write the workbook: survey, choices, settings, and a sheet of notes on what was added for other tools.

    `codes` are the pack's lists. Lists from outside the form are written out, open lists with `unknown` and
    `declined`; names from outside become hidden questions at the top; missing translations repeat
    the default language. The notes let `read_xlsform` take all of it back.
    """
    form = replace(form, questions=without_others(form.questions))
    writer = _Writer(form, Lists(form, codes))
    survey = [*writer.outside_rows(), *writer.survey_rows(form.questions)]
    sheets = {
        "survey": survey,
        "choices": writer.choice_rows(),
        "settings": [writer.settings_row()],
        NAME: [dict(zip(HEADINGS, note.cells, strict=True)) for note in sorted(writer.notes)],
    }
    return _packed(sheets)


@dataclass
class _Writer:
    form: Form
    lists: Lists
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.codes = self.form.languages
        self.languages = Languages(self.form.default_language, dict(self.form.headings))

    def survey_rows(self, questions: Iterable[Question]) -> Iterable[Line]:
        for question in questions:
            yield self._survey_row(question)
            if question.children:
                yield from self.survey_rows(question.children)
                yield {"type": question.type.replace("begin", "end"), "name": ""}

    def _survey_row(self, question: Question) -> Line:
        words = [question.type, question.list_name or "", "or_other" if question.or_other else ""]
        line: Line = {"type": " ".join(filter(None, words)), "name": question.name}
        for kind in filter(question.texts.get, TRANSLATED):
            line.update(self._translated("survey", question.name, kind, question.texts[kind]))
        for column in FIELDS:
            line[column] = getattr(question, column)
        line.update(question.columns)
        own = {"sensitive": question.sensitive, "maps_to": question.maps_to}
        own |= {"in_evidence": "yes" if question.in_evidence else "", "search": "yes" if question.search else ""}
        line.update({f"{PREFIX}{column}": own[column] for column in OURS})
        self._fill_for_phones(question, line)
        return line

    def _translated(self, sheet: str, row: str, kind: str, texts: Mapping[str, str]) -> Line:
        line = {}
        for code in self.codes:
            text = texts.get(code, "")
            if not text and texts:
                text = text_in(texts, code, self.form.default_language)
                self.notes.append(Note("filled", sheet, row, f"{kind}::{code}", text))
            line[self.languages.column(kind, code)] = text
        return line

    def _fill_for_phones(self, question: Question, line: Line) -> None:
        is_shown = KINDS[question.type].asks or question.type == "note"
        if not question.labels and (question.is_repeat or (is_shown and not question.hints)):
            line.update(self._untitled("survey", question.name, question.name))
        if question.type == "image" and "max-pixels" not in line.get("parameters", ""):
            self._fill(question, line, "parameters", f"{line.get('parameters', '')} {MAX_PIXELS}".strip())
        choices = self.lists.offered(question.list_name or "") if question.is_select else None
        if choices is not None and choices.is_dated and not question.or_other:
            given = question.choice_filter
            self._fill(question, line, "choice_filter", f"({given}) and {_DATED}" if given else _DATED)

    def _fill(self, question: Question, line: Line, column: str, text: str) -> None:
        self.notes.append(Note("filled", "survey", question.name, column, text, line.get(column, "")))
        line[column] = text

    def _untitled(self, sheet: str, row: str, name: str) -> Line:
        self.notes += [Note("filled", sheet, row, f"label::{code}", name) for code in self.codes]
        return {self.languages.column("label", code): name for code in self.codes}

    def outside_rows(self) -> Iterable[Line]:
        """Hidden questions for the names that come from outside, so that every expression can be understood."""
        own = {question.name for question in self.form.walk()}
        own |= {f"{question.name}_other" for question in self.form.walk() if question.or_other}
        for name in sorted(_mentioned(self.form) - own):
            yield {"type": "hidden", "name": name, OUTSIDE: "yes"}

    def choice_rows(self) -> list[Line]:
        lines: list[Line] = []
        used = dict.fromkeys(question.list_name for question in self.form.walk() if question.is_select)
        for name in dict.fromkeys((*self.form.choices, *used)):
            if name:
                lines += self._list_rows(name)
        return lines

    def _list_rows(self, name: str) -> list[Line]:
        written, offered = self.lists.written(name), self.lists.offered(name)
        if written is None or offered is None:
            return []
        before = len(self.notes)
        lines = []
        for choice in offered.choices:
            key = f"{name}/{choice.name}"
            labels = {code: choice.labels[code] for code in self.codes if code in choice.labels}
            labels = labels or dict(choice.labels)
            texts = self._translated("choices", key, "label", labels) if labels else {}
            lines.append(
                {"list_name": name, **cells_of(choice), **(texts or self._untitled("choices", key, choice.name))}
            )
            if choice.name not in written.by_name:
                self.notes.append(Note("added", "choices", key))
        if name not in self.form.choices:
            del self.notes[before:]
            self.notes.append(Note("outside", "choices", name, written=fingerprint(lines)))
        elif written.closed:
            self.notes.append(Note("closed", "choices", name))
        return lines

    def settings_row(self) -> Line:
        form = self.form
        line = {"form_title": form.labels.get(form.default_language, ""), "form_id": form.name, "version": form.version}
        line.update(form.settings)
        if "default_language" not in form.settings and len(self.codes) > 1:
            line["default_language"] = form.headings.get(form.default_language) or heading_of(form.default_language)
            self.notes.append(Note("filled", "settings", "", "default_language", line["default_language"]))
        if "default_language" not in form.settings and form.default_language != "en":
            line[f"{PREFIX}default_language"] = form.default_language
        own = {"about": form.about, "repeats": "yes" if form.repeats else "", "signed_by": form.signed_by}
        line.update({f"{PREFIX}{name}": text for name, text in own.items()})
        others = {code: text for code, text in form.labels.items() if code != form.default_language}
        line.update({f"{PREFIX}label::{code}": text for code, text in others.items()})
        return line


def _mentioned(form: Form) -> set[str]:
    found: set[str] = set()
    for question in form.walk():
        cells = [getattr(question, column) for column in FIELDS]
        texts = [text for labels in question.texts.values() for text in labels.values()]
        for text in (*cells, *texts):
            found.update(_MENTION.findall(text))
    return found


def _packed(sheets: Mapping[str, Iterable[Line]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, lines in sheets.items():
        rows = list(lines)
        columns = _columns(name, rows)
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([_cell(sheet, row.get(column, "")) for column in columns])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _columns(sheet: str, rows: list[Line]) -> list[str]:
    first = {"survey": ["type", "name"], "choices": ["list_name", "name"], NAME: list(HEADINGS)}.get(sheet, [])
    used = dict.fromkeys(column for row in rows for column, text in row.items() if text)
    order = {kind: number for number, kind in enumerate(TRANSLATED)}
    found = sorted(
        (column for column in used if column not in first), key=lambda one: order.get(one.split("::")[0], 99)
    )
    return first + found


def _cell(sheet: object, text: str) -> object:
    """A text cell, also when the text begins like a formula."""
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    return cell
