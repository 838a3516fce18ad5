"""The survey sheet: rows between begin and end become the children of their group or repeat."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.columns import OURS, PREFIX, TRANSLATED, heading
from sojourn.grammar.forms.rows import Row, type_words
from sojourn.grammar.xlsform.notes import Notes
from sojourn.grammar.xlsform.texts import Languages
from sojourn.grammar.xlsform.workbook import Sheet, SheetRow

OUTSIDE = f"{PREFIX}outside"

DEEPEST = 30

_BEGINS = ("begin_group", "begin_repeat")


@dataclass
class _Reader:
    languages: Languages
    notes: Notes
    single_colon: bool
    faults: list[Fault]

    def row(self, written: SheetRow) -> Row:
        read = Row(next(iter(written.places.values())))
        name = written.cells.get(next((key for key in written.cells if key.lower() == "name"), ""), "")
        for key, text in written.cells.items():
            self._cell(read, name, key, text, written)
        return read

    def _cell(self, read: Row, name: str, key: str, text: str, written: SheetRow) -> None:
        meant = heading(key, single_colon=self.single_colon)
        place = written.places[key]
        if meant.column in TRANSLATED:
            code = self.languages.code(meant.language)
            text = self.notes.before("survey", name, f"{meant.column}::{code}", text)
            labels = read.texts.setdefault(meant.column, {})
            if code in labels:
                message = f'the {meant.column} in "{code}" stands in two columns'
                self.faults.append(Fault(place, "duplicate_column", message))
            if text:
                labels[code] = text
                read.places.setdefault(meant.column, place)
            return
        column = meant.column.removeprefix(PREFIX) if meant.column.removeprefix(PREFIX) in OURS else meant.column
        text = self.notes.before("survey", name, column, text)
        if text:
            read.cells[column] = text
            read.places[column] = place


def survey_rows(sheet: Sheet, languages: Languages, notes: Notes, faults: list[Fault]) -> list[Row]:
    """The rows of the survey, nested; the hidden questions for names from outside are left out."""
    single_colon = not any("::" in name for name in sheet.headings)
    reader = _Reader(languages, notes, single_colon, faults)
    top: list[Row] = []
    open_rows: list[Row] = []
    for written in sheet.rows:
        row = reader.row(written)
        word = _control(row)
        if word.startswith("end"):
            _end(word, row, open_rows, faults)
        elif {"type", "name", "label"} & {*row.cells, *row.texts}:
            (open_rows[-1].children if open_rows else top).append(row)
            if word in _BEGINS:
                open_rows.append(row)
            if len(open_rows) > DEEPEST:
                message = f"groups and repeats inside each other: at most {DEEPEST}"
                faults.append(Fault(row.place, "too_deep", message))
                return []
    for row in open_rows:
        message = f"this {type_words(row.cells['type']).word[6:]} has no end"
        faults.append(Fault(row.place, "no_end", message))
    return [row for row in top if OUTSIDE not in row.cells]


def _control(row: Row) -> str:
    written = " ".join(row.cells.get("type", "").lower().split()).replace(" ", "_")
    return written if written in ("end_group", "end_repeat", "end") else type_words(row.cells.get("type", "")).word


def _end(word: str, row: Row, open_rows: list[Row], faults: list[Fault]) -> None:
    if not open_rows:
        faults.append(Fault(row.place, "no_begin", f'"{word}" without a begin'))
        return
    begun = open_rows.pop()
    kind = type_words(begun.cells["type"]).word[6:]
    if word not in ("end", f"end_{kind}"):
        message = f'"{word}" where the {kind} "{begun.cells.get("name", "")}" ends'
        faults.append(Fault(row.place, "wrong_end", message))
