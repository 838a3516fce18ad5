"""The choices sheet: one row per code."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.codes.reading import choice_list, day_of
from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.columns import heading
from sojourn.grammar.place import Place
from sojourn.grammar.xlsform.notes import Notes
from sojourn.grammar.xlsform.texts import Languages
from sojourn.grammar.xlsform.workbook import Sheet, SheetRow


def choice_lists(sheet: Sheet, languages: Languages, notes: Notes, faults: list[Fault]) -> dict[str, ChoiceList]:
    """The lists that belong to the form; lists the export brought from outside are left out unless changed."""
    single_colon = not any("::" in name for name in sheet.headings)
    meant = {name: heading(name, "choices", single_colon=single_colon) for name in sheet.headings}
    by_list: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        renamed = {_key(meant[name].column, meant[name].language): text for name, text in row.cells.items()}
        places = {_key(meant[name].column, meant[name].language): place for name, place in row.places.items() if name}
        where = next(iter(row.places.values()))
        if not renamed.get("list_name"):
            faults.append(Fault(where, "no_list", "the choice does not say its list_name"))
            continue
        by_list.setdefault(renamed["list_name"], []).append(SheetRow(row.line, renamed, places))
    return {
        name: _list(name, rows, languages, notes, faults)
        for name, rows in by_list.items()
        if not notes.is_outside(name, [row.cells for row in rows])
    }


def _key(column: str, language: str) -> str:
    return f"{column}::{language}" if language else column


def _list(name: str, rows: list[SheetRow], languages: Languages, notes: Notes, faults: list[Fault]) -> ChoiceList:
    choices: list[tuple[Choice, Place]] = []
    for row in rows:
        code = row.cells.get("name", "")
        if not notes.is_added(name, code):
            place = row.places.get("name", next(iter(row.places.values())))
            choices.append((_choice(f"{name}/{code}", row, languages, notes, faults), place))
    return choice_list(name, choices, notes.is_closed(name), faults)


def _choice(key: str, row: SheetRow, languages: Languages, notes: Notes, faults: list[Fault]) -> Choice:
    labels: dict[str, str] = {}
    extra: dict[str, str] = {}
    days = {}
    for column, text in row.cells.items():
        kind, _, language = column.partition("::")
        if kind == "label":
            code = languages.code(language)
            if kept := notes.before("choices", key, f"label::{code}", text):
                labels[code] = kept
        elif column in ("valid_from", "valid_to"):
            days[column] = day_of(text, row.places[column], faults)
        elif column not in ("list_name", "name"):
            extra[column] = text
    return Choice(row.cells.get("name", ""), labels, days.get("valid_from"), days.get("valid_to"), extra)


def cells_of(choice: Choice) -> Mapping[str, str]:
    """The plain cells of a choice: its code, its days, its further columns."""
    days = {"valid_from": choice.valid_from, "valid_to": choice.valid_to}
    return {"name": choice.name, **{key: day.isoformat() for key, day in days.items() if day}, **choice.extra}
